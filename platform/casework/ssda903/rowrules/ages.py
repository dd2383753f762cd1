"""Rules on a child's age at an episode. They say nothing where the date of birth is not known."""

from collections.abc import Callable, Collection

from casework.ssda903.codes import ADOPTED, GUARDIANSHIP, STARTED, YOUTH_JUSTICE
from casework.ssda903.report import Severity
from casework.ssda903.rowrules.rule import Context, Rule, Step

_WARN = Severity.WARN
Test = Callable[[Step, Context], bool]


def placed_under(years: int, places: Collection[str]) -> Test:
    """In one of `places` from an age below `years`."""

    def fails(step: Step, context: Context) -> bool:
        current = step.current
        return current.place in places and context.under(years, current.child, current.decom)

    return fails


def left_under(years: int, reasons: Collection[str]) -> Test:
    def fails(step: Step, context: Context) -> bool:
        current = step.current
        return current.rec in reasons and context.under(years, current.child, current.dec)

    return fails


def left_from(years: int, reasons: Collection[str]) -> Test:
    def fails(step: Step, context: Context) -> bool:
        current = step.current
        return current.rec in reasons and context.reached(years, current.child, current.dec)

    return fails


def begins_before_birth(step: Step, context: Context) -> bool:
    return context.under(0, step.current.child, step.current.decom)


def starts_from_18(step: Step, context: Context) -> bool:
    return step.current.rne == STARTED and context.reached(18, step.current.child, step.current.decom)


def youth_justice_under_10(step: Step, context: Context) -> bool:
    return step.current.ls in YOUTH_JUSTICE and context.under(10, step.current.child, step.current.decom)


AGES: tuple[Rule[Step], ...] = (
    Rule(
        "302",
        _WARN,
        "DECOM",
        "The episode begins before the child was born: check both dates.",
        begins_before_birth,
    ),
    Rule(
        "352",
        _WARN,
        "DECOM",
        "The young person was 18 or over on the day care started: check date and birth.",
        starts_from_18,
    ),
    Rule(
        "358",
        _WARN,
        "LS",
        "A child under 10 can't be remanded, detained or sentenced: check the legal status.",
        youth_justice_under_10,
    ),
    Rule(
        "371",
        _WARN,
        "PLACE",
        "A child in supported accommodation must be at least 16.",
        placed_under(16, ("K3",)),
    ),
    Rule(
        "372",
        _WARN,
        "PLACE",
        "A child in youth custody or prison must be at least 10.",
        placed_under(10, ("R5",)),
    ),
    Rule("373", _WARN, "PLACE", "A child placed in a school must be at least 4.", placed_under(4, ("S1",))),
    Rule(
        "374",
        _WARN,
        "PLACE",
        "A child in residential employment must be at least 14.",
        placed_under(14, ("P3",)),
    ),
    Rule(
        "386",
        _WARN,
        "REC",
        "The reason is adoption, but the young person had reached 18.",
        left_from(18, ADOPTED),
    ),
    Rule(
        "387",
        _WARN,
        "REC",
        "The reason is independent living, but the child was under 14.",
        left_under(14, ("E5", "E6")),
    ),
    Rule("389", _WARN, "REC", "The reason is adult care, but the child was under 16.", left_under(16, ("E7",))),
    Rule(
        "407",
        _WARN,
        "REC",
        "The reason is special guardianship, but the young person had reached 18.",
        left_from(18, GUARDIANSHIP),
    ),
    Rule(
        "460",
        _WARN,
        "REC",
        "The reason is staying with carers from 18, but the young person was under 18.",
        left_under(18, ("E17",)),
    ),
)
