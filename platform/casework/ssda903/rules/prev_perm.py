"""Rules on a permanence order that a child had before (PrevPerm)."""

from casework.ssda903.codes import ELSEWHERE, PREV_PERM
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import listed, no_code

# What is not known of the date is written as Z.
_PARTLY_KNOWN = "^([0-9][0-9]|ZZ)/([0-9][0-9]|ZZ)/([0-9][0-9][0-9][0-9]|ZZZZ)$"
_ASKED_FROM = "date '2016-04-01'"

# fmt: off
_REJECTED = (
    ("631", "PREV_PERM", "The kind of the earlier order is blank or no code: P1 to P4, or Z1 for none.",
     no_code("r.prev_perm", PREV_PERM)),
)
_WARNED = (
    ("632", "DATE_PERM", "The date of the earlier order is no date: dd/mm/yyyy, with Z for figures that are not known.",
     f"r.date_perm <> '' AND r.date_perm_on IS NULL"
     f" AND (r.date_perm !~ '{_PARTLY_KNOWN}' OR r.date_perm !~ 'Z')"),
    ("633", "LA_PERM", "Where the earlier order was made is no code: a council's three figures, or WAL, SCO, NIR, NUK.",
     f"r.la_perm <> '' AND r.la_perm !~ '^[2-9][0-9][0-9]$' AND r.la_perm NOT IN {listed(ELSEWHERE)}"),
    ("635", "PREV_PERM", "Z1 says that there was no earlier order, but its date or council is given: correct one.",
     "r.prev_perm = 'Z1' AND (r.la_perm <> '' OR r.date_perm <> '')"),
)
_WITH_EPISODES = (
    ("632", "DATE_PERM", "The earlier order was made after care began: check both dates.",
     "r.date_perm_on >= c.first_began"),
    ("634", "PREV_PERM",
     "Earlier orders are asked for children who came into care since 1 April 2016: leave the row out.",
     f"coalesce(c.last_started, c.last_began) < {_ASKED_FROM}"),
)
_OF_EPISODES = (
    ("630", "RNE",
     "Care began in the year, so the PrevPerm file says whether there was a permanence order before: add it.",
     "r.rne = 'S' AND r.decom_on BETWEEN load.year_start AND load.year_end AND NOT c.has_prev_perm"
     " AND NOT c.only_short_breaks"),
)
# fmt: on

PREV_PERM_FORM: tuple[SqlRule, ...] = (
    *rules_of(FileKind.PREV_PERM, Severity.REJECT_ROW, _REJECTED),
    *rules_of(FileKind.PREV_PERM, Severity.WARN, _WARNED),
)
PREV_PERM_FACTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.PREV_PERM, Severity.WARN, _WITH_EPISODES, needs=(FileKind.EPISODES,)),
    *rules_of(FileKind.EPISODES, Severity.WARN, _OF_EPISODES, needs=(FileKind.PREV_PERM,)),
)
