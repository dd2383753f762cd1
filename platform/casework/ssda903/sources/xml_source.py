"""The return as one XML document (root EXPSSDA903, from 2017), a child at a time.

domain.md 4.2: CHILD holds HEADER and EPISODE; HEADER holds single facts and groups of them (AREVIEW, AMISSING, OC2,
PERMANENCE, …). A group is known by its facts and not by its name, so that a part that a later year adds, or another
supplier names otherwise, is understood when its facts are those of a CSV file.
"""

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, NoReturn
from xml.parsers import expat

from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.report import Severity
from casework.ssda903.sources.examining import PIECE
from casework.ssda903.sources.source import Form, Row, Source
from casework.ssda903.sources.unreadable import Unreadable

_ROOT, _CHILD, _HEADER = "EXPSSDA903", "CHILD", "HEADER"
_DEPTH_MOST = 8
_FACT_MOST = 2_000
# Of one tag or comment, which the parser has to hold whole.
_TOKEN_MOST = 1024 * 1024
_PARTS_MOST = 5_000
# The XML's own names of what the CSV files call otherwise.
_NAMES = {"CHILDID": "CHILD", "PL": "PLACE"}
_OF_THE_CHILD = ("CHILD", "DOB", "SEX")
_KIND_OF: Mapping[str, FileKind] = {
    column: kind for kind, columns in COLUMNS.items() for column in columns if column not in _OF_THE_CHILD
}


@dataclass(slots=True)
class _Element:
    name: str
    line: int
    facts: dict[str, str] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    length: int = 0
    has_parts: bool = False


class XmlSource(Source):
    """A document type or an entity is refused where it is declared, so nothing can be expanded or fetched."""

    form = Form.XML

    def __init__(self, name: str, stream: BinaryIO) -> None:
        super().__init__(name)
        self.encoding = "utf-8"
        self._stream = stream
        self._open: list[_Element] = []
        self._groups: list[_Element] = []
        self._ready: list[Row] = []
        self._unknown_at: int | None = None
        self._skipped_lines = 0

    def rows(self) -> Iterator[Row]:
        parser, fed = self._parser(), 0
        try:
            while piece := self._stream.read(PIECE):
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > _TOKEN_MOST:
                    raise Unreadable("P-F8", "A tag never ends: the file was damaged. Export and send it again.")
                yield from self._taken()
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):
            line = parser.ErrorLineNumber + self._skipped_lines
            broken = "The XML is damaged here or was cut off. Export and send it again."
            raise Unreadable("P-F8", broken, line) from None
        yield from self._taken()
        if self._unknown_at is not None:
            self.remark("P-F9", Severity.INFO, "Facts that are not of the return were ignored.", self._unknown_at)
        if self.row_count == 0:
            self.remark("P-F13", Severity.INFO, "The file holds no child.")

    def _parser(self) -> expat.XMLParserType:
        self._stream.seek(0)
        start = self._stream.read(4096)
        skipped = start.index(b"<")
        self._stream.seek(skipped)
        self._skipped_lines = start[:skipped].count(b"\n")
        has_mark = start.startswith(codecs.BOM_UTF8)
        parser = expat.ParserCreate("utf-8" if has_mark else None, namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = lambda name, _: self._begin(name, parser.CurrentLineNumber)
        parser.EndElementHandler = lambda _: self._end()
        parser.CharacterDataHandler = self._text
        return parser

    def _taken(self) -> list[Row]:
        rows, self._ready = self._ready, []
        self.row_count += len(rows)
        return rows

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = (encoding or "utf-8").lower()

    def _begin(self, qualified: str, line: int) -> None:
        line += self._skipped_lines
        name = qualified.rpartition(" ")[2].upper()
        if not self._open and name != _ROOT:
            raise Unreadable("P-F4", f"The XML is no SSDA903 return: its root must be {_ROOT}.", line)
        if len(self._open) == 1 and name != _CHILD:
            raise Unreadable("P-F4", f"In {_ROOT} only {_CHILD} may stand, each with HEADER and EPISODE.", line)
        if len(self._open) >= _DEPTH_MOST:
            raise Unreadable("P-F8", "The XML is nested deeper than any return. Export and send it again.", line)
        if self._open:
            self._open[-1].has_parts = True
        self._open.append(_Element(name, line))

    def _text(self, text: str) -> None:
        element = self._open[-1]
        element.length += len(text)
        if element.length > _FACT_MOST and not text.isspace():
            raise Unreadable("P-F8", "A fact is longer than any of the return: it was damaged.", element.line)
        if not element.has_parts and element.length <= _FACT_MOST:
            element.text.append(text)

    def _end(self) -> None:
        element = self._open.pop()
        depth = len(self._open)
        if depth == 1:
            self._ready.extend(self._rows_of_child(element))
            self._groups = []
        elif depth > 1 and not element.has_parts:
            self._settle(element, self._open[-1])
        elif depth > 1:
            self._groups.append(element)
            if len(self._groups) > _PARTS_MOST:
                raise Unreadable("P-F8", f"A child has more than {_PARTS_MOST} parts: it was damaged.", element.line)

    def _settle(self, leaf: _Element, holder: _Element) -> None:
        name, text = _NAMES.get(leaf.name, leaf.name), "".join(leaf.text).strip()
        if name in holder.facts:
            raise Unreadable("P-F8", f"{leaf.name} stands twice in one {holder.name}.", leaf.line)
        if name in _KIND_OF or name in _OF_THE_CHILD or name == "UASC":
            holder.facts[name] = text
        elif text and self._unknown_at is None:
            self._unknown_at = leaf.line

    def _rows_of_child(self, child: _Element) -> Iterator[Row]:
        headers = [group for group in self._groups if group.name == _HEADER]
        if len(headers) != 1:
            self.row_count += 1
            self.reject("P-F7", f"The CHILD has {len(headers)} HEADER where it must have one.", child.line)
            return
        about = headers[0].facts
        for group in sorted(self._groups, key=lambda one: one.line):
            kinds = {_KIND_OF[name] for name, text in group.facts.items() if text and name in _KIND_OF}
            if group is headers[0]:
                kinds.add(FileKind.HEADER)
                if about.get("UASC") == "1":
                    kinds.add(FileKind.UASC)
            for kind in FileKind:
                if kind in kinds:
                    self.kinds.add(kind)
                    told = {name: about.get(name, "") for name in _OF_THE_CHILD} | group.facts
                    yield kind, group.line, tuple(told.get(column, "") for column in COLUMNS[kind])


def _refuse_document_type(*_: object) -> NoReturn:
    raise Unreadable("P-F3", "The XML declares a document type, which is never taken in: export it without.")
