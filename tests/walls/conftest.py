"""What the attacks share, and the count of them, which `make drill ARGS=walls` reads from the last lines of the run."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests import databases
from tests.cast import Cast
from tests.walls import houses

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
        if getattr(report, "when", "") == "call":
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
