"""What the council told of a child's significant changes, and what the IRO said to it. Each look is recorded."""

from uuid import UUID

from accounts.actor import Actor
from casework.models import ChangeNotice
from casework.queries.shapes import AcknowledgementView, NoticeView
from casework.queries.visibility import find_child, visible_children
from casework.rules.notices import CHANGES
from ledger import past
from ledger.past import Position
from ledger.reads import look
from tenants.problems import NotFound


def notices(which: UUID | str, *, actor: Actor, at: Position | None = None) -> tuple[NoticeView, ...]:
    """The newest first. NotFound also for a child whom the actor may not see."""
    with look(actor, past.named("notices", at)) as seen:
        child = find_child(which, actor)
        seen.at([child.id])
        rows = ChangeNotice.objects.filter(child=child).select_related("acknowledgement")
        with past.as_of(at):
            return tuple(_view(row) for row in rows.order_by("-told_on", "-happened_on", "id"))


def notice(notice_id: UUID, *, actor: Actor) -> NoticeView:
    """Raises NotFound."""
    with look(actor, "notice") as seen:
        found = ChangeNotice.objects.filter(pk=notice_id, child__in=visible_children(actor))
        row = found.select_related("acknowledgement").first()
        if row is None:
            raise NotFound()
        seen.at([row.child_id])
        return _view(row)


def _view(row: ChangeNotice) -> NoticeView:
    said = getattr(row, "acknowledgement", None)
    change = CHANGES[row.change]
    return NoticeView(
        id=row.id,
        child_id=row.child_id,
        change=row.change,
        meaning=change.meaning,
        early=change.early,
        happened_on=row.happened_on,
        details=row.details,
        told_on=row.told_on,
        told_by=row.told_by,
        limit=row.limit,
        in_time=row.limit is None or row.told_on <= row.limit,
        acknowledgement=said
        and AcknowledgementView(said.acknowledged_on, said.acknowledged_by, said.early_review, said.note),
    )
