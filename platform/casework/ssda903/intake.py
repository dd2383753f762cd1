"""One uploaded file: opened, recognised by its headings, cut into rows of the known columns."""

import hashlib
from dataclasses import dataclass, field
from operator import itemgetter

from casework.ssda903.files import decode, records
from casework.ssda903.headings import TAKEN_IN, FileKind, Recognised, recognise
from casework.ssda903.report import RowFinding, Severity
from casework.ssda903.rows import Where
from casework.ssda903.sources.unreadable import Unreadable, display_name


@dataclass(slots=True)
class OpenedFile:
    """`rows` has the cells in the order of `headings.COLUMNS[kind]`; empty where nothing is taken in."""

    index: int
    name: str
    sha256: str
    kind: FileKind | None = None
    encoding: str = ""
    row_count: int = 0
    rejected: int = 0
    rows: list[tuple[Where, tuple[str, ...]]] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)

    def remark(self, rule: str, severity: Severity, message: str, row: int | None = None) -> None:
        self.findings.append(RowFinding(self.name, row, "", rule, severity, message))


def open_file(index: int, name: str, content: bytes) -> OpenedFile:
    """The file's rows, or a finding that says why there are none; never raises for what is in `content`."""
    opened = OpenedFile(index, display_name(name), hashlib.sha256(content).hexdigest())
    try:
        _fill(opened, content)
    except Unreadable as unreadable:
        # The whole file is out: what its single rows had wrong no longer matters.
        opened.rows, opened.findings, opened.rejected = [], [], opened.row_count
        opened.remark(unreadable.rule, Severity.REJECT_FILE, unreadable.reason, unreadable.row)
    return opened


def pass_over(index: int, name: str, sha256: str) -> OpenedFile:
    """A file whose very bytes came earlier in the same load."""
    passed = OpenedFile(index, display_name(name), sha256)
    passed.remark("P-F14", Severity.INFO, "This file is the same as an earlier one of this load: once is enough.")
    return passed


def _fill(opened: OpenedFile, content: bytes) -> None:
    text = decode(content)
    opened.encoding = text.encoding
    if text.encoding != "utf-8":
        opened.remark(
            "P-F6",
            Severity.INFO,
            f"The file is not in UTF-8 and was read as {text.encoding}: save it as CSV (UTF-8).",
        )
    rows = records(text.text)
    _, headings = next(rows, (1, list[str]()))
    known = recognise(headings)
    if not isinstance(known, Recognised):
        raise Unreadable("P-F4", known.reason)
    opened.kind = known.kind
    if known.ignored:
        opened.remark("P-F9", Severity.INFO, _ignored(known), 1)
    cells_of = itemgetter(*known.positions)
    for number, cells in rows:
        opened.row_count += 1
        if len(cells) < known.width or any(cells[known.width :]):
            _reject_width(opened, number, len(cells), known.width)
        elif known.kind in TAKEN_IN:
            opened.rows.append((Where(opened.index, opened.name, number), cells_of(cells)))
    _say_what_is_not_taken(opened)


def _reject_width(opened: OpenedFile, number: int, cells: int, width: int) -> None:
    opened.rejected += 1
    opened.remark(
        "P-F7",
        Severity.REJECT_ROW,
        f"The row has {cells} cells where the headings are {width}: a cell is missing or a comma too many.",
        number,
    )


def _say_what_is_not_taken(opened: OpenedFile) -> None:
    if opened.row_count == 0:
        opened.remark("P-F13", Severity.INFO, "The file has headings but no rows.")
    elif opened.kind not in TAKEN_IN:
        opened.remark("P-F5", Severity.INFO, f"Recognised as the {opened.kind} file: not taken in yet.")


def _ignored(known: Recognised) -> str:
    columns = ", ".join(_letters(place) for place in known.ignored[:10])
    more = " and more" if len(known.ignored) > 10 else ""
    return f"Not of the {known.kind} file and ignored: column {columns}{more}."


def _letters(place: int) -> str:
    """The spreadsheet's name of a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
