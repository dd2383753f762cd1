"""What a review and a vote on its decisions must be like. Pure: `today` and every fact are passed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Final

from reviews.shapes import PRIORITIES, DecisionState, HeldReview, LateReason, NewDecision, Participation, VoteCast
from tenants.problems import Conflict, Invalid, NotPermitted
from timetable.rules import months_after

KINDS: Final = ("first", "second", "further")
Fault = tuple[str, str]
"""A field and what is wrong with it, in words that say what to do."""


class InvalidReview(Invalid):
    code = "review-invalid"
    title = "The review can't be recorded as it is"


class InvalidVote(Invalid):
    code = "vote-invalid"
    title = "The vote can't be recorded as it is"


class ReviewAlreadyHeld(Conflict):
    code = "review-already-held"
    title = "This review is already recorded"


class VoteTooLate(Conflict):
    code = "vote-too-late"
    title = "The time to reply is over"


class AlreadyVoted(Conflict):
    code = "already-voted"
    title = "There is a vote on this decision already"


class NotTheChildsIro(NotPermitted):
    code = "not-the-childs-iro"
    title = "Only the IRO appointed for this child may do this"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the period before the review. `earlier` are its reviews' dates, `limit` is this review's.

    `claimed` are those that the council says it had in this period before it joined the service.
    """

    date_of_birth: date
    looked_after_from: date
    ended_on: date | None
    earlier: tuple[date, ...]
    limit: date
    claimed: tuple[date, ...] = ()

    @property
    def number(self) -> int:
        return len(self.earlier) + 1

    @property
    def kind(self) -> str:
        return kind_of(self.number + len(self.claimed))

    @property
    def next_kind(self) -> str:
        """Of the review after this one."""
        return kind_of(self.number + len(self.claimed) + 1)


def kind_of(number: int) -> str:
    """`first`, `second` or `further`, by the number of a review within its period (CPPCR 2010 reg 33)."""
    return KINDS[min(number, len(KINDS)) - 1]


def ensure_review(held: HeldReview, standing: Standing, today: date) -> None:
    """Raise InvalidReview with every fault at once, so that a page or a system can show them all."""
    faults = chain(
        _date_faults(held, standing, today),
        _participation_faults(held, standing),
        _views_faults(held),
        _lateness_faults(held, standing),
        _decisions_faults(held),
    )
    _ensure_none(faults, InvalidReview)


def _ensure_none(faults: Iterator[Fault], problem: type[Invalid]) -> None:
    found: dict[str, str] = {}
    for field, words in faults:
        found.setdefault(field, words)
    if found:
        raise problem(" ".join(found.values()), errors=found)


def _date_faults(held: HeldReview, standing: Standing, today: date) -> Iterator[Fault]:
    if held.held_on > today:
        yield "held_on", "The review is in the future. Record it once it was held."
    if held.held_on < standing.looked_after_from:
        yield (
            "held_on",
            f"The child was not looked after before {standing.looked_after_from:%-d %B %Y}. Check the date.",
        )
    if standing.ended_on and held.held_on > standing.ended_on:
        yield "held_on", f"The period of care ended on {standing.ended_on:%-d %B %Y}. Check the date."
    if standing.earlier and held.held_on <= max(standing.earlier):
        yield "held_on", f"The last review was on {max(standing.earlier):%-d %B %Y}. This one must be later."


def _participation_faults(held: HeldReview, standing: Standing) -> Iterator[Fault]:
    """DfE rules 440 and 441: PN0 up to the fourth birthday, PN1 to PN7 from it; the day itself allows either."""
    if held.participation not in tuple(Participation):
        yield "participation", "Choose one of the codes PN0 to PN7."
        return
    fourth_birthday = months_after(standing.date_of_birth, 48)
    if held.participation == Participation.PN0 and held.held_on > fourth_birthday:
        yield "participation", "PN0 is for children under 4; this child was older (rule 440). Choose PN1 to PN7."
    if held.participation != Participation.PN0 and held.held_on < fourth_birthday:
        yield "participation", "This child was under 4 at the review (rule 441). Choose PN0."


def _views_faults(held: HeldReview) -> Iterator[Fault]:
    if not held.child_views.strip() and not held.no_views_reason.strip():
        yield "child_views", "Write the child's views in their own words, or say why there are none."


def _lateness_faults(held: HeldReview, standing: Standing) -> Iterator[Fault]:
    if held.late_reason and held.late_reason not in tuple(LateReason):
        yield "late_reason", "Choose one of the reasons."
    elif held.held_on > standing.limit and not held.late_reason:
        yield "late_reason", f"The limit was {standing.limit:%-d %B %Y}. Say why the review was late."
    elif held.held_on <= standing.limit and held.late_reason:
        yield "late_reason", f"The review was in time (limit {standing.limit:%-d %B %Y}). Leave the reason out."


def _decisions_faults(held: HeldReview) -> Iterator[Fault]:
    if not held.decisions:
        yield "decisions", "Add at least one decision."
    for index, decision in enumerate(held.decisions):
        for field, words in _decision_faults(decision, held.held_on):
            yield f"decisions[{index}].{field}", words


def _decision_faults(decision: NewDecision, held_on: date) -> Iterator[Fault]:
    if not decision.text.strip():
        yield "text", "Say what is to be done."
    if not decision.owner_name.strip():
        yield "owner_name", "Name the person who is responsible (regulation 36)."
    if decision.due_on < held_on:
        yield "due_on", "The due date can't be before the review."
    if decision.priority not in PRIORITIES:
        yield "priority", f"Choose one of {', '.join(PRIORITIES)}."


def ensure_vote(cast: VoteCast, reply_limit: date, today: date) -> None:
    """Silence past the limit is agreement (domain.md 2.8), so a later vote is refused; a dissent says why."""
    if today > reply_limit:
        raise VoteTooLate(
            f"The reply was due by {reply_limit:%-d %B %Y}; the decision counts as agreed. Speak to the IRO."
        )
    if not cast.agreed and not cast.case_manager_comment.strip():
        words = "Say why you can't agree: the reasons go to the IRO and to all who attended."
        raise InvalidVote(words, errors={"case_manager_comment": words})


def state_of(*, agreed: bool | None, deemed: bool, disputed: bool) -> DecisionState:
    """How a decision stands. A dispute shows first: it may be about a decision that was agreed and not carried out."""
    if disputed:
        return DecisionState.IN_DISPUTE
    if agreed is not None:
        return DecisionState.AGREED if agreed else DecisionState.DISAGREED
    return DecisionState.DEEMED_AGREED if deemed else DecisionState.ISSUED
