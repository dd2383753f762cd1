"""What the rounds say: medians for each contender and number of clients, and the ratios within each round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from infra.bench.load import Window
from infra.bench.servers import FLOOR, OURS, STOCK

RATIOS = ((OURS, FLOOR), (STOCK, FLOOR), (OURS, STOCK))
Round = Mapping[tuple[str, int], Window]


@dataclass(frozen=True)
class Figure:
    """Medians over the rounds; latencies in milliseconds."""

    contender: str
    clients: int
    per_second: float
    p50_ms: float
    p99_ms: float
    cases: int


@dataclass(frozen=True)
class Ratio:
    """Of cases per second, within one round each: lowest, median and highest."""

    above: str
    below: str
    clients: int
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Report:
    figures: tuple[Figure, ...]
    ratios: tuple[Ratio, ...]
    errors: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> Iterable[str]:
        yield f"{'':<8}{'clients':>8}{'cases/s':>10}{'p50 ms':>10}{'p99 ms':>10}{'cases':>10}"
        for one in self.figures:
            yield (
                f"{one.contender:<8}{one.clients:>8}{one.per_second:>10.1f}{one.p50_ms:>10.2f}{one.p99_ms:>10.2f}"
                f"{one.cases:>10}"
            )
        yield ""
        yield f"{'ratio':<16}{'clients':>8}{'low':>10}{'median':>10}{'high':>10}"
        for ratio in self.ratios:
            name = f"{ratio.above}/{ratio.below}"
            yield f"{name:<16}{ratio.clients:>8}{ratio.low:>10.3f}{ratio.middle:>10.3f}{ratio.high:>10.3f}"
        yield ""
        yield f"Errors: {len(self.errors)}"
        yield from (f"  {error}" for error in self.errors)


def report(rounds: Sequence[Round]) -> Report:
    keys = list(rounds[0])
    errors = tuple(
        f"{contender}, {clients} clients: {error}"
        for one in rounds
        for (contender, clients), window in one.items()
        for error in window.errors
    )
    if any(not window.latencies for one in rounds for window in one.values()):
        return Report((), (), errors or ("a window without a single case",))
    counts = list(dict.fromkeys(clients for _, clients in keys))
    figures = tuple(_figure(key, [one[key] for one in rounds]) for key in keys)
    ratios = tuple(_ratio(above, below, clients, rounds) for clients in counts for above, below in RATIOS)
    return Report(figures, ratios, errors)


def _figure(key: tuple[str, int], windows: Sequence[Window]) -> Figure:
    return Figure(
        *key,
        per_second=median(window.per_second for window in windows),
        p50_ms=median(window.quantile(0.5) for window in windows) * 1000,
        p99_ms=median(window.quantile(0.99) for window in windows) * 1000,
        cases=sum(len(window.latencies) for window in windows),
    )


def _ratio(above: str, below: str, clients: int, rounds: Sequence[Round]) -> Ratio:
    found = sorted(one[above, clients].per_second / one[below, clients].per_second for one in rounds)
    return Ratio(above, below, clients, found[0], median(found), found[-1])
