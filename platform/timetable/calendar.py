"""England's bank holidays as the `holidays` package computes them: the seed of our own table."""

from collections.abc import Iterable

import holidays

from timetable.rules import Holiday
from timetable.rules.calendar import WEEKEND

# The package's names beside those that the government publishes, which our readers know.
PUBLISHED_TITLES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}
SUBSTITUTE = " (observed)"


def bank_holidays(years: Iterable[int]) -> list[Holiday]:
    """The bank holidays of England and Wales in `years`, sorted, with the one-off days known so far.

    A holiday that falls on a weekend is left out: the substitute day beside it is the one that counts.
    """
    computed = holidays.country_holidays("GB", subdiv="ENG", years=list(years))
    return sorted(Holiday(day, _title(name)) for day, name in computed.items() if day.weekday() not in WEEKEND)


def _title(name: str) -> str:
    plain = name.removesuffix(SUBSTITUTE)
    title = PUBLISHED_TITLES.get(plain, plain)
    return title if plain == name else f"{title} (substitute day)"
