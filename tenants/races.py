"""Races end on unique constraints: a council never holds a lock that an IRO's act would have to wait for.

What only one side does, such as a council's correction or the region's word on one, may wait for its like.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from psycopg2.errors import UniqueViolation

from tenants import pins
from tenants.problems import Conflict
from tenants.sql import run


@contextmanager
def first_wins(problem: Conflict) -> Iterator[None]:
    """Around a whole act: whoever comes second gets `problem`, and nothing of theirs is written."""
    try:
        yield
    except IntegrityError as clash:
        if not isinstance(clash.__cause__, UniqueViolation):
            raise
        raise problem from clash


def in_turn(*names: object) -> None:
    """Until this transaction ends, whoever comes here with the same names in the pinned house waits."""
    pin = pins.current()
    name = "/".join(map(str, (pin.kind, pin.code, *names)))
    run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))
