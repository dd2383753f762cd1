"""Rules on how long an order, a short break or a temporary placement may last, and on dates of the year."""

from casework.ssda903.codes import SHORT_BREAKS
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import listed


def order_over(legal_status: str, days: int) -> str:
    """Longer than `days`, counted over all episodes of the same order that follow without a break."""
    return f"r.ls = '{legal_status}' AND r.closed_on - r.order_from > {days}"


def placement_over(place: str, days: int) -> str:
    return f"r.place = '{place}' AND r.closed_on - r.decom_on > {days}"


# fmt: off
_WARNED = (
    # The Children Act 1989 came into force on that day.
    ("353", "DECOM", "The episode begins before 14 October 1991: check the date.", "r.decom_on < date '1991-10-14'"),
    ("354", "DECOM",
     "The episode begins after the end of the collection year: check the date, or the year of the load.",
     "r.decom_on > load.year_end"),
    ("355", "DEC", "The episode ends on the day it began: less than 24 hours are not recorded as an episode.",
     "r.dec_on = r.decom_on"),
    ("361", "LS", "Police protection has lasted longer than the 72 hours that the Children Act 1989 allows.",
     order_over("L1", 3)),
    ("362", "LS", "The emergency protection order has lasted longer than 21 days.", order_over("L2", 21)),
    ("363", "LS", "The child assessment order has lasted longer than the 7 days that the Children Act 1989 allows.",
     order_over("L3", 7)),
    ("364", "LS",
     "Accommodation under PACE 1984 has lasted longer than 21 days: the Act allows far less. Check the legal status.",
     order_over("J2", 21)),
    ("365", "LS", "A single short break must not exceed 17 days.", "r.ls = 'V3' AND r.closed_on - r.decom_on > 17"),
    ("367", "LS", "Short breaks (V3) come to more than 75 days in 12 months: the child is looked after as others are.",
     "r.ls = 'V3' AND r.respite_days > 75"),
    ("375", "PLACE", "A stay in hospital coded as temporary has lasted longer than six weeks.",
     placement_over("T1", 42)),
    ("376", "PLACE", "A temporary placement for the carer's holiday has lasted longer than three weeks.",
     placement_over("T3", 21)),
    ("377", "PLACE", "More than two temporary placements for the carer's holiday (T3) in 12 months.",
     "r.place = 'T3' AND r.carer_holidays > 2"),
    ("379", "PLACE", "A temporary placement for another reason has lasted longer than seven days.",
     placement_over("T4", 7)),
    ("385", "DEC", "The episode ends after the end of the collection year: check the date, or the year of the load.",
     "r.dec_on > load.year_end"),
    ("426", "LS", "The child has short breaks of both kinds (V3 and V4) in one year: only one is possible.",
     f"r.ls IN {listed(SHORT_BREAKS)} AND c.some_v3 AND c.some_v4"),
    ("445", "LS", "Freeing orders can't begin after December 2005: check the legal status.",
     "r.ls = 'D1' AND r.decom_on > date '2005-12-31'"),
    ("446", "LS", "Placement orders can't begin before December 2005: check the legal status.",
     "r.ls = 'E1' AND r.decom_on < date '2005-12-01'"),
    ("451", "LS", "The child is still freed for adoption (D1), but such orders ended in 2005: check the legal status.",
     "r.ls = 'D1' AND r.dec_on IS NULL"),
)
# fmt: on

EPISODE_LIMITS: tuple[SqlRule, ...] = rules_of(FileKind.EPISODES, Severity.WARN, _WARNED)
