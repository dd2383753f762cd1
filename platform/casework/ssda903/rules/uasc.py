"""Rules on unaccompanied asylum-seeking children."""

from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import age, bad_date

# fmt: off
_FORM = (
    ("104", "DUC", "The end of the status is no date and is not taken in: write it as dd/mm/yyyy.", bad_date("r.duc")),
)
_FACTS = (
    ("304", "DUC", "The status ends on the 18th birthday at the latest: check the date.",
     f"{age('r.duc_on - 1')} >= 18"),
)
_WITH_SEX = (
    ("INT21", "SEX", "Sex is not that of the Header: correct one of them.",
     "CASE r.sex WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE r.sex END <> c.sex"),
)
_OF_LEAVERS = (
    ("1014", "DUC",
     "The UASC file is for children looked after in the year, but this is a care leaver: leave the row out.",
     "c.oc3 AND NOT c.has_episodes"),
)
# fmt: on

UASC_FORM: tuple[SqlRule, ...] = rules_of(FileKind.UASC, Severity.WARN, _FORM)
UASC_FACTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.UASC, Severity.WARN, _FACTS),
    *rules_of(FileKind.UASC, Severity.WARN, _WITH_SEX, needs=(FileKind.HEADER,)),
    *rules_of(FileKind.UASC, Severity.WARN, _OF_LEAVERS, needs=(FileKind.EPISODES, FileKind.OC3)),
)
