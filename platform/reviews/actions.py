"""The only writers of reviews: holding one, voting on its decisions, and what silence means."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment, PeriodOfCare
from casework.queries import claimed_before_joining, visible_periods
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from reviews.models import Decision, DeemedAgreement, Review, Vote
from reviews.queries import appointment_of
from reviews.rules import AlreadyVoted, ReviewAlreadyHeld, Standing, ensure_review, ensure_vote
from reviews.shapes import HeldReview, IssuedReview, VoteCast
from tenants import clock, pins
from tenants.problems import NotFound
from tenants.races import first_wins
from timetable.queries import england
from timetable.rules import deadline, next_review


def hold_review(period_id: UUID, held: HeldReview, *, actor: Actor) -> tuple[IssuedReview, Receipt]:
    """Record a review that was held; its decisions are issued to the council today.

    By the IRO appointed for the period alone. Raises NotFound (a child that the actor may not see), NotPermitted,
    NotTheChildsIro, InvalidReview with every faulty field, ReviewAlreadyHeld when two records of it meet.
    Publishes REVIEW_HELD and DECISIONS_ISSUED.
    """
    clash = ReviewAlreadyHeld("A review was recorded here a moment ago. Read it before you record another.")
    with first_wins(clash), act(actor, "hold a review") as change:
        appointment = appointment_of(period_id, actor, Permission.REVIEW_HOLD)
        today, standing = clock.today(), _standing(appointment.period)
        ensure_review(held, standing, today)
        issued = _write(appointment, held, standing, today)
        _publish(appointment.period, issued, standing.next_kind)
    return issued, change.receipt


def _standing(period: PeriodOfCare) -> Standing:
    earlier = tuple(Review.objects.filter(period=period).order_by("number").values_list("held_on", flat=True))
    start = period.looked_after_from
    claimed = _claimed(period)
    limit = next_review(start, [*claimed, *earlier], england()).limit
    return Standing(period.child.date_of_birth, start, period.ended_on, earlier, limit, claimed)


def _claimed(period: PeriodOfCare) -> tuple[date, ...]:
    days = claimed_before_joining([period.child_id]).get(period.child_id, ())
    return tuple(day for day in days if day >= period.looked_after_from)


def _write(appointment: Appointment, held: HeldReview, standing: Standing, today: date) -> IssuedReview:
    period = appointment.period
    reply = deadline("decisions.reply", today, england())
    before = [*standing.claimed, *standing.earlier, held.held_on]
    following = next_review(period.looked_after_from, before, england())
    review = Review(
        id=uuid4(), period=period, number=standing.number, kind=standing.kind, held_on=held.held_on,
        limit=standing.limit, late_reason=held.late_reason, participation=held.participation,
        child_views=held.child_views, no_views_reason=held.no_views_reason, iro_id=appointment.iro_id,
        iro_name=appointment.iro_name, reply_limit=reply.limit, next_limit=following.limit,
    )  # fmt: skip
    review.save(force_insert=True)
    decisions = Decision.objects.bulk_create(
        Decision(
            id=uuid4(), review=review, number=number, text=new.text, owner_name=new.owner_name, due_on=new.due_on,
            priority=new.priority,
        )
        for number, new in enumerate(held.decisions, start=1)
    )  # fmt: skip
    return IssuedReview(
        review_id=review.id, period_id=period.id, number=review.number,
        decision_ids=tuple(decision.id for decision in decisions), reply=reply, next_review=following,
    )  # fmt: skip


def _publish(period: PeriodOfCare, issued: IssuedReview, next_kind: str) -> None:
    """Both payloads: ids and dates. `next_review` is the kind of the next one, as in `Review.kind`."""
    council = pins.current().code
    publish(
        Tag.REVIEW_HELD,
        {
            "council": council,
            "period_id": str(period.id),
            "child_id": str(period.child_id),
            "review_id": str(issued.review_id),
            "number": issued.number,
            "next_review": next_kind,
            "next_review_limit": issued.next_review.limit.isoformat(),
        },
    )
    publish(
        Tag.DECISIONS_ISSUED,
        {
            "council": council,
            "review_id": str(issued.review_id),
            "period_id": str(period.id),
            "reply_limit": issued.reply.limit.isoformat(),
        },
    )


def vote(decision_id: UUID, cast: VoteCast, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The council's view of one decision, once, on or before the limit to reply. Returns the vote's id and the receipt.

    Raises NotFound, NotPermitted, VoteTooLate, InvalidVote (a dissent without its comment), AlreadyVoted.
    """
    [given], receipt = vote_together({decision_id: cast}, actor=actor)
    return given, receipt


def vote_together(votes: Mapping[UUID, VoteCast], *, actor: Actor) -> tuple[list[UUID], Receipt]:
    """The council's view of several decisions, by their ids, in one change: all are recorded, or none.

    Raises what `vote` raises.
    """
    clash = AlreadyVoted("Somebody voted on this decision before you. A vote can't be changed: speak to the IRO.")
    with first_wins(clash), act(actor, "vote on a decision") as change:
        given = [_vote(decision_id, cast, actor) for decision_id, cast in votes.items()]
    return given, change.receipt


def _vote(decision_id: UUID, cast: VoteCast, actor: Actor) -> UUID:
    decision = _decision_in_sight(decision_id, actor)
    actor.ensure(Permission.REVIEW_VOTE)
    today = clock.today()
    ensure_vote(cast, decision.review.reply_limit, today)
    given = Vote(
        id=uuid4(), decision=decision, agreed=cast.agreed, case_manager_comment=cast.case_manager_comment,
        voted_by=actor.name, voted_on=today,
    )  # fmt: skip
    given.save(force_insert=True)
    return given.id


def _decision_in_sight(decision_id: UUID, actor: Actor) -> Decision:
    found = (
        Decision.objects.select_related("review")
        .filter(pk=decision_id, review__period__in=visible_periods(actor))
        .first()
    )
    if found is None or not actor.may(Permission.REVIEW_VIEW):
        raise NotFound("There is no such decision here. Check the address, or go back to the list of decisions.")
    return found


def deem_agreed(today: date, *, actor: Actor) -> int:
    """Treat each decision of the pinned council whose reply is overdue as agreed, once; returns how many were.

    Two runs at the same moment do no harm: the second meets the first one's rows and adds none.
    """
    silent = Decision.objects.filter(review__reply_limit__lt=today, vote=None, deemed=None).select_related("review")
    rows = [DeemedAgreement(decision=one, limit=one.review.reply_limit, deemed_on=today) for one in silent]
    if not rows:
        return 0
    with act(actor, "silence is agreement"):
        DeemedAgreement.objects.bulk_create(rows, ignore_conflicts=True)
        return DeemedAgreement.objects.filter(pk__in=[row.pk for row in rows]).count()
