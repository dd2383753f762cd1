"""A council hands in a paper of a child's case. What was handed in stays; a better one takes its place beside it."""

from uuid import UUID

from django.conf import settings

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Child, Paper
from casework.queries.visibility import find_child
from casework.rules import papers as rules
from casework.shapes import AddedPaper, HandedPaper
from ledger.acts import act
from tenants import clock, files
from tenants.races import first_wins


def add_paper(which: UUID | str, handed: HandedPaper, *, actor: Actor) -> AddedPaper:
    """Keep the file, and say that it is there. `which` is the child's id or the council's reference for it.

    Raises NotFound, NotPermitted, PaperInvalid, PaperTooLarge, AlreadyReplaced, FileNotKept. What is kept without a row
    that names it (the database failed in between) is seen by nobody, and is there when the same file comes again.
    """
    child = find_child(which, actor)
    actor.ensure(Permission.CASE_SUBMIT)
    paper = _paper(child, handed)
    replaced = rules.AlreadyReplaced("Look at the child's papers again, and replace the newest.")
    with first_wins(replaced), act(actor, "A paper was handed in") as change:
        paper.sha256, paper.size = files.keep(handed.content)
        paper.save(force_insert=True)
    return AddedPaper(paper.id, paper.name, paper.media_type, paper.size, paper.sha256, change.receipt)


def _paper(child: Child, handed: HandedPaper) -> Paper:
    rules.ensure_size(len(handed.content), settings.PAPER_MOST)
    name, kind = rules.clean_name(handed.name), rules.ensure_kind(handed.kind)
    agreed_by = handed.agreed_by.strip()
    rules.ensure_agreed(kind, agreed_by, handed.agreed_on, clock.today())
    return Paper(
        child=child,
        kind=kind,
        name=name,
        media_type=rules.media_type(name, handed.content),
        added_on=clock.today(),
        agreed_by=agreed_by or None,
        agreed_on=handed.agreed_on,
        replaces=_replaced(child, handed.replaces),
    )


def _replaced(child: Child, replaces: UUID | None) -> Paper | None:
    if replaces is None:
        return None
    found = Paper.objects.filter(id=replaces, child=child).first()
    if found is None:
        raise rules.PaperInvalid(
            "Name a paper of this child, or none.", errors={"replaces": "There is no such paper of this child"}
        )
    return found
