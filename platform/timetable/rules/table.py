"""All limits in one table, found by code and day."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from timetable.rules.errors import RuleNotInForce, UnknownRule
from timetable.rules.protocol import PROTOCOL
from timetable.rules.rule import Rule
from timetable.rules.statutory import STATUTORY

RULES: Final[tuple[Rule, ...]] = (*STATUTORY, *PROTOCOL)
CODES: Final = tuple(sorted({rule.code for rule in RULES}))
_VERSIONS: Final = {code: tuple(rule for rule in RULES if rule.code == code) for code in CODES}


def rule_in_force(code: str, on: date) -> Rule:
    """The version of rule `code` in force on `on`.

    Raises UnknownRule for a code that the table lacks, RuleNotInForce when no version covers the day.
    """
    versions = versions_of(code)
    for rule in versions:
        if rule.in_force(on):
            return rule
    first = min(rule.effective_from for rule in versions)
    raise RuleNotInForce(
        f"{versions[0].title} has no limit in force on {on.isoformat()}; the earliest version starts on "
        f"{first.isoformat()}. Check the date."
    )


def versions_of(code: str) -> Sequence[Rule]:
    """Every version of rule `code`, in the table's order. Raises UnknownRule if there is none."""
    if code not in _VERSIONS:
        raise UnknownRule(f"There is no rule “{code}”. Use one of {', '.join(CODES)}.")
    return _VERSIONS[code]
