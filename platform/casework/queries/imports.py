"""The council's 903 returns on their way in: how far each is, and what was found in it, row by row."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import Count, F, QuerySet

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import HandedReturn, ReturnFinding, ReturnImport
from casework.queries.shapes import FindingPage, FindingView, ImportedFile, ImportProblem, ImportView
from casework.shapes import Counts
from ledger import receipts
from ledger.models import Change
from ledger.reads import look
from tenants.problems import NotFound

SHOWN_AT_ONCE = 20
FINDING_COLUMNS = (
    ("file", "File"),
    ("row", "Row"),
    ("column", "Column"),
    ("rule", "Rule"),
    ("severity", "Severity"),
    ("message", "What is wrong"),
    ("value", "Value sent"),
)
"""A finding's fields in the order in which a report shows them, each with its heading."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings; blank means all."""

    severity: str = ""
    rule: str = ""
    file: int | None = None

    def among(self, found: QuerySet[ReturnFinding]) -> QuerySet[ReturnFinding]:
        if self.severity:
            found = found.filter(severity=self.severity)
        if self.rule:
            found = found.filter(rule=self.rule)
        return found if self.file is None else found.filter(file=self.file)


def imports(*, actor: Actor, limit: int = SHOWN_AT_ONCE) -> tuple[ImportView, ...]:
    """The newest first; nothing for whoever may not see all cases.

    A report names no child but by the council's reference; the look is recorded all the same.
    """
    with look(actor, "returns") as seen:
        seen.at([])
        return tuple(_views(_visible(actor).order_by("-created_at")[:limit]))


def one_import(import_id: UUID, *, actor: Actor) -> ImportView:
    """Raises NotFound."""
    with look(actor, "return") as seen:
        seen.at([])
        return next(_views([_find(import_id, actor)]))


def findings(
    import_id: UUID, *, actor: Actor, wanted: Wanted | None = None, after: int | None = None, limit: int = 50
) -> FindingPage:
    """In the order of files and rows; `after` is the `next` of the page before. Raises NotFound."""
    with look(actor, "return findings") as seen:
        seen.at([])
        files = _find(import_id, actor).files
        found = (wanted or Wanted()).among(ReturnFinding.objects.filter(load_id=import_id))
        start = max(after or 0, 0)
        rows = list(_in_order(found)[start : start + limit + 1])
        more = start + limit if len(rows) > limit else None
        return FindingPage(tuple(_finding(row, files) for row in rows[:limit]), found.count(), more, _rules(import_id))


def every_finding(import_id: UUID, *, actor: Actor, wanted: Wanted | None = None) -> Iterator[FindingView]:
    """All of them, streamed, for a file to download. Raises NotFound, before the first."""
    with look(actor, "return findings") as seen:
        seen.at([])
        files = _find(import_id, actor).files
    found = (wanted or Wanted()).among(ReturnFinding.objects.filter(load_id=import_id))
    return (_finding(row, files) for row in _in_order(found).iterator(2_000))


def findings_file(import_id: UUID, into: BinaryIO, *, actor: Actor, wanted: Wanted | None = None) -> None:
    """Write the findings as CSV (UTF-8, headings first). Raises NotFound, before anything is written."""
    found = every_finding(import_id, actor=actor, wanted=wanted)
    text = io.TextIOWrapper(into, "utf-8", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow(name for name, _ in FINDING_COLUMNS)
    for one in found:
        rows.writerow(_cell(getattr(one, name)) for name, _ in FINDING_COLUMNS)
    text.detach()


def _cell(value: object) -> object:
    """A spreadsheet would run a sender's cell that begins so; with an apostrophe before it, it is a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def import_leaves(import_id: UUID, *, actor: Actor) -> Iterator[str]:
    """The hashes (hex) of all leaves that the load wrote, for whoever asks for their proofs. Raises NotFound."""
    found = _find(import_id, actor)
    return receipts.leaves(found.change_id) if found.change_id else iter(())


def _rules(import_id: UUID) -> dict[str, int]:
    counted = ReturnFinding.objects.filter(load_id=import_id).values_list("rule").annotate(count=Count("id"))
    return dict(counted.order_by("-count", "rule"))


def _visible(actor: Actor) -> QuerySet[ReturnImport]:
    rows = ReturnImport.objects.select_related("handed")
    return rows if actor.may(Permission.CASE_VIEW_ALL) else rows.none()


def _find(import_id: UUID, actor: Actor) -> ReturnImport:
    found = _visible(actor).filter(pk=import_id).first()
    if found is None:
        raise NotFound()
    return found


def _in_order(found: QuerySet[ReturnFinding]) -> QuerySet[ReturnFinding]:
    # NULLs last would put what is wrong with a file behind its rows.
    return found.order_by("file", F("row").asc(nulls_first=True), "column", "rule", "id")


def _finding(row: ReturnFinding, files: Sequence[dict[str, Any]]) -> FindingView:
    name = files[row.file]["name"] if row.file < len(files) else ""
    return FindingView(name, row.row, row.column, row.rule, row.severity, row.message, row.value)


def _views(rows: Any) -> Iterator[ImportView]:
    rows = list(rows)
    keys = [row.pk for row in rows]
    changes = dict(HandedReturn.history.filter(id__in=keys).values_list("id", "change_id"))
    said = {one.change_id: one for one in Change.objects.filter(change_id__in=changes.values())}
    found: dict[UUID, Counter[str]] = {key: Counter() for key in keys}
    counted = ReturnFinding.objects.filter(load_id__in=keys).values_list("load_id", "severity")
    for key, severity, count in counted.annotate(count=Count("id")):
        found[key][severity] = count
    return (_view(row, said[changes[row.pk]], found[row.pk]) for row in rows)


def _view(row: ReturnImport, handing: Change, found: Counter[str]) -> ImportView:
    handed = row.handed
    return ImportView(
        id=row.pk,
        state=row.state,
        stage=row.stage,
        done=row.done,
        total=row.total,
        accept=handed.accept,
        dry_run=handed.dry_run,
        collection_year=handed.collection_year,
        handed_by=handing.actor_name,
        handed_at=row.created_at,
        ended_at=row.ended_at,
        files=tuple(_file(one) for one in row.files),
        counts={name: Counts(**count) for name, count in row.counts.items()},
        findings=dict(found),
        problem=ImportProblem(**row.problem) if row.problem else None,
        load_id=row.load_id,
        change_id=row.change_id,
    )


def _file(said: dict[str, Any]) -> ImportedFile:
    return ImportedFile(
        name=said["name"],
        sha256=said["sha256"],
        size=said["size"],
        kinds=tuple(said.get("kinds", ())),
        encoding=said.get("encoding", ""),
        rows=said.get("rows", 0),
        taken=said.get("taken", 0),
        rejected=said.get("rejected", 0),
    )
