"""Rules on social workers' episodes."""

from casework.ssda903.codes import SW_REASON
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import bad_date, no_code

# Social workers are asked for from a year before the collection year on.
_ASKED_FROM = "(load.year_start - interval '1 year')"

# fmt: off
_REJECTED = (
    ("SW03STG1", "SW_ID", "The social worker's id is blank: it is the Social Work England number.", "r.sw_id = ''"),
    ("SW03STG1", "SW_DECOM", "The start with this social worker is blank: add the date.", "r.sw_decom = ''"),
    ("SW04STG1", "SW_DECOM", "The start with this social worker is no date: write it as dd/mm/yyyy.",
     bad_date("r.sw_decom")),
    ("SW05STG1", "SW_DEC", "The end with this social worker is no date: write it as dd/mm/yyyy.",
     bad_date("r.sw_dec")),
    ("P-W1", "SW_DEC", "The end with this social worker is before the start: correct one of the dates.",
     "r.sw_dec_on < r.sw_decom_on"),
)
_WARNED_FORM = (
    ("SW02STG1", "SW_ID", "The id does not begin with SW (or XX where there is none): correct it.",
     "r.sw_id <> '' AND left(r.sw_id, 2) NOT IN ('SW', 'XX')"),
    ("SW13STG1", "SW_REASON", "The reason for the change is no code and is not taken in.",
     no_code("r.sw_reason", SW_REASON, may_be_blank=True)),
)
_WARNED = (
    ("SW06STG2", "SW_DECOM", "The social worker began after the end of the collection year: check the date.",
     "r.sw_decom_on > load.year_end"),
    ("SW07STG2", "SW_DEC",
     "The end is more than a year before the collection year, or after it: leave the row out or check the date.",
     f"r.sw_dec_on < {_ASKED_FROM} OR r.sw_dec_on > load.year_end"),
    ("SW09STG2", "SW_DEC", "The social worker changed again on the same day: less than 24 hours are not recorded.",
     "r.sw_dec_on = r.sw_decom_on"),
    ("SW108STG2", "SW_DECOM", "The social worker before this one has no end: add the date.",
     "r.prev_decom_on IS NOT NULL AND r.prev_dec_on IS NULL"),
    ("SW10STG2", "SW_DECOM", "Begins before the end with the social worker before: correct one of the dates.",
     "r.sw_decom_on < r.prev_dec_on"),
    ("SW11STG2", "SW_DEC", "The social worker left before the year ended, and none follows on that day: add the next.",
     "r.sw_dec_on < load.until AND r.next_decom_on IS DISTINCT FROM r.sw_dec_on AND (c.at_end OR NOT c.has_episodes)"),
    ("SW14STG2", "SW_DEC", "A later social worker follows, but this one has no end: add the date.",
     "r.sw_dec_on IS NULL AND r.next_decom_on IS NOT NULL"),
    ("SW15STG2", "SW_REASON", "The reason for the change to this social worker is blank.",
     f"r.sw_reason = '' AND r.sw_decom_on >= {_ASKED_FROM}"),
)
_OF_EPISODES = (
    ("SW01STG1", "CHILD", "The child is looked after, but no social worker is in the return: add one.",
     "r.next_decom_on IS NULL AND c.at_end AND NOT c.only_short_breaks AND NOT c.has_worker"),
    ("SW12STG2", "DECOM", "No social worker covers the start of this time in care: add the social workers of the year.",
     f"r.rne = 'S' AND r.decom_on >= {_ASKED_FROM} AND c.at_end AND c.has_worker AND NOT c.only_short_breaks"
     " AND c.first_worker_on > r.decom_on"),
)
# fmt: on

SW_FORM: tuple[SqlRule, ...] = (
    *rules_of(FileKind.SW_EPISODES, Severity.REJECT_ROW, _REJECTED),
    *rules_of(FileKind.SW_EPISODES, Severity.WARN, _WARNED_FORM),
)
SW_FACTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.SW_EPISODES, Severity.WARN, _WARNED),
    *rules_of(FileKind.EPISODES, Severity.WARN, _OF_EPISODES, needs=(FileKind.SW_EPISODES,)),
)
