"""Looking at a child's data leaves a row in the same transaction; what can't be recorded isn't shown (design.md 4)."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.db import DatabaseError, connection, transaction

from accounts.actor import Actor
from ledger.actor_tokens import as_problem, token
from tenants import clock


class Look:
    """A look under way: `at` names the children whose data it shows. A list is one look with all their ids."""

    def __init__(self) -> None:
        self.children: list[str] | None = None

    def at(self, children: Iterable[UUID]) -> None:
        self.children = [*(self.children or []), *map(str, children)]


@contextmanager
def look(actor: Actor, what: str, purpose: str = "casework") -> Iterator[Look]:
    """Read inside the block. `what` is the screen or resource, e.g. `case`; its row comes before anything is shown."""
    found = Look()
    with transaction.atomic():
        yield found
        if found.children is None:
            raise RuntimeError(f"{what}: a look must say at whom")
        _record(actor, what, purpose, found.children)


def _record(actor: Actor, what: str, purpose: str, children: list[str]) -> None:
    moment = clock.demo_moment()
    words = (
        str(uuid4()), actor.id, actor.name, actor.role_title, purpose, str(actor.door), actor.request,
        what, json.dumps(children),
    )  # fmt: skip
    with connection.cursor() as cursor:
        if moment is not None:
            cursor.execute("SELECT set_config('iro.clock', %s, true)", (moment.isoformat(),))
        sealed = token("look", *words)
        try:
            cursor.execute(
                "SELECT ledger_look(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", (*words, sealed.expires, sealed.mac)
            )
        except DatabaseError as failure:
            raise as_problem(failure) from failure


def record_crossing(actor: Actor, reason: str) -> None:
    """A region's person or process enters another council by `cross_council`: written in the council entered."""
    with transaction.atomic():
        _record(actor, "crossing", reason, [])
