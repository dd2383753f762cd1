"""The same work in a small and in a large installation, by turns; and what the large one's connections cost."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median

from infra.bench.doors import Door, HttpDoor, bearer_token
from infra.bench.load import Window, measure
from infra.bench.scale.backends import Backends, backends, sessions
from infra.bench.scale.settled import EMAIL, PASSWORD, Settled
from infra.bench.scale.visits import Visit, VisitDoor
from infra.bench.servers import Serving, site
from infra.demo.running.browser import Browser

HOST = "127.0.0.1"
COUNTED = ("an IRO's day", "a council reads", "a council submits")


@dataclass(frozen=True)
class Installation:
    """`name` stands in the figures; `environment` is its site's."""

    name: str
    environment: Mapping[str, str]
    settled: Settled

    @property
    def dsn(self) -> str:
        return self.environment["DATABASE_URL"]


@dataclass(frozen=True)
class Plan:
    rounds: int = 5
    seconds: float = 4.0
    warm_up: float = 1.0
    clients: int = 2
    serving: Serving = Serving()  # noqa: RUF009  frozen


@dataclass(frozen=True)
class Line:
    """Milliseconds, medians over the rounds; `ratio` of large to small as the median of the rounds' own ratios."""

    what: str
    small_p50: float
    small_p99: float
    large_p50: float
    large_p99: float
    ratio_p50: float
    ratio_p99: float

    def __str__(self) -> str:
        return (
            f"{self.what:<20} p50 {self.small_p50:7.1f} → {self.large_p50:7.1f} ms (× {self.ratio_p50:.2f})"
            f"   p99 {self.small_p99:7.1f} → {self.large_p99:7.1f} ms (× {self.ratio_p99:.2f})"
        )


@dataclass(frozen=True)
class Roaming:
    """Any council of the large installation at random: `fresh` is the share of visits that opened a connection."""

    p50: float
    p99: float
    fresh: float
    after: Backends
    cap: int

    def __str__(self) -> str:
        return (
            f"any council at random: p50 {self.p50:.1f} ms, p99 {self.p99:.1f} ms; {self.fresh:.0%} of the visits"
            f" opened a connection\nafter every house was visited: {self.after}; at most {self.cap} by the settings"
        )


def compare(small: Installation, large: Installation, plan: Plan, tell: Callable[[str], None]) -> list[Line]:
    with _served(small, plan) as here, _served(large, plan) as there:
        taken: list[dict[tuple[str, str], Window]] = []
        for number in range(plan.rounds):
            taken.append(
                {
                    (what, name): measure(doors[what], plan.clients, plan.seconds, plan.warm_up)
                    for what in COUNTED
                    for name, doors in (("small", here), ("large", there))
                }
            )
            _refuse_errors(taken[-1].values())
            tell(f"round {number + 1} of {plan.rounds} is done")
    return [_line(what, taken) for what in COUNTED]


def roam(large: Installation, plan: Plan, kept: int) -> Roaming:
    """Its site is started anew, so that what it opened for other work doesn't count."""
    with _served(large, plan) as doors:
        # As many clients as threads, for long enough that each process has seen each council.
        clients = plan.serving.workers * plan.serving.threads
        before = sessions(large.dsn)
        window = measure(doors["any council"], clients, plan.seconds * 4, plan.warm_up)
        _refuse_errors([window])
        opened, found = sessions(large.dsn) - before, backends(large.dsn, large.environment["IRO_INSTALLATION"])
    cap = plan.serving.workers * (plan.serving.threads + kept)
    fresh = opened / max(len(window.latencies), 1)
    return Roaming(window.quantile(0.5) * 1e3, window.quantile(0.99) * 1e3, fresh, found, cap)


@contextmanager
def _served(one: Installation, plan: Plan) -> Iterator[dict[str, Door]]:
    with ExitStack() as stack:
        port = stack.enter_context(site("config.wsgi:application", one.environment, plan.serving))
        tokens = {code: bearer_token(port, HOST, *system) for code, system in one.settled.systems.items()}
        own = next(iter(one.settled.children))
        child = one.settled.children[own][0]
        yield {
            "an IRO's day": VisitDoor(port, _iros_day(port, one.settled)),
            "a council reads": VisitDoor(port, (_known(f"/api/v1/councils/{own}/cases/{child}", tokens[own]),)),
            "a council submits": HttpDoor(port, f"/api/v1/councils/{own}/cases", HOST, tokens[own]),
            "any council": VisitDoor(
                port, tuple(_known(f"/api/v1/councils/{code}/cases", token) for code, token in tokens.items()), True
            ),
        }


def _known(path: str, token: str) -> Visit:
    return path, "Authorization", f"Bearer {token}"


def _iros_day(port: int, settled: Settled) -> tuple[Visit, ...]:
    """The worklist, then in each council the cases, a child and the disputes."""
    browser = Browser(f"{HOST}:{port}")
    browser.sign_in(EMAIL, PASSWORD)
    paths = ["/region/"]
    for code, children in settled.children.items():
        paths += [f"/councils/{code}/", f"/councils/{code}/cases/{children[0]}/", f"/councils/{code}/disputes/"]
    return tuple((path, "Cookie", browser.cookie) for path in paths)


def _refuse_errors(windows: Iterable[Window]) -> None:
    errors = [error for one in windows for error in one.errors]
    if errors:
        raise RuntimeError("; ".join(errors[:3]))


def _line(what: str, taken: Sequence[Mapping[tuple[str, str], Window]]) -> Line:
    def over(name: str, share: float) -> float:
        return median(one[what, name].quantile(share) * 1e3 for one in taken)

    def ratio(share: float) -> float:
        return median(one[what, "large"].quantile(share) / one[what, "small"].quantile(share) for one in taken)

    return Line(
        what, over("small", 0.5), over("small", 0.99), over("large", 0.5), over("large", 0.99), ratio(0.5), ratio(0.99)
    )
