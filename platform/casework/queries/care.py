"""All that was ever of a child's care, period by period; and the council's workers and teams with their caseloads."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Count, Q

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Episode, PeriodOfCare, Worker, WorkerAssignment
from casework.queries.assembling import assignment_view, episode_view, period_view
from casework.queries.shapes import CarePeriod, TeamView, WorkerPage, WorkerWithCaseload
from casework.queries.visibility import find_child
from ledger import past
from ledger.past import Position
from ledger.reads import look


def care(which: UUID | str, *, actor: Actor, at: Position | None = None) -> tuple[CarePeriod, ...]:
    """Each period of care with its episodes and social workers, the newest period first. Raises NotFound."""
    with look(actor, past.named("care", at)) as seen:
        child = find_child(which, actor)
        seen.at([child.id])
        with past.as_of(at):
            episodes: dict[UUID, list[Episode]] = defaultdict(list)
            for episode in Episode.objects.shown().filter(period__child=child.pk).order_by("started_on"):
                episodes[episode.period_id].append(episode)
            workers: dict[UUID, list[WorkerAssignment]] = defaultdict(list)
            assigned = WorkerAssignment.objects.filter(period__child=child.pk).select_related("worker")
            for one in assigned.order_by("started_on"):
                workers[one.period_id].append(one)
            return tuple(
                CarePeriod(
                    period_view(period),
                    tuple(map(episode_view, episodes[period.id])),
                    tuple(map(assignment_view, workers[period.id])),
                )
                for period in PeriodOfCare.objects.filter(child=child.pk).order_by("-looked_after_from")
            )


def workers(*, actor: Actor, team: str = "", after: str | None = None, limit: int = 50) -> WorkerPage:
    """The council's social workers by its reference for them, with how many children in care each works with now."""
    actor.ensure(Permission.CASE_VIEW_ALL)
    rows = Worker.objects.annotate(children=Count("assignments", filter=_now())).order_by("reference")
    rows = rows.filter(team=team) if team else rows
    with look(actor, "workers") as seen:
        seen.at([])
        found = list((rows.filter(reference__gt=after) if after else rows)[: limit + 1])
    page, more = found[:limit], len(found) > limit
    return WorkerPage(tuple(map(_worker, page)), page[-1].reference if more else None)


def teams(*, actor: Actor) -> tuple[TeamView, ...]:
    """The teams of those workers, by name."""
    actor.ensure(Permission.CASE_VIEW_ALL)
    rows = Worker.objects.values("team").annotate(
        workers=Count("id", distinct=True), children=Count("assignments", filter=_now(), distinct=True)
    )
    with look(actor, "teams") as seen:
        seen.at([])
        return tuple(TeamView(row["team"], row["workers"], row["children"]) for row in rows.order_by("team"))


def _now() -> Q:
    return Q(assignments__ended_on=None, assignments__period__ended_on=None)


def _worker(row: Worker) -> WorkerWithCaseload:
    return WorkerWithCaseload(
        reference=row.reference,
        name=row.name,
        team=row.team,
        email=row.email,
        registration=row.registration,
        manager_name=row.manager_name,
        children=row.children,  # type: ignore[attr-defined]
    )
