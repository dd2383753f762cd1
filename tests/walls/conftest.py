"""What the attacks share, and the count of them, which `make drill ARGS=walls` reads from the last lines of the run."""

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from django.db import connection

from tests import databases
from tests.cast import Cast
from tests.counting import Count, counter
from tests.walls import houses
from tests.walls.fingerprint import Prints


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Count:
    """`count("attacks", 20)`: summed over the run, from every worker."""
    return counter("walls", record_property)


@pytest.fixture(scope="session")
def walls_template() -> tuple[str, Cast]:
    return houses.template()


@pytest.fixture
def furnished(walls_template: tuple[str, Cast]) -> Iterator[Cast]:
    """A database of this test's own in which every house is full of canaries."""
    name, found = walls_template
    with databases.clone(name):
        yield found


@pytest.fixture
def prints(furnished: Cast) -> Iterator[Prints]:
    """What stands in all tables of all houses, to compare before and after."""
    with closing(databases.superuser(connection.settings_dict["NAME"])) as connected, connected.cursor() as cursor:
        yield Prints(cursor, list(houses.schemas()))


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that the configured handlers write, at every level."""
    root, caught = logging.getLogger(), io.StringIO()
    formatters = (one.formatter for one in root.handlers)
    handler = logging.StreamHandler(caught)
    handler.setFormatter(next(one for one in formatters if type(one).__module__.startswith("structlog")))
    before, root.level = root.level, logging.DEBUG
    root.addHandler(handler)
    yield caught
    root.removeHandler(handler)
    root.setLevel(before)
