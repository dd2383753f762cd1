"""A child's papers as the table on the child's page."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from casework.queries.shapes import PaperView

_COLUMNS = ("Paper", "What it is", "Handed in")


def columns(*, may_add: bool) -> tuple[str, ...]:
    return (*_COLUMNS, "A better one") if may_add else _COLUMNS


def row(code: str, child_id: UUID, paper: PaperView, *, may_add: bool) -> list[object]:
    """A row of the table on the child's page."""
    size = f"{max(paper.size // 1024, 1)} kB"
    better = {"text": "Replace it", "url": f"{reverse('add_paper', args=[code, child_id])}?replaces={paper.id}"}
    return [
        {"text": paper.name, "url": reverse("paper", args=[code, paper.id]), "hint": size},
        {"text": paper.kind.label, "hint": "; ".join(_hints(paper))},
        f"{paper.added_on:%-d %B %Y}",
        *([better if not paper.replaced else ""] if may_add else []),
    ]


def _hints(paper: PaperView) -> Iterator[str]:
    if paper.agreed_on:
        yield f"agreed by {paper.agreed_by}, {paper.agreed_on:%-d %B %Y}"
    if paper.replaced:
        yield "replaced by a newer one"
