"""A council's ladder, pure: its stages, each at a canonical level, so that a region can compare its councils.

What a council calls its stages, who answers and how soon is its own (domain.md 3.2); that the whole fits 20 working
days, that any stage can be passed over and that none needs anybody's permission is not (Handbook 6.2, 6.4).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from tenants.problems import Invalid
from timetable.rules import LimitExceeded, LimitInvalid, ensure_ladder

LEVELS: Final = ("L1", "L2", "L3", "L4")
"""The canonical formal levels. L0 is informal, L5 arbitration and LX Cafcass: open beside every ladder."""
DAYS: Final = 5
LONGEST: Final = 120
_PERMISSION: Final = re.compile(r"permission|approv|authoris|authoriz|consent|sign[- ]?off", re.IGNORECASE)


class LadderInvalid(Invalid):
    code = "ladder-invalid"
    title = "This can't be a council's ladder of disputes"


class OnSilence(StrEnum):
    """What the clock does when a stage's limit passes without an answer."""

    CLIMB = "climb"
    ARBITRATION = "arbitration"

    @property
    def label(self) -> str:
        return "Goes one stage up" if self is OnSilence.CLIMB else "Goes straight to arbitration"


class Replier(StrEnum):
    """Whose mail tells of a stage: the role that the platform knows the responder by."""

    MANAGER = "manager"
    DIRECTOR = "director"


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage: its canonical level, what the council calls it and its form, who answers, in how many working days."""

    level: str
    title: str
    responder: str
    days: int = DAYS
    form: str = ""
    replier: Replier = Replier.MANAGER
    on_silence: OnSilence = OnSilence.CLIMB

    def rule(self, urgent: bool) -> str:
        """The code of the rule that limits an answer here (`timetable.rules`)."""
        return f"dispute.stage.{self.level}{'.urgent' if urgent else ''}"

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "replier": str(self.replier), "on_silence": str(self.on_silence)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Rung":
        return cls(**{**kept, "replier": Replier(kept["replier"]), "on_silence": OnSilence(kept["on_silence"])})


@dataclass(frozen=True, slots=True)
class Ladder:
    """The stages, lowest first. `version` 0 is the service's own, which holds where a council has none."""

    version: int
    title: str
    rungs: tuple[Rung, ...]

    @property
    def levels(self) -> tuple[str, ...]:
        return tuple(rung.level for rung in self.rungs)

    @property
    def first(self) -> Rung:
        return self.rungs[0]

    @property
    def top(self) -> Rung:
        return self.rungs[-1]

    def rung(self, level: str) -> Rung:
        """KeyError for a level that this ladder passes over."""
        return {one.level: one for one in self.rungs}[level]

    def above(self, level: str) -> tuple[Rung, ...]:
        return tuple(one for one in self.rungs if one.level > level)

    def amount(self, level: str, *, urgent: bool) -> int | None:
        """Working days for an answer by a council's own ladder; None where the service's rule says them."""
        return self.rung(level).days if self.version and not urgent else None


_MANAGER = Rung("L1", "Team", "team manager or Advanced Practitioner")
_SERVICE = Rung("L2", "Service", "service manager or practice group lead")
_SENIOR = Rung("L3", "Senior manager", "head of service or assistant director", replier=Replier.DIRECTOR)
_TOP = Rung("L4", "Director", "director of children's services", replier=Replier.DIRECTOR)
CANONICAL: Final = Ladder(0, "The service’s own ladder", (_MANAGER, _SERVICE, _SENIOR, _TOP))


def _shape(title: str, *rungs: Rung) -> Ladder:
    return Ladder(0, title, rungs)


SHAPES: Final[Mapping[str, Ladder]] = MappingProxyType(
    {
        "canonical": CANONICAL,
        "southwark": _shape(
            "Southwark: IRO Escalation Process",
            Rung("L1", "Advanced Practitioner", "Advanced Practitioner", 5, "IRO Escalation Form"),
            Rung("L2", "Practice Group Lead", "Practice Group Lead", 5, "IRO Escalation Form"),
            Rung("L3", "Operational manager", "head of service", 5, "IRO Escalation Form", Replier.DIRECTOR),
            Rung("L4", "Director", "director of children's services", 5, "IRO Escalation Form", Replier.DIRECTOR),
        ),
        "nottinghamshire": _shape(
            "Nottinghamshire: alert, then formal",
            Rung("L1", "Alert", "social worker and team manager", 10, "IRO Alert Form"),
            Rung("L2", "Formal: service", "service manager", 5, "IRO Alert Form"),
            Rung("L4", "Formal: director", "director of children's services", 5, "IRO Alert Form", Replier.DIRECTOR),
        ),
        "four-stages": _shape(
            "Four stages (flow chart of May 2017)",
            Rung("L1", "Stage 1", "social worker, assistant team manager and team manager", 5, "Alert"),
            Rung("L2", "Stage 2", "head of service", 5, "Alert"),
            Rung("L3", "Stage 3", "executive head", 5, "Alert", Replier.DIRECTOR),
            Rung("L4", "Stage 4", "strategic director", 5, "Alert", Replier.DIRECTOR),
        ),
        "rotherham": _shape(
            "Rotherham: Challenge and Escalation",
            Rung("L1", "Challenge", "team manager", 10, "Challenge form"),
            Rung("L3", "Escalation", "head of service", 10, "Escalation form", Replier.DIRECTOR),
        ),
    }
)
"""Of real councils, with the days that they state (domain.md 3.2); a stage without stated days has the service's 5."""


def ensure_rungs(rungs: Sequence[Rung], on: date) -> None:
    """Raise LadderInvalid unless these make a lawful ladder on that day: levels that rise, 20 working days in all at
    most (Handbook 6.2), and nobody's permission anywhere (6.4)."""
    errors = dict(_faults(rungs))
    if not errors:
        try:
            ensure_ladder([rung.days for rung in rungs], on)
        except (LimitInvalid, LimitExceeded) as wrong:
            errors["rungs"] = str(wrong)
    if errors:
        raise LadderInvalid("Correct what `errors` names; the ladder in force stands.", errors=errors)


def _faults(rungs: Sequence[Rung]) -> Iterator[tuple[str, str]]:
    if not rungs:
        yield "rungs", "A ladder has one stage at least."
    levels = [rung.level for rung in rungs]
    if not set(levels) <= set(LEVELS) or levels != sorted(set(levels)):
        yield "rungs", f"Give each stage a level of its own, rising: {', '.join(LEVELS)}."
    for place, rung in enumerate(rungs):
        for name in ("title", "responder", "form"):
            fault = _fault(getattr(rung, name), needed=name != "form")
            if fault:
                yield f"rungs[{place}].{name}", fault


def _fault(words: str, *, needed: bool) -> str:
    """What is wrong with what a council calls something, or nothing."""
    if needed and not words.strip():
        return "Fill this in."
    if len(words) > LONGEST:
        return f"Say it in at most {LONGEST} characters."
    return "No stage may need anybody's permission (Handbook 6.4)." if _PERMISSION.search(words) else ""
