"""A first look at the bytes of an upload: whether they are a return at all, and in which encoding."""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

from casework.ssda903.sources.unreadable import Unreadable

MAX_BYTES = 200 * 1024 * 1024
PIECE = 256 * 1024
# The longest row of a return has some 200 characters: a line without an end is no CSV, and is not held in memory.
LINE_MOST = 1024 * 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_NOT_CSV = {
    b"PK\x03\x04": "a workbook or a zip archive: save each sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook: save each sheet as CSV",
    b"%PDF": "a PDF: export the data as CSV",
    b"\x1f\x8b": "a compressed file: unpack it first",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Examined:
    """`begins` is where the text begins, behind a byte order mark; `ended` whether the last line has its end."""

    encoding: str
    begins: int
    ended: bool


def is_xml(stream: BinaryIO) -> bool:
    """Whether the file is marked up. Raises Unreadable for what is neither that nor text."""
    size = stream.seek(0, 2)
    if size > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise Unreadable("P-F2", f"The file is larger than {limit} MB: send one collection year at a time.")
    stream.seek(0)
    start = stream.read(4096)
    for mark, what in _NOT_CSV.items():
        if start.startswith(mark):
            raise Unreadable("P-F3", f"The file is {what}.")
    if start.startswith(_UTF16):
        raise Unreadable("P-F3", "The file is in UTF-16: save it in UTF-8.")
    return start.removeprefix(codecs.BOM_UTF8).lstrip(b" \r\n\t").startswith(b"<")


def examine(stream: BinaryIO) -> Examined:
    """Read a CSV file through once, a piece at a time, and say how to read it."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_cp1252, blank, line, last = True, True, True, 0, b""
    while piece := stream.read(PIECE):
        _refuse_controls(piece)
        line = _line_so_far(piece, line)
        if is_utf8:
            is_utf8 = _decodes(decoder, piece, final=False)
        is_cp1252 = is_cp1252 and not _NOT_IN_CP1252.search(piece)
        blank = blank and not piece.strip(b" \t\r\n" + codecs.BOM_UTF8)
        last = piece[-1:]
    if blank:
        raise Unreadable("P-F1", "The file is empty: export it again.")
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    stream.seek(0)
    begins = len(codecs.BOM_UTF8) if stream.read(3) == codecs.BOM_UTF8 else 0
    encoding = "utf-8" if is_utf8 else "cp1252" if is_cp1252 else "latin-1"
    return Examined(encoding, begins if is_utf8 else 0, last in (b"\n", b"\r"))


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_controls(piece: bytes) -> None:
    found = _CONTROL.search(piece)
    if found is None:
        return
    what = "binary data" if found[0] == b"\0" else "characters that no CSV text has"
    raise Unreadable("P-F3", f"The file holds {what}: export it again as CSV (UTF-8).")


def _line_so_far(piece: bytes, before: int) -> int:
    """How long the line is that `piece` ends in, when `before` bytes of its first line went ahead."""
    first = min((place for place in (piece.find(b"\n"), piece.find(b"\r")) if place >= 0), default=-1)
    longest = before + (first if first >= 0 else len(piece))
    if longest > LINE_MOST:
        raise Unreadable("P-F8", "A row never ends: the file was damaged. Export and send it again.")
    return longest if first < 0 else len(piece) - 1 - max(piece.rfind(b"\n"), piece.rfind(b"\r"))
