"""The uses of break-glass in a council, for whoever watches over access: those that wait for their review first."""

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import BreakGlass
from casework.queries.shapes import GlassReviewView, GlassView
from casework.rules.glass import GlassReason, Outcome
from ledger.reads import look
from tenants import clock

MOST = 200


def broken_glass(*, actor: Actor) -> tuple[GlassView, ...]:
    """Those without a review by their limit, then the newest 200 that were reviewed. Of a child the reference alone."""
    actor.ensure(Permission.LOOK_VIEW_ALL)
    with look(actor, "uses of break-glass", "oversight of access") as seen:
        used = BreakGlass.objects.select_related("child", "review")
        rows = list(used.filter(review=None).order_by("review_limit", "opened_at"))
        rows += used.exclude(review=None).order_by("-opened_at")[:MOST]
        seen.at({row.child_id for row in rows})
    return tuple(map(_view, rows))


def _view(row: BreakGlass) -> GlassView:
    review = getattr(row, "review", None)
    return GlassView(
        id=row.id,
        child_id=row.child_id,
        reference=row.child.reference,
        person_id=row.person_id,
        person_name=row.person_name,
        why=GlassReason(row.code),
        reason=row.reason,
        opened_at=row.opened_at,
        until=row.until,
        review_limit=row.review_limit,
        days_left=(row.review_limit - clock.today()).days,
        review=GlassReviewView(Outcome(review.outcome), review.note, review.reviewed_by, review.reviewed_on)
        if review
        else None,
    )
