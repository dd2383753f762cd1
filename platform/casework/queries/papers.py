"""The papers of a child's case: a list, and one with its bytes. Each look is recorded, each download too."""

from uuid import UUID

from accounts.actor import Actor
from casework.models import Paper
from casework.queries.shapes import OpenedPaper, PaperView
from casework.queries.visibility import find_child, visible_children
from casework.rules.papers import PaperKind
from ledger import past
from ledger.past import Position
from ledger.reads import look
from tenants import files
from tenants.files import Kept
from tenants.problems import NotFound


def papers(which: UUID | str, *, actor: Actor, at: Position | None = None) -> tuple[PaperView, ...]:
    """The newest first, those that were replaced among them. NotFound also for a child whom the actor may not see."""
    with look(actor, past.named("papers", at)) as seen:
        child = find_child(which, actor)
        seen.at([child.id])
        rows = Paper.objects.filter(child=child).select_related("replaced_by").order_by("-added_on", "name", "id")
        with past.as_of(at):
            return tuple(_view(row) for row in rows)


def paper(paper_id: UUID, *, actor: Actor) -> OpenedPaper:
    """One paper with what it holds. Raises NotFound, FileDamaged; nothing is shown that could not be recorded."""
    with look(actor, "paper") as seen:
        row = Paper.objects.filter(id=paper_id, child__in=visible_children(actor)).first()
        if row is None:
            raise NotFound()
        seen.at([row.child_id])
        return OpenedPaper(row.name, row.media_type, files.read(Kept(row.sha256, row.size)))


def _view(row: Paper) -> PaperView:
    return PaperView(
        id=row.id,
        name=row.name,
        kind=PaperKind(row.kind),
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        added_on=row.added_on,
        replaced=hasattr(row, "replaced_by"),
        agreed_by=row.agreed_by or "",
        agreed_on=row.agreed_on,
    )
