"""`python -m infra.bench.provisioning`: what it takes to build England's houses, and to bring them to a newer release.

By the operator's own commands, on a server with fsync on; the times of single houses are those of their status rows.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import click
import psycopg2

from infra import embedded
from infra.bench import newer
from infra.bench.surroundings import iro, run, started

PANEL = "national"
ALL = 153
_SOME = "import django; django.setup(); from infra.bench import england; england.add({councils}, {panel!r}, {jobs})"
_ROWS = """
SELECT kind, extract(epoch FROM ended_at - started_at)::float8 FROM tenants_build JOIN tenants_house ON id = house_id
WHERE tenants_build.state = 'done' AND started_at >= %s
"""


@dataclass(frozen=True)
class Plan:
    councils: int
    jobs: int
    rounds: int


@dataclass(frozen=True)
class Step:
    """A command over all houses. `seconds` is the median of its runs, start of the process included."""

    what: str
    seconds: float
    houses: int
    """How many it opened."""
    council_median: float | None
    council_max: float | None

    def __str__(self) -> str:
        each = f"{self.council_median:8.3f}{self.council_max:8.3f}" if self.council_median is not None else " " * 16
        return f"{self.what:<34}{self.seconds:9.2f}{self.houses:8d}{each}"


HEADING = f"{'':<34}{'seconds':>9}{'houses':>8}{'median':>8}{'max':>8}   (the last two: of a council, in seconds)"


def measure(ours: Mapping[str, str], plan: Plan, on_step: Callable[[Step], None]) -> list[Step]:
    """In an installation that has the panel, and none of the councils. Raises RuntimeError where a command fails."""
    jobs = ("--jobs", str(plan.jobs))
    found: list[Step] = []

    def take(what: str, work: Callable[[], object], rounds: int = 1) -> None:
        found.append(_step(ours["DATABASE_URL"], what, work, rounds))
        on_step(found[-1])

    take(f"{plan.councils} councils and their regions", lambda: _add(ours, plan))
    take("migrate, nothing to do", lambda: iro(ours, "migrate", *jobs), plan.rounds)
    for number in range(plan.rounds):
        with tempfile.TemporaryDirectory() as folder:
            release = newer.with_column(Path(folder), f"added_{number}")
            environment = {**ours, **release.environment()}
            take("migrate, a captured column more", lambda: iro(environment, "migrate", *jobs))  # noqa: B023
    return found


def _add(ours: Mapping[str, str], plan: Plan) -> None:
    if plan.councils == ALL:
        iro(ours, "councils", "add-all", "--panel", PANEL, "--jobs", str(plan.jobs))
        return
    words = _SOME.format(councils=plan.councils, panel=PANEL, jobs=plan.jobs)
    run({**ours, "DJANGO_SETTINGS_MODULE": "config.settings"}, [sys.executable, "-c", words])


def _step(dsn: str, what: str, work: Callable[[], object], rounds: int) -> Step:
    connection = psycopg2.connect(dsn)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [(started,)] = cursor.fetchall()
        seconds = median(_timed(work) for _ in range(rounds))
        cursor.execute(_ROWS, (started,))
        rows = cursor.fetchall()
    connection.close()
    councils = [taken for kind, taken in rows if kind == "council"]
    return Step(what, seconds, len(rows), median(councils) if councils else None, max(councils, default=None))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@click.command(help="Seconds to build houses, to migrate none of them, and to add a column to each.")
@click.option("--councils", default=ALL, show_default=True, type=click.IntRange(1, ALL))
@click.option("--jobs", default=3, show_default=True, type=click.IntRange(1, 32), help="Houses at a time.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1), help="Of the migrations.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here too.")
@click.option(
    "--home", default=Path("var/bench-provisioning"), show_default=True, help="Deleted before and after.",
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
def command(councils: int, jobs: int, rounds: int, file: Path | None, home: Path) -> None:
    home = home.resolve()
    try:
        ours = _installed(home)
        click.echo(HEADING)
        found = measure(ours, Plan(councils, jobs, rounds), lambda step: click.echo(str(step)))
    except (embedded.EmbeddedError, RuntimeError) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    finally:
        embedded.remove(home)
    if file is not None:
        figures: dict[str, Any] = {"councils": councils, "jobs": jobs, "steps": [asdict(step) for step in found]}
        file.write_text(json.dumps(figures, indent=2) + "\n")


def _installed(home: Path) -> dict[str, str]:
    ours = started(home, click.echo)
    iro(ours, "panels", "add", PANEL, "National Panel")
    return ours


if __name__ == "__main__":
    command()
