"""The council's social workers: one row a worker, found again by the council's own reference."""

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from casework.models import Worker, WorkerAssignment
from casework.shapes import Staff, WorkerFacts


def worker_of(facts: WorkerFacts) -> Worker:
    """The worker with this reference, added or brought up to date. Inside an act.

    Two cases may name the same new worker at once: the later waits for the earlier and finds its row.
    """
    # Plain SQL: with every case of the measured path, and Django would take longer over the query than PostgreSQL.
    known = Worker.objects.raw("SELECT * FROM casework_worker WHERE reference = %s", [facts.reference])
    found = next(iter(known), None)
    if found is None:
        new = Worker(**asdict(facts))
        Worker.objects.bulk_create([new], ignore_conflicts=True)
        found = Worker.objects.get(reference=facts.reference)
    changed = [name for name, value in asdict(facts).items() if getattr(found, name) != value]
    if changed:
        for name in changed:
            setattr(found, name, getattr(facts, name))
        found.save(update_fields=changed)
    return found


def staff_of_child(child_id: UUID) -> tuple[Staff, ...]:
    """Everybody who works or worked on any of the child's periods of care, and their managers."""
    assignments = WorkerAssignment.objects.filter(period__child_id=child_id).select_related("worker")
    return tuple(sorted({person for one in assignments for person in staff_of(one.worker)}))


def staff_of(worker: Worker | WorkerFacts) -> Iterable[Staff]:
    yield Staff(worker.registration, worker.email, manages=False)
    if worker.manager_registration:
        yield Staff(worker.manager_registration, "", manages=True)
