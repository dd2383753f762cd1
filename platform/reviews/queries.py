"""Reads of reviews, limited to what the actor may see; each look at a child's data is recorded."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment, PeriodOfCare
from casework.queries import claimed_before_joining, visible_periods
from casework.queries.shapes import HistoryEntry
from ledger import past
from ledger.past import Position
from ledger.reads import look
from reviews.models import Decision, DeemedAgreement, Review, Vote
from reviews.rules import NotTheChildsIro, state_of
from reviews.shapes import AwaitedVote, DecisionView, Participation, ReviewView
from reviews.trail import newest_first, trail
from tenants import clock
from tenants.problems import NotFound
from timetable import rules as timetable
from timetable.queries import england
from timetable.rules import Deadline

REVIEW_SHOWN = {
    "number": "Number", "held_on": "Held on", "limit": "Limit", "late_reason": "Late because",
    "participation": "Participation", "child_views": "Child's views", "no_views_reason": "Why no views",
    "iro_name": "IRO", "reply_limit": "Reply by", "next_limit": "Next review by",
}  # fmt: skip
DECISION_SHOWN = {
    "number": "Number",
    "text": "Decision",
    "owner_name": "Owner",
    "due_on": "Due",
    "priority": "Priority",
}
VOTE_SHOWN = {"agreed": "Agreed", "case_manager_comment": "Case Manager Comment", "voted_by": "By"}
DEEMED_SHOWN = {"limit": "Limit", "deemed_on": "On"}


def appointment_of(period_id: UUID, actor: Actor, permission: Permission) -> Appointment:
    """The appointment by which the actor is this child's IRO now, with its period and child.

    Raises NotFound without sight of the period, NotPermitted without the right, NotTheChildsIro to any other IRO
    who sees it.
    """
    if not visible_periods(actor).filter(pk=period_id).exists():
        raise NotFound("There is no such child here that you may see. Check the address, or go back to your list.")
    actor.ensure(permission)
    appointments = Appointment.objects.current().select_related("period__child").filter(period=period_id)
    found = appointments.first()
    if found is None or found.iro_id != actor.person_id:
        raise NotTheChildsIro("Another IRO is appointed for this child. Ask them, or their manager.")
    return found


def in_sight(actor: Actor) -> QuerySet[Review]:
    """The reviews that the actor may see, oldest first."""
    seen = (
        Review.objects.filter(period__in=visible_periods(actor))
        if actor.may(Permission.REVIEW_VIEW)
        else Review.objects.none()
    )
    return _in_order(seen)


def _in_order(rows: QuerySet[Review]) -> QuerySet[Review]:
    return rows.select_related("period__child").order_by("held_on", "number")


def review(review_id: UUID, *, actor: Actor) -> ReviewView:
    """One review with its decisions and how the council stands to them. Raises NotFound."""
    with look(actor, "review") as seen:
        found = _views(in_sight(actor).filter(pk=review_id))
        if not found:
            raise NotFound("There is no such review here that you may see. Go back to the child's page.")
        seen.at([found[0].child_id])
    return found[0]


def reviews_of(period_id: UUID, *, actor: Actor, at: Position | None = None) -> list[ReviewView]:
    """All reviews of a period of care, oldest first; as they were known at a position of the log.

    Raises NotFound for a period that the actor may not see now.
    """
    with look(actor, past.named("reviews", at)) as seen:
        period = _period(period_id, actor)
        seen.at([period.child_id])
        rows = past.in_sight(in_sight(actor).filter(period=period), at)
        with past.as_of(at):
            return _views(_in_order(rows))


def _period(period_id: UUID, actor: Actor) -> PeriodOfCare:
    found = visible_periods(actor).filter(pk=period_id).first()
    if found is None or not actor.may(Permission.REVIEW_VIEW):
        raise NotFound("There is no such period of care here that you may see. Check the address.")
    return found


def next_review(period_id: UUID, *, actor: Actor, at: Position | None = None) -> Deadline:
    """By when the next review of the period is due, and why (`Deadline.explain`). Raises NotFound.

    At a position of the log: from what was known then of the period and its reviews, by today's calendar.
    """
    with look(actor, past.named("next review", at)) as seen:
        period = _period(period_id, actor)
        seen.at([period.child_id])
        with past.as_of(at):
            then = PeriodOfCare.objects.get(pk=period.pk) if at else period
            return next_reviews([then])[period.id]


def next_reviews(periods: Iterable[PeriodOfCare]) -> dict[UUID, Deadline]:
    """The same for many periods at once, in two queries: for a list whose look its caller has recorded."""
    wanted = {period.id: period for period in periods}
    claimed = claimed_before_joining(period.child_id for period in wanted.values())
    held: defaultdict[UUID, list[date]] = defaultdict(list)
    for period_id, held_on in Review.objects.filter(period__in=wanted).values_list("period_id", "held_on"):
        held[period_id].append(held_on)
    calendar = england()
    return {
        key: timetable.next_review(period.looked_after_from, [*claimed.get(period.child_id, ()), *held[key]], calendar)
        for key, period in wanted.items()
    }


def awaiting_vote(*, actor: Actor) -> list[AwaitedVote]:
    """The decisions that still wait for the council's vote, the nearest limit first."""
    actor.ensure(Permission.REVIEW_VOTE)
    today = clock.today()
    with look(actor, "decisions awaiting a vote") as seen:
        rows = list(
            _decisions(Decision.objects.filter(review__in=in_sight(actor), vote=None, deemed=None))
            .filter(review__reply_limit__gte=today)
            .select_related("review__period__child")
            .order_by("review__reply_limit", "review__held_on", "number")
        )
        seen.at({row.review.period.child_id for row in rows})
    return [_awaited(row, today) for row in rows]


def timeline(child_id: UUID, *, actor: Actor, at: Position | None = None) -> list[HistoryEntry]:
    """What was ever recorded about the child's reviews, the newest first; through the live view's own filter.

    At a position of the log: what was recorded by then.
    """
    with look(actor, past.named("history of reviews", at)) as seen:
        if not actor.may(Permission.REVIEW_VIEW) or not visible_periods(actor).filter(child=child_id).exists():
            raise NotFound("There is no such child here that you may see. Check the address.")
        seen.at([child_id])
        reviews, decisions = _keys_of(child_id, actor)
        return newest_first(
            trail(Review, "Review", REVIEW_SHOWN, id__in=reviews),
            trail(Decision, "Decision", DECISION_SHOWN, id__in=decisions),
            trail(Vote, "Vote", VOTE_SHOWN, decision__in=decisions),
            trail(DeemedAgreement, "No reply: counts as agreed", DEEMED_SHOWN, decision__in=decisions),
            at=at,
        )


def recorded(child_id: UUID, actor: Actor) -> list[QuerySet[Any]]:
    """All rows of history of the child's reviews that the actor may see, for a bundle whose caller records the look."""
    reviews, decisions = _keys_of(child_id, actor)
    of_reviews = [Review.history.filter(id__in=reviews), Decision.history.filter(id__in=decisions)]
    return [*of_reviews, *(model.history.filter(decision__in=decisions) for model in (Vote, DeemedAgreement))]


def _keys_of(child_id: UUID, actor: Actor) -> tuple[list[UUID], list[UUID]]:
    reviews = list(in_sight(actor).filter(period__child=child_id).values_list("pk", flat=True))
    return reviews, list(Decision.objects.filter(review__in=reviews).values_list("pk", flat=True))


def _decisions(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """With the vote, the deemed agreement, and whether a dispute about it is open (the relation is escalation's)."""
    open_disputes = Count("disputes", filter=Q(disputes__closure=None))
    return rows.select_related("vote", "deemed", "review").annotate(open_disputes=open_disputes).order_by("number")


def _views(reviews: QuerySet[Review]) -> list[ReviewView]:
    found = list(reviews)
    decisions: defaultdict[UUID, list[DecisionView]] = defaultdict(list)
    for row in _decisions(Decision.objects.filter(review__in=found)):
        decisions[row.review_id].append(_decision_view(row))
    return [_view(row, tuple(decisions[row.id])) for row in found]


def _view(row: Review, decisions: tuple[DecisionView, ...]) -> ReviewView:
    child = row.period.child
    return ReviewView(
        id=row.id, period_id=row.period_id, child_id=child.id, child_name=child.name, number=row.number, kind=row.kind,
        title=row.get_kind_display(), held_on=row.held_on, limit=row.limit, in_time=row.in_time,
        late_reason=row.late_reason, participation=Participation(row.participation), child_views=row.child_views,
        no_views_reason=row.no_views_reason, iro_id=row.iro_id, iro_name=row.iro_name, reply_limit=row.reply_limit,
        next_limit=row.next_limit, decisions=decisions,
    )  # fmt: skip


def _decision_view(row: Decision) -> DecisionView:
    vote, deemed = getattr(row, "vote", None), getattr(row, "deemed", None)
    agreed = vote.agreed if vote else None
    return DecisionView(
        id=row.id, review_id=row.review_id, number=row.number, text=row.text, owner_name=row.owner_name,
        due_on=row.due_on, priority=row.priority, reply_limit=row.review.reply_limit,
        state=state_of(agreed=agreed, deemed=deemed is not None, disputed=getattr(row, "open_disputes", 0) > 0),
        agreed=agreed, case_manager_comment=vote.case_manager_comment if vote else "",
        voted_by=vote.voted_by if vote else "", voted_on=vote.voted_on if vote else None,
        deemed_on=deemed.deemed_on if deemed else None,
    )  # fmt: skip


def _awaited(row: Decision, today: date) -> AwaitedVote:
    review, child = row.review, row.review.period.child
    return AwaitedVote(
        decision=_decision_view(row), child_id=child.id, child_name=child.name, child_reference=child.reference,
        held_on=review.held_on, iro_name=review.iro_name, days_left=(review.reply_limit - today).days,
    )  # fmt: skip
