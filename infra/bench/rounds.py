"""The contenders by turns, so that whatever else the machine does meets all of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from infra.bench.doors import Door
from infra.bench.load import Window, measure
from infra.bench.report import Report, report


@dataclass(frozen=True)
class Plan:
    """`seconds` and `warm_up` are of one measurement: one contender with one number of clients."""

    rounds: int = 5
    seconds: float = 4.0
    warm_up: float = 1.0
    clients: Sequence[int] = (1, 4)


def run(doors: Mapping[str, Door], plan: Plan, on_progress: Callable[[str], None]) -> Report:
    found = []
    for number in range(plan.rounds):
        windows: dict[tuple[str, int], Window] = {}
        for clients in plan.clients:
            for name, door in doors.items():
                windows[name, clients] = measure(door, clients, plan.seconds, plan.warm_up)
        found.append(windows)
        shown = ", ".join(f"{name}×{clients} {one.per_second:.0f}/s" for (name, clients), one in windows.items())
        on_progress(f"Round {number + 1} of {plan.rounds}: {shown}")
    return report(found)
