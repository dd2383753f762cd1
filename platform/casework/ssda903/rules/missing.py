"""Rules on spells in which a child was missing, or away without authorisation."""

from casework.ssda903.codes import MISSING
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import bad_date, no_code

# fmt: off
_REJECTED = (
    ("1004", "MIS_START", "The start of the spell is no date: write it as dd/mm/yyyy.", bad_date("r.mis_start")),
    ("1005", "MIS_END", "The end of the spell is no date: write it as dd/mm/yyyy.", bad_date("r.mis_end")),
    ("1006", "MISSING", "Neither M (missing) nor A (away without authorisation).",
     no_code("r.missing", MISSING, may_be_blank=True)),
    ("564", "MIS_START", "The child is recorded as missing or away, but the start is blank: add the date.",
     "r.mis_start = ''"),
    ("565", "MISSING", "The spell has a start, but not whether the child was missing (M) or away (A).",
     "r.mis_start <> '' AND r.missing = ''"),
    ("566", "MISSING", "The spell has an end, but not whether the child was missing (M) or away (A).",
     "r.mis_end <> '' AND r.missing = ''"),
    ("567", "MIS_END", "The spell ends before it began: correct one of the dates.", "r.mis_end_on < r.mis_start_on"),
)
_WARNED = (
    ("570", "MIS_START", "The spell begins after the end of the collection year: check the date.",
     "r.mis_start_on > load.year_end"),
    ("571", "MIS_END", "The spell ends before the collection year began or after it ended: check the date.",
     "r.mis_end_on NOT BETWEEN load.year_start AND load.year_end"),
    ("574", "MIS_START",
     "The spell begins while the one before it is still open, or before that ended: correct the dates.",
     "r.prev_start_on IS NOT NULL AND (r.prev_end_on IS NULL OR r.mis_start_on < r.prev_end_on)"),
    ("586", "MIS_START", "The spell begins before the child was born: check both dates.", "r.mis_start_on < c.born"),
)
_OF_EPISODES = (
    ("575", "MIS_END", "The placement from which the child went has ended, but the spell has no end: add the date.",
     "r.mis_end_on IS NULL AND w.placement_ended_on IS NOT NULL"),
    ("577", "MIS_END", "The child has left care, but the spell has no end: add the date.",
     "r.mis_end_on IS NULL AND NOT c.at_end AND c.left_on >= r.mis_start_on"),
    ("578", "MIS_START", "The spell begins after the child left care: check the date.",
     "NOT c.at_end AND r.mis_start_on > c.left_on"),
    ("580", "MISSING", "The child was missing on leaving care: the episode's reason must be E8 (other).",
     "w.left_for_another_reason"),
    ("581", "MIS_START", "The spell begins before the child was looked after: check the date.",
     "r.mis_start_on < c.first_began AND c.last_started = c.first_began"),
)
# fmt: on

MISSING_FORM: tuple[SqlRule, ...] = rules_of(FileKind.MISSING, Severity.REJECT_ROW, _REJECTED)
MISSING_FACTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.MISSING, Severity.WARN, _WARNED),
    *rules_of(FileKind.MISSING, Severity.WARN, _OF_EPISODES, needs=(FileKind.EPISODES,)),
)
