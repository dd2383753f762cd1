"""Rules on how long an order, a short break or a temporary placement may last, and on dates of the year."""

from collections.abc import Callable
from datetime import date, timedelta

from casework.ssda903.report import Severity
from casework.ssda903.rowrules.episode_chain import closing_day
from casework.ssda903.rowrules.rule import Context, Rule, Step

_WARN = Severity.WARN
_FIRST_DAY = date(1991, 10, 14)  # the Children Act 1989 came into force
_LAST_FREEING = date(2005, 12, 31)
_FIRST_PLACEMENT_ORDER = date(2005, 12, 1)


def order_over(legal_status: str, days: int) -> Callable[[Step, Context], bool]:
    """Longer than `days`, counted over all episodes of the same order that follow without a break."""

    def fails(step: Step, context: Context) -> bool:
        lasted = closing_day(step, context) - step.order_from
        return step.current.ls == legal_status and lasted > timedelta(days=days)

    return fails


def placement_over(place: str, days: int) -> Callable[[Step, Context], bool]:
    def fails(step: Step, context: Context) -> bool:
        return step.current.place == place and closing_day(step, context) - step.current.decom > timedelta(days=days)

    return fails


def short_break_over_17_days(step: Step, context: Context) -> bool:
    lasted = closing_day(step, context) - step.current.decom
    return step.current.ls == "V3" and lasted > timedelta(days=17)


def under_a_day(step: Step, _: Context) -> bool:
    return step.current.dec == step.current.decom


def before_the_act(step: Step, _: Context) -> bool:
    return step.current.decom < _FIRST_DAY


def begins_after_the_year(step: Step, context: Context) -> bool:
    return step.current.decom > context.year_end


def ends_after_the_year(step: Step, context: Context) -> bool:
    return step.current.dec is not None and step.current.dec > context.year_end


def freeing_order_too_late(step: Step, _: Context) -> bool:
    return step.current.ls == "D1" and step.current.decom > _LAST_FREEING


def placement_order_too_early(step: Step, _: Context) -> bool:
    return step.current.ls == "E1" and step.current.decom < _FIRST_PLACEMENT_ORDER


EPISODE_LIMITS: tuple[Rule[Step], ...] = (
    Rule("353", _WARN, "DECOM", "The episode begins before 14 October 1991: check the date.", before_the_act),
    Rule(
        "354",
        _WARN,
        "DECOM",
        "The episode begins after the end of the collection year: check the date, or the year of the load.",
        begins_after_the_year,
    ),
    Rule(
        "355",
        _WARN,
        "DEC",
        "The episode ends on the day it began: less than 24 hours are not recorded as an episode.",
        under_a_day,
    ),
    Rule(
        "361",
        _WARN,
        "LS",
        "Police protection has lasted longer than the 72 hours that the Children Act 1989 allows.",
        order_over("L1", 3),
    ),
    Rule(
        "362",
        _WARN,
        "LS",
        "The emergency protection order has lasted longer than 21 days.",
        order_over("L2", 21),
    ),
    Rule(
        "363",
        _WARN,
        "LS",
        "The child assessment order has lasted longer than the 7 days that the Children Act 1989 allows.",
        order_over("L3", 7),
    ),
    Rule(
        "364",
        _WARN,
        "LS",
        "Accommodation under PACE 1984 has lasted longer than 21 days: the Act allows far less. Check the "
        "legal status.",
        order_over("J2", 21),
    ),
    Rule("365", _WARN, "LS", "A single short break must not exceed 17 days.", short_break_over_17_days),
    Rule(
        "375",
        _WARN,
        "PLACE",
        "A stay in hospital coded as temporary has lasted longer than six weeks.",
        placement_over("T1", 42),
    ),
    Rule(
        "376",
        _WARN,
        "PLACE",
        "A temporary placement for the carer's holiday has lasted longer than three weeks.",
        placement_over("T3", 21),
    ),
    Rule(
        "379",
        _WARN,
        "PLACE",
        "A temporary placement for another reason has lasted longer than seven days.",
        placement_over("T4", 7),
    ),
    Rule(
        "385",
        _WARN,
        "DEC",
        "The episode ends after the end of the collection year: check the date, or the year of the load.",
        ends_after_the_year,
    ),
    Rule(
        "445",
        _WARN,
        "LS",
        "Freeing orders can't begin after December 2005: check the legal status.",
        freeing_order_too_late,
    ),
    Rule(
        "446",
        _WARN,
        "LS",
        "Placement orders can't begin before December 2005: check the legal status.",
        placement_order_too_early,
    ),
)
