"""Races end on unique constraints: a council never holds a lock that an IRO's act would have to wait for."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError
from psycopg2.errors import UniqueViolation

from tenants.problems import Conflict


@contextmanager
def first_wins(problem: Conflict) -> Iterator[None]:
    """Around a whole act: whoever comes second gets `problem`, and nothing of theirs is written."""
    try:
        yield
    except IntegrityError as clash:
        if not isinstance(clash.__cause__, UniqueViolation):
            raise
        raise problem from clash
