"""What every source of rows has in common, whichever form the return comes in."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from enum import StrEnum

from casework.ssda903.headings import FileKind
from casework.ssda903.report import RowFinding, Severity
from casework.ssda903.sources.unreadable import Unreadable, display_name

# A file in which more rows are out of shape than this is refused as a whole: its headings are not those of its rows.
OUT_OF_SHAPE_MOST = 1_000

Row = tuple[FileKind, int, tuple[str, ...]]
"""The file kind, the spreadsheet's row (XML: the line), the cells as sent in the order of `headings.COLUMNS`."""


class Form(StrEnum):
    CSV = "csv"
    XML = "xml"


class Source(ABC):
    """An opened file, read once, a piece at a time.

    `encoding`, `remarks`, `kinds`, `row_count` (data rows that aren't blank) and `rejected` (rows out of shape, each
    with its remark) are complete when `rows` has been read to its end.
    """

    form: Form

    def __init__(self, name: str) -> None:
        self.name = display_name(name)
        self.encoding = ""
        self.kinds: set[FileKind] = set()
        self.row_count = 0
        self.rejected = 0
        self.remarks: list[RowFinding] = []

    @abstractmethod
    def rows(self) -> Iterator[Row]:
        """The rows one after another. Raises Unreadable where the file breaks off: then none of them count."""

    def remark(self, rule: str, severity: Severity, message: str, row: int | None = None) -> None:
        self.remarks.append(RowFinding(self.name, row, "", rule, severity, message))

    def reject(self, rule: str, message: str, row: int) -> None:
        """Leave a row out that can't be cut into its cells."""
        self.rejected += 1
        if self.rejected > OUT_OF_SHAPE_MOST:
            raise Unreadable(
                rule, f"More than {OUT_OF_SHAPE_MOST} rows don't fit the headings: export the file again.", row
            )
        self.remark(rule, Severity.REJECT_ROW, message, row)


def ensure_one_form(sources: list[Source]) -> None:
    """Raise Unreadable for a load that mixes CSV and XML: both would say the same of a child."""
    if len({source.form for source in sources}) > 1:
        raise Unreadable("P-F15", "The load mixes CSV files and XML: send the return in one form.")
