"""How far a load is, as anybody may see it while it runs: each sign is a transaction of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.models import ReturnImport
from tenants import clock
from tenants.problems import Problem

State = ReturnImport.State
STALE = timedelta(minutes=2)
"""After so long without a sign a worker is taken for dead, unless it holds the load's lock."""
Told = Callable[[str, int, int], None]


class CalledOff(Exception):
    """Somebody called the load off, or another worker has it."""


def told_to_nobody(stage: str, done: int, total: int) -> None:
    pass


@dataclass(slots=True)
class Progress:
    """`told` is called with stage, rows done and rows in all, whenever the row is written."""

    import_id: UUID
    told: Told = field(default=told_to_nobody)
    done: int = 0
    total: int = 0

    def at(self, stage: str, **more: Any) -> None:
        """Raises CalledOff where the load is no longer this worker's."""
        mine = self._row().filter(state=State.CHECKING)
        values = {"stage": stage, "done": self.done, "total": self.total, "seen_at": timezone.now(), **more}
        if not mine.update(**values):
            raise CalledOff
        self.told(stage, self.done, self.total)

    def write(self) -> None:
        """Inside the transaction that writes: the load that comes second waits here until the first is through."""
        if not self._row().filter(state=State.CHECKING).update(state=State.WRITING):
            raise CalledOff

    def end(self, state: str, *, problem: Problem | None = None, **more: Any) -> None:
        said = {"code": problem.code, "title": problem.title, "detail": problem.detail} if problem else {}
        running = self._row().filter(state__in=(State.CHECKING, State.WRITING))
        running.update(state=state, ended_at=clock.now(), problem=said, **more)
        self.told(state, self.done, self.total)

    def _row(self) -> QuerySet[ReturnImport]:
        return ReturnImport.objects.filter(pk=self.import_id)


def claim(import_id: UUID) -> bool:
    """Whether the load is the caller's now: one that waits, or whose worker died."""
    with transaction.atomic():
        if not _try_lock(import_id):
            return False
        dead = Q(state__in=(State.CHECKING, State.WRITING), seen_at__lt=timezone.now() - STALE)
        waiting = ReturnImport.objects.filter(Q(state=State.RECEIVED) | dead, pk=import_id)
        return bool(waiting.update(state=State.CHECKING, seen_at=timezone.now(), done=0, total=0))


def hold(import_id: UUID) -> None:
    """For the length of the caller's transaction nobody takes its worker for dead."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 903))", (str(import_id),))


def _try_lock(import_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 903))", (str(import_id),))
        (free,) = cursor.fetchone()
    return bool(free)
