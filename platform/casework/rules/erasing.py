"""How long a child's record is kept, and on what grounds it may be erased (domain.md 8.3). Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tenants.problems import Conflict, Invalid

YEARS_OF_LIFE = 75
"""A case record is kept until the 75th birthday (Care Planning Regulations 2010, reg 50)."""
YEARS_AFTER_DEATH = 15
"""If the child dies before the age of 18, as long from the death."""
ADULT_AT = 18
YEARS_AFTER_ADOPTION = 100
DIED = "E2"
ADOPTED = ("E11", "E12")
"""Reasons of the 903 for which a period of care ends (domain.md 4.3)."""


class Ground(Enum):
    """Why a record may go. The last two hold before its time is over."""

    RETENTION_OVER = "retention_over"
    ART_17 = "art_17"
    COURT_ORDER = "court_order"
    NEVER_LOOKED_AFTER = "never_looked_after"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def waits(self) -> bool:
        """Whether the time of keeping must be over."""
        return self not in EXCEPTIONS


_LABELS = {
    Ground.RETENTION_OVER: "The time of keeping is over",
    Ground.ART_17: "The person asks (UK GDPR Article 17), and the time of keeping is over",
    Ground.COURT_ORDER: "A court orders it",
    Ground.NEVER_LOOKED_AFTER: "It should never have been recorded: the wrong child or the wrong council",
}
EXCEPTIONS = frozenset({Ground.COURT_ORDER, Ground.NEVER_LOOKED_AFTER})


class OnHold(Conflict):
    code = "on-hold"
    title = "This child’s record is on hold"


class RetentionNotOver(Conflict):
    code = "retention-not-over"
    title = "The time for which this record must be kept is not over"


class TwoPersonsNeeded(Conflict):
    code = "two-persons-needed"
    title = "An erasure needs two persons, one of the service and one of the council"


class NothingToErase(Conflict):
    code = "nothing-to-erase"
    title = "There is nothing to erase"


class RecordInUse(Conflict):
    code = "record-in-use"
    title = "Somebody is writing to this record"


class AlreadyReleased(Conflict):
    code = "hold-released"
    title = "This hold was released"


class NamesTheChild(Invalid):
    code = "names-the-child"
    title = "The reason must not say whose record it is"


@dataclass(frozen=True, slots=True)
class Life:
    """What decides how long a record is kept: dates as they stand in the record."""

    born_on: date
    died_on: date | None = None
    adopted_on: date | None = None


def kept_until(life: Life) -> date:
    """The last day on which the record must be kept; the longest time that applies."""
    if life.adopted_on is not None:
        return years_after(life.adopted_on, YEARS_AFTER_ADOPTION)
    if life.died_on is not None and life.died_on < years_after(life.born_on, ADULT_AT):
        return years_after(life.died_on, YEARS_AFTER_DEATH)
    return years_after(life.born_on, YEARS_OF_LIFE)


def ensure_time_is_over(ground: Ground, life: Life, today: date) -> None:
    """Raises RetentionNotOver, unless the ground holds before that too."""
    if ground.waits and today <= kept_until(life):
        raise RetentionNotOver(f"It must be kept until {kept_until(life):%d/%m/%Y}. Nothing was erased.")


def ensure_nameless(reason: str, names: Iterable[str]) -> None:
    """The reason outlasts the record. Raises NamesTheChild where one of the child's names stands in it."""
    words = _words(reason)
    if any(words & _words(name) for name in names):
        problem = "Leave out the child’s name and reference: the reason stays when the record is gone"
        raise NamesTheChild("Nothing was written.", errors={"reason": problem})


def _words(text: str) -> set[str]:
    # "SW-1001" is two words, and either would tell: but a word of one letter tells nothing.
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 1}


def years_after(day: date, years: int) -> date:
    """As PostgreSQL counts: what began on 29 February ends on the 28th in a year without one."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
