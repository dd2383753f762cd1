"""A council's endpoints and what became of each message."""

from uuid import UUID

from django.db.models import Count, Q

from accounts.actor import Actor
from accounts.permissions import Permission
from notifications.hooks.shapes import EndpointView, MessagePage, MessageView
from notifications.models import WebhookEndpoint, WebhookMessage
from tenants.problems import NotFound

_STATE = WebhookMessage.State


def endpoints(*, actor: Actor) -> tuple[EndpointView, ...]:
    """The oldest first. Raises NotPermitted."""
    actor.ensure(Permission.WEBHOOK_MANAGE)
    rows = WebhookEndpoint.objects.annotate(
        waiting=Count("messages", filter=Q(messages__state=_STATE.WAITING)),
        failed=Count("messages", filter=Q(messages__state=_STATE.FAILED)),
    )
    return tuple(
        EndpointView(
            id=row.id, url=row.url, description=row.description, types=tuple(row.types), active=row.active,
            added_by=row.added_by, added_at=row.added_at, waiting=row.waiting, failed=row.failed,
        )
        for row in rows.order_by("added_at", "id")
    )  # fmt: skip


def endpoint(endpoint_id: UUID, *, actor: Actor) -> EndpointView:
    """Raises NotFound, NotPermitted."""
    for one in endpoints(actor=actor):
        if one.id == endpoint_id:
            return one
    raise NotFound()


def messages(endpoint_id: UUID, *, actor: Actor, before: UUID | None = None, limit: int = 50) -> MessagePage:
    """The newest first. Raises NotFound, NotPermitted."""
    endpoint(endpoint_id, actor=actor)
    rows = WebhookMessage.objects.filter(endpoint=endpoint_id).order_by("-created_at", "id")
    if before is not None:
        rows = rows.filter(created_at__lt=WebhookMessage.objects.filter(pk=before).values("created_at")[:1])
    found = list(rows[: limit + 1])
    page, more = found[:limit], len(found) > limit
    return MessagePage(tuple(map(_view, page)), page[-1].id if more else None)


def _view(row: WebhookMessage) -> MessageView:
    return MessageView(
        id=row.id, type=row.type, state=row.state, created_at=row.created_at, attempts=row.attempts,
        next_at=row.next_at, delivered_at=row.delivered_at, answered=row.answered, failure=row.failure,
    )  # fmt: skip
