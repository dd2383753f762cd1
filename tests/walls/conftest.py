"""What the attacks share, and the count of them, which `make drill ARGS=walls` reads from the last lines of the run."""

import io
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from django.db import connection

from tests import databases
from tests.cast import Cast
from tests.walls import houses
from tests.walls.fingerprint import Prints

Count = Callable[[str, int], None]


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Count:
    """`count("attacks", 20)`: summed over the run, from every worker."""

    def add(what: str, number: int) -> None:
        record_property("walls", (what, number))

    return add


def pytest_terminal_summary(terminalreporter: Any) -> None:
    total: Counter[str] = Counter()
    reports = (report for of in terminalreporter.stats.values() for report in of)
    for report in reports:
        if getattr(report, "when", "") == "teardown":
            for what, number in (value for name, value in report.user_properties if name == "walls"):
                total[what] += number
    for what, number in sorted(total.items()):
        terminalreporter.write_line(f"walls: {number:,} {what}")


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
