"""What a load found: one row a fault, in the words of a person at a spreadsheet, never with a child's name.

Severity model: domain.md 4.4. `reject_file` leaves the whole file out, `reject_row` the row; `warn` and
`info` leave nothing out.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    REJECT_FILE = "reject_file"
    REJECT_ROW = "reject_row"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class RowFinding:
    """One fault. `row` is the spreadsheet's (headings are row 1), None for the file as a whole; `column`
    may be blank; `rule` is the DfE's number, or ours with `P-`; `value` is blank where showing it could name
    a person.
    """

    file: str
    row: int | None
    column: str
    rule: str
    severity: Severity
    message: str
    value: str = ""
