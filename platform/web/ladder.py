"""The ladder of a dispute as a picture: rungs from the team up to arbitration, each with what happened there."""

from dataclasses import dataclass

from escalation.ladder import State
from escalation.shapes import DisputeView, Step

_TOP, _GAP = 34, 62
_WIDTH = 340


@dataclass(frozen=True, slots=True)
class Rung:
    """`y` is its place in the picture, in units of the drawing; `state` is done, current, skipped or todo."""

    y: int
    title: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What `disputes/ladder.html` draws; `alt` says in words what it shows."""

    rungs: tuple[Rung, ...]
    width: int
    height: int
    foot: int
    alt: str


def picture(of: DisputeView) -> Picture:
    """The highest rung first, as on a ladder that leans on the wall."""
    steps = [_arbitration(of), *((step.title, _note(step), step.state) for step in reversed(of.ladder))]
    rungs = tuple(Rung(_TOP + place * _GAP, *step) for place, step in enumerate(steps))
    alt = "; ".join(f"{rung.title}: {rung.note}" for rung in reversed(rungs))
    foot = rungs[-1].y + 34
    return Picture(rungs, _WIDTH, foot + 4, foot, f"From the lowest level up. {alt}.")


def _note(step: Step) -> str:
    if step.answer:
        return f"Answered on {step.answer.answered_on:%-d %B %Y}"
    if step.state == "current":
        return f"No answer by {step.limit:%-d %B %Y}" if step.overdue else f"Answer by {step.limit:%-d %B %Y}"
    return {"done": "No answer", "skipped": "Passed over"}.get(step.state, "Not reached")


def _arbitration(of: DisputeView) -> tuple[str, str, str]:
    title = "Independent arbitration"
    if of.determination:
        return title, f"Determined on {of.determination.issued_on:%-d %B %Y}", "done"
    if of.referral:
        state = "current" if of.line.state is State.ARBITRATION else "done"
        return title, f"Referred on {of.referral.referred_on:%-d %B %Y}", state
    return title, "Not reached", "todo"
