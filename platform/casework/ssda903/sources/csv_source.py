"""One of the eleven CSV files, streamed."""

import csv
import io
from collections.abc import Iterator
from operator import itemgetter
from typing import BinaryIO

from casework.ssda903.headings import Recognised, recognise
from casework.ssda903.report import Severity
from casework.ssda903.sources.examining import Examined, examine
from casework.ssda903.sources.source import Form, Row, Source
from casework.ssda903.sources.unreadable import Unreadable

MAX_ROWS = 5_000_000


class CsvSource(Source):
    """Raises Unreadable at once for what has not the headings of a file of the return."""

    form = Form.CSV

    def __init__(self, name: str, stream: BinaryIO) -> None:
        super().__init__(name)
        examined = examine(stream)
        self.encoding = examined.encoding
        if examined.encoding != "utf-8":
            self.remark(
                "P-F6",
                Severity.INFO,
                f"The file is not in UTF-8 and was read as {examined.encoding}: save it as CSV (UTF-8).",
            )
        self._records = _records(stream, examined)
        _, headings = next(self._records, (1, list[str]()))
        known = recognise(headings)
        if not isinstance(known, Recognised):
            raise Unreadable("P-F4", known.reason)
        self._known = known
        self.kinds.add(known.kind)
        if known.ignored:
            self.remark("P-F9", Severity.INFO, _ignored(known), 1)

    def rows(self) -> Iterator[Row]:
        kind, width, cells_of = self._known.kind, self._known.width, itemgetter(*self._known.positions)
        for number, cells in self._records:
            self.row_count += 1
            if len(cells) == width or (len(cells) > width and not any(cells[width:])):
                yield kind, number, cells_of(cells)
            else:
                self.reject("P-F7", _width(len(cells), width), number)
        if self.row_count == 0:
            self.remark("P-F13", Severity.INFO, "The file has headings but no rows.")


def _records(stream: BinaryIO, examined: Examined) -> Iterator[tuple[int, list[str]]]:
    """Each row that isn't blank with its number in a spreadsheet (the first is 1).

    Raises Unreadable for broken quoting, for too many rows, and for a last row without an end of line
    that has fewer cells than the first: the file was cut off, so what stood behind is unknown.
    """
    stream.seek(examined.begins)
    text = io.TextIOWrapper(stream, encoding=examined.encoding, newline="")
    number, width, cells = 0, 0, list[str]()
    try:
        for number, record in enumerate(csv.reader(text, strict=True), start=1):
            if number > MAX_ROWS:
                raise Unreadable("P-F11", f"The file has more than {MAX_ROWS} rows: send one year at a time.")
            if any(record):
                cells, width = record, width or len(record)
                yield number, record
    except csv.Error:
        broken = "A quoted cell does not end: the file was cut off or damaged. Export and send it again."
        raise Unreadable("P-F8", broken, number + 1) from None
    finally:
        # The stream is its owner's to close.
        if not text.closed:
            text.detach()
    if not examined.ended and len(cells) < width:
        raise Unreadable("P-F8", "The file stops in the middle of this row. Export and send it again.", number)


def _width(cells: int, width: int) -> str:
    return f"The row has {cells} cells where the headings are {width}: a cell is missing or a comma too many."


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
