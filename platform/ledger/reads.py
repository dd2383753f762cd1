"""Looking at a child's data leaves a row in the same transaction; what can't be recorded isn't shown (design.md 4)."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.db import DatabaseError, OperationalError, connection, transaction

from accounts.actor import Actor
from ledger.actor_tokens import as_problem, token
from tenants import clock
from tenants.problems import Problem


class LookNotRecorded(Problem):
    code = "look-not-recorded"
    status = 503
    title = "Nothing is shown, because the look at it could not be recorded"

    def __init__(self) -> None:
        super().__init__("Tell whoever runs the service: `iro councils check` says what is wrong with the house.")


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
        except OperationalError:
            # The way to the database is cut: whoever serves pages and API knows what to say then.
            raise
        except DatabaseError as failure:
            raise _refusal(failure) from failure


def _refusal(failure: DatabaseError) -> Exception:
    problem = as_problem(failure)
    return LookNotRecorded() if problem is failure else problem


def record_crossing(actor: Actor, reason: str) -> None:
    """A region's person or process enters another council by `cross_council`: written in the council entered."""
    with transaction.atomic():
        _record(actor, "crossing", reason, [])
