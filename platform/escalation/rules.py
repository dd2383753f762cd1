"""What a dispute, an answer and a closure must be like. Pure."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from escalation.form_shapes import Proceeding, Telling
from escalation.ladder import State
from escalation.rungs import Ladder
from escalation.shapes import (
    ACCEPTANCES,
    COMPLIANCE,
    ISSUES,
    OUTCOMES,
    POSITIONS,
    PROGRESS,
    RAGS,
    WITHDRAWALS,
    AnswerGiven,
    Closed,
    RaisedDispute,
)
from escalation.telling import background_faults, proceeding_faults, telling_faults
from tenants.problems import Conflict, Invalid
from timetable.rules import Deadline, WorkingCalendar, deadline

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody takes for another: no 0 O, 1 I L, U."""
LONGEST_SHARE: Final = 200
LONGEST_STATEMENT: Final = 4 * 3_000
"""Characters: four pages (domain.md 7.6), of 3,000 each."""
LONGEST_NAME: Final = 120
WORDS: Final = {
    "description": "Say what is wrong, with the evidence.",
    "impact": "Say what it means for the child.",
    "child_wishes": "Say what the child wishes, or why it isn't known.",
    "outcome_sought": "Say what should happen, and by when.",
}


class InvalidDispute(Invalid):
    code = "dispute-invalid"
    title = "The dispute can't be recorded as it is"


class InvalidAnswer(Invalid):
    code = "answer-invalid"
    title = "The answer can't be recorded as it is"


class InvalidClosure(Invalid):
    code = "closure-invalid"
    title = "The dispute can't be closed like this"


class InvalidNote(Invalid):
    code = "note-invalid"
    title = "The note can't be recorded as it is"


class Incomplete(Invalid):
    code = "incomplete"
    title = "Something is missing"


class DeterminationAltered(Invalid):
    code = "determination-altered"
    title = "The determination is not what its hash says"


class DrawAltered(Invalid):
    code = "draw-altered"
    title = "The draw is not what its record says"


class NotASlip(Invalid):
    code = "not-a-slip"
    title = "This is more than a slip, or can't be found"


class AlreadyDone(Conflict):
    code = "already-done"
    title = "This was done a moment ago"


class NotCurrent(Conflict):
    code = "stage-not-current"
    title = "The dispute has moved on from this stage"


def new_reference() -> str:
    """A reference for people, e.g. `D-7K3Q-9F2M`: it says nothing of the child, the council or the count."""
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return f"D-{''.join(letters[:4])}-{''.join(letters[4:])}"


def ensure_dispute(raised: RaisedDispute, ladder: Ladder, today: date) -> None:
    """Raise InvalidDispute with every fault at once. Nothing here asks whether anybody agrees to its being raised."""
    faults = dict(_dispute_faults(raised, ladder)) | dict(background_faults(raised.background))
    for place, told in enumerate(raised.told):
        faults |= {f"told[{place}].{name}": words for name, words in telling_faults(told, today)}
    for place, related in enumerate(raised.related):
        faults |= {f"related[{place}].{name}": words for name, words in proceeding_faults(related)}
    _ensure_none(faults, InvalidDispute)


def ensure_telling(telling: Telling, today: date) -> None:
    """Raises InvalidNote with every faulty field."""
    _ensure_none(dict(telling_faults(telling, today)), InvalidNote)


def ensure_proceeding(proceeding: Proceeding) -> None:
    """Raises InvalidNote with every faulty field."""
    _ensure_none(dict(proceeding_faults(proceeding)), InvalidNote)


def _ensure_none(faults: Mapping[str, str], problem: type[Invalid]) -> None:
    if faults:
        raise problem(" ".join(faults.values()), errors=faults)


def _dispute_faults(raised: RaisedDispute, ladder: Ladder) -> Iterator[tuple[str, str]]:
    if raised.issue not in ISSUES:
        yield "issue", "Choose what the dispute is about."
    if raised.rag not in RAGS:
        yield "rag", "Choose red, amber or green."
    for field, words in WORDS.items():
        if not getattr(raised, field).strip():
            yield field, words
    if raised.level not in ladder.levels:
        yield "level", f"Choose one of {', '.join(ladder.levels)}."
    elif raised.level != ladder.first.level and not raised.bypass_reason.strip():
        yield "bypass_reason", "Say why you go straight to this level."


def ensure_answer(given: AnswerGiven) -> None:
    """Raises InvalidAnswer. What will be done has somebody who does it, and a day: an action without them is none."""
    faults = dict(_action_faults(given))
    if given.position not in POSITIONS:
        faults["position"] = "Choose whether the council agrees, agrees in part or disagrees."
    if not given.text.strip():
        faults["text"] = "Say what will be done, by whom and by when, or why not."
    _ensure_none(faults, InvalidAnswer)


def _action_faults(given: AnswerGiven) -> Iterator[tuple[str, str]]:
    said = {
        "action": given.action.strip(), "action_owner": given.action_owner.strip(), "action_due": given.action_due,
    }  # fmt: skip
    words = {"action": "Say what will be done.", "action_owner": "Say who does it.", "action_due": "Say by when."}
    if any(said.values()):
        yield from ((name, words[name]) for name, one in said.items() if not one)
    if len(given.action_owner) > LONGEST_NAME:
        yield "action_owner", f"Name them in at most {LONGEST_NAME} characters."


def ensure_closed(closed: Closed, *, withdrawal: bool, state: State, referred_to_cafcass: bool) -> None:
    """An outcome that fits what happened: O9 only of what was determined, O8 only of what went to Cafcass."""
    allowed = WITHDRAWALS if withdrawal else ACCEPTANCES
    faults = {}
    if closed.outcome not in allowed:
        faults["outcome"] = f"Choose one of: {', '.join(f'{code} {OUTCOMES[code]}' for code in allowed)}."
    elif closed.outcome == "O9" and state not in (State.DETERMINED, State.DETERMINATION_ANSWERED):
        faults["outcome"] = "No determination has come. Choose another outcome, or wait for it."
    elif closed.outcome == "O8" and not referred_to_cafcass:
        faults["outcome"] = "Record the referral to Cafcass first."
    if not closed.outcome_for_child.strip():
        faults["outcome_for_child"] = "Say what came of it for the child."
    _ensure_none(faults, InvalidClosure)


def ensure_compliance(position: str, reasons: str) -> None:
    faults = {}
    if position not in COMPLIANCE:
        faults["position"] = "Choose whether the council complies, complies in part or declines."
    elif position != "comply" and not reasons.strip():
        faults["reasons"] = "Comply or explain: give the reasons. They are published."
    _ensure_none(faults, InvalidAnswer)


def ensure_given(**texts: str) -> None:
    """Raise Incomplete unless each text says something."""
    _ensure_none({field: "Write something here." for field, text in texts.items() if not text.strip()}, Incomplete)


def ensure_progress(progress: str, text: str) -> None:
    """Of a report on a direction. Raises InvalidAnswer."""
    faults = {}
    if progress not in PROGRESS:
        faults["progress"] = "Choose whether it is under way or done."
    if not text.strip():
        faults["text"] = "Say what was done, by whom and when."
    _ensure_none(faults, InvalidAnswer)


def slips_limit(issued_on: date, calendar: WorkingCalendar) -> Deadline:
    """Up to when either side may ask for a slip of a determination to be put right."""
    return deadline("arbitration.slips", issued_on, calendar)


def ensure_slip(faults: Mapping[str, str]) -> None:
    """Of `ledger.slips.faults`. Raises NotASlip."""
    _ensure_none(faults, NotASlip)


def ensure_statement(text: str) -> None:
    """Of a side's statement to the arbitrator. Raises Incomplete where it is empty, or longer than four pages."""
    ensure_given(text=text)
    if len(text) > LONGEST_STATEMENT:
        told = f"It has {len(text):,} characters; four pages are {LONGEST_STATEMENT:,}. File the rest as a paper."
        raise Incomplete("A statement has four pages at the most.", errors={"text": told})


def ensure_share(words: str) -> None:
    """Raises Incomplete where the words are too long to be kept."""
    if len(words) > LONGEST_SHARE:
        raise Incomplete(f"Write at most {LONGEST_SHARE} characters.", errors={"words": "Write less."})


def ensure_commendation(whom: str, text: str, difference: str) -> None:
    """Raises Incomplete with every fault at once."""
    ensure_given(whom=whom, text=text, difference=difference)
    if len(whom) > LONGEST_NAME:
        raise Incomplete("Something is missing.", errors={"whom": f"Name them in at most {LONGEST_NAME} characters."})


def ensure_concern(issue: str, text: str, put_to: str) -> None:
    """Raises InvalidDispute with every fault at once."""
    faults = {}
    if issue not in ISSUES:
        faults["issue"] = "Choose what it is about."
    if not text.strip():
        faults["text"] = "Say what concerns you, and what you asked for."
    if not put_to.strip() or len(put_to) > LONGEST_NAME:
        faults["put_to"] = f"Say to whom you put it, in at most {LONGEST_NAME} characters."
    _ensure_none(faults, InvalidDispute)
