"""Rules on the child's id and date of birth, which stand in every file."""

from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import CHILD_ID

_WITH_BIRTH = tuple(kind for kind in FileKind if "DOB" in COLUMNS[kind] and kind is not FileKind.HEADER)

# fmt: off
_ID = (
    ("P-C1", "CHILD", "The child's id is blank: every row needs the council's own id of the child.", "r.child = ''"),
    ("P-C2", "CHILD",
     "The child's id is not usable: up to 36 letters, digits, dots, dashes, slashes or underscores. A spreadsheet may "
     "have changed a long number; never send a name here.",
     f"r.child <> '' AND r.child !~ '{CHILD_ID}'"),
)
_BIRTH = (
    ("P-C3", "DOB", "The date of birth is blank or no date: write it as dd/mm/yyyy, as in the Header.",
     "r.dob_on IS NULL"),
)
# fmt: on

CHILD_FORM: tuple[SqlRule, ...] = (
    *(rule for kind in FileKind for rule in rules_of(kind, Severity.REJECT_ROW, _ID)),
    *(rule for kind in _WITH_BIRTH for rule in rules_of(kind, Severity.WARN, _BIRTH)),
)
