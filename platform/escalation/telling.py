"""At which points of a dispute people are told of it, and what a note of that must be like. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from escalation.form_shapes import CAFCASS, PROCEEDINGS, TOLD, Background, Proceeding, Telling
from escalation.ladder import Course, State

LONGEST_TITLE: Final = 120
ARBITRATION, DETERMINATION, END = "arbitration", "determination", "end"
POINTS: Final = {
    State.ARBITRATION: ARBITRATION,
    State.DETERMINED: DETERMINATION,
    State.DETERMINATION_ANSWERED: DETERMINATION,
    State.RESOLVED: END,
    State.WITHDRAWN: END,
}


def point_of(course: Course, today: date) -> str:
    """Where people are told of it now: the level it is at, then arbitration, determination, end."""
    return POINTS.get(course.state(today), course.current.level)


def untold(point: str, noted: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Of whom it isn't on record yet whether they were told at `point`; `noted` are the pairs (whom, point)."""
    said = {whom for whom, where in noted if where == point}
    return tuple(whom for whom in TOLD if whom not in said)


def background_faults(background: Background) -> Iterator[tuple[str, str]]:
    """By field, what can't be kept."""
    if len(background.sub_category) > LONGEST_TITLE:
        yield "sub_category", f"Say it in at most {LONGEST_TITLE} characters."
    if background.cafcass and background.cafcass not in CAFCASS:
        yield "cafcass", f"Choose one of {', '.join(CAFCASS)}, or leave it out."
    elif background.cafcass and not background.cafcass_reason.strip():
        yield "cafcass_reason", "Say why, or why not."
    elif background.cafcass_reason.strip() and not background.cafcass:
        yield "cafcass", "Choose whether you have considered Cafcass."


def telling_faults(telling: Telling, today: date) -> Iterator[tuple[str, str]]:
    if telling.whom not in TOLD:
        yield "whom", f"Choose one of {', '.join(TOLD)}."
    if not telling.words.strip():
        yield "words", "Say how you told them." if telling.told else "Say why they weren’t told."
    if telling.told_on is not None:
        if not telling.told:
            yield "told_on", "Leave the day out: they weren’t told."
        elif telling.told_on > today:
            yield "told_on", "Give a day that isn’t in the future."


def proceeding_faults(proceeding: Proceeding) -> Iterator[tuple[str, str]]:
    if proceeding.kind not in PROCEEDINGS:
        yield "kind", "Choose a complaint or a court case."
    if not 0 < len(proceeding.reference.strip()) <= LONGEST_TITLE:
        yield "reference", f"Give its reference, in at most {LONGEST_TITLE} characters."
