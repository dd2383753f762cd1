"""From the bytes of an upload to rows of cells, or a reason why not. Every refusal is an `Unreadable`."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from casework.ssda903.sources.unreadable import Unreadable

# The largest council's whole history is about 5 MB and 60,000 rows.
MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_CSV = {
    b"PK\x03\x04": "a workbook or a zip archive: save each sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook: save each sheet as CSV",
    b"%PDF": "a PDF: export the data as CSV",
    b"\x1f\x8b": "a compressed file: unpack it first",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    encoding: str


def decode(content: bytes) -> Text:
    """The text of a CSV file: UTF-8 with or without mark, else what Windows programs write."""
    _refuse_what_is_no_csv(content)
    text = _decoded(content)
    if _CONTROL.search(text.text):
        raise Unreadable("P-F3", "The file holds characters that no CSV text has: export it again as CSV (UTF-8).")
    return text


def _refuse_what_is_no_csv(content: bytes) -> None:
    if not content.strip(b" \t\r\n" + codecs.BOM_UTF8):
        raise Unreadable("P-F1", "The file is empty: export it again.")
    if len(content) > MAX_BYTES:
        size = MAX_BYTES // (1024 * 1024)
        raise Unreadable("P-F2", f"The file is larger than {size} MB: send one collection year at a time.")
    for mark, what in _NOT_CSV.items():
        if content.startswith(mark):
            raise Unreadable("P-F3", f"The file is {what}.")
    if content.startswith(_UTF16):
        raise Unreadable("P-F3", "The file is in UTF-16: save it as CSV (UTF-8).")
    if content.lstrip(codecs.BOM_UTF8 + b" \r\n\t").startswith(b"<"):
        raise Unreadable("P-F3", "The file is XML, which is not taken in yet: export the return as CSV.")
    if b"\x00" in content:
        raise Unreadable("P-F3", "The file holds binary data: export it again as CSV (UTF-8).")


def _decoded(content: bytes) -> Text:
    for codec, name in (("utf-8-sig", "utf-8"), ("cp1252", "cp1252")):
        with suppress(UnicodeDecodeError):
            return Text(content.decode(codec), name)
    return Text(content.decode("latin-1"), "latin-1")


def records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that isn't blank with its number in a spreadsheet (the first is 1).

    Raises Unreadable for broken quoting, for too many rows, and for a last row without an end of line
    that has fewer cells than the first: the file was cut off, so what stood behind is unknown.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, width, cells = 0, 0, list[str]()
    try:
        for number, record in enumerate(reader, start=1):
            if number > MAX_ROWS:
                raise Unreadable("P-F11", f"The file has more than {MAX_ROWS} rows: send one year at a time.")
            if any(record):
                cells, width = record, width or len(record)
                yield number, record
    except csv.Error:
        broken = "A quoted cell does not end: the file was cut off or damaged. Export and send it again."
        raise Unreadable("P-F8", broken, number + 1) from None
    if not text.endswith(("\n", "\r")) and len(cells) < width:
        raise Unreadable("P-F8", "The file stops in the middle of this row. Export and send it again.", number)
