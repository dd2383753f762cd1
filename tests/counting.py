"""What attacks count over a run, from every worker: lines at its end, which drills read (`walls: 1,234 attacks: …`)."""

from collections import Counter
from collections.abc import Callable
from typing import Any

Count = Callable[[str, int], None]
PROPERTY = "counted"


def counter(group: str, record_property: Callable[[str, object], None]) -> Count:
    """`count("attacks", 20)`, summed under the group's name."""

    def add(what: str, number: int) -> None:
        record_property(PROPERTY, (group, what, number))

    return add


def summary(terminalreporter: Any) -> None:
    total: Counter[tuple[str, str]] = Counter()
    reports = (report for of in terminalreporter.stats.values() for report in of)
    for report in reports:
        if getattr(report, "when", "") == "teardown":
            for group, what, number in (value for name, value in report.user_properties if name == PROPERTY):
                total[group, what] += number
    for (group, what), number in sorted(total.items()):
        terminalreporter.write_line(f"{group}: {number:,} {what}")
