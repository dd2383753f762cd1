"""`python -m infra.bench.reads`: one row through the ORM, by our wrapper and by django-tenants' own, on one database.

Staying in one council, as a request does; and going from one to another at each read: ours with a council's own login
(another connection from the shelf) and as a region (its path is SET), the stock wrapper by `schema_context`. A process
a round, by turns.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import click
import django
from django.utils.module_loading import import_string

from infra import embedded
from infra.bench.surroundings import iro, run, started

COUNCILS = ("201", "202")
STOCK_SETTINGS = "infra.bench.stock_wrapper"
Enter = Callable[[], AbstractContextManager[object]]


def ways(wrapper: str) -> Iterator[tuple[str, list[Enter]]]:
    """Each way of reading: its name, and the doors that are gone through in turn."""
    schemas = [f"council_{code}" for code in COUNCILS]
    if wrapper == "stock":
        context = import_string("django_tenants.utils.schema_context")
        doors: list[Enter] = [lambda schema=schema: context(schema) for schema in schemas]  # type: ignore[misc]
        yield from (("staying", doors[:1]), ("going", doors))
        return
    pinned, pin, house = (
        import_string(name) for name in ("tenants.pins.pinned", "tenants.pins.Pin", "tenants.queries.council")
    )
    with pinned(pin("gate")):
        houses = [house(code) for code in COUNCILS]
    own: list[Enter] = [lambda one=one: pinned(one.own_pin()) for one in houses]  # type: ignore[misc]
    region: list[Enter] = [lambda one=one: pinned(one.service_pin()) for one in houses]  # type: ignore[misc]
    yield from (("staying", own[:1]), ("going", own), ("going, as a region", region))


def timed(wrapper: str, reads: int) -> dict[str, float]:
    """Microseconds a read, by way."""
    os.environ["DJANGO_SETTINGS_MODULE"] = STOCK_SETTINGS if wrapper == "stock" else "config.settings"
    django.setup()
    child, found = import_string("casework.models.Child"), {}
    for way, doors in ways(wrapper):
        inside = reads if len(doors) == 1 else 1
        _visit(doors, 200 // min(inside, 200), inside, child)
        began = time.perf_counter()
        _visit(doors, reads // inside, inside, child)
        found[way] = (time.perf_counter() - began) / reads * 1e6
    return found


def _visit(doors: list[Enter], times: int, reads: int, child: type) -> None:
    """Go in by each door in turn, so many times in all, and read so many times inside."""
    for enter in islice(cycle(doors), times):
        with enter():
            for _ in range(reads):
                child.objects.filter(reference="nobody").first()  # type: ignore[attr-defined]


def compare(environment: dict[str, str], rounds: int, reads: int) -> dict[str, dict[str, float]]:
    """Medians over the rounds, by way: `ours` and `stock` in microseconds, and the median of the rounds' ratios."""
    taken = [
        {one: json.loads(run(environment, [sys.executable, "-m", __spec__.name, "--inner", one, "--reads", str(reads)]))
         for one in ("ours", "stock")}
        for _ in range(rounds)
    ]  # fmt: skip
    against = {"staying": "staying", "going": "going", "going, as a region": "going"}
    return {
        way: {
            "ours": median(one["ours"][way] for one in taken),
            "stock": median(one["stock"][other] for one in taken),
            "ratio": median(one["ours"][way] / one["stock"][other] for one in taken),
        }
        for way, other in against.items()
    }


@click.command(help="Time one row through the ORM: our connection wrapper against django-tenants' own.")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1))
@click.option("--reads", default=3_000, show_default=True, type=click.IntRange(1), help="Of each way in each round.")
@click.option("--inner", type=click.Choice(["ours", "stock"]), hidden=True)
@click.option(
    "--home", default=Path("var/bench-reads"), show_default=True, help="Deleted before and after.",
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
def command(rounds: int, reads: int, inner: str | None, home: Path) -> None:
    if inner:
        click.echo(json.dumps(timed(inner, reads)))
        return
    home = home.resolve()
    try:
        environment = started(home, click.echo)
        iro(environment, "panels", "add", "national", "National Panel")
        iro(environment, "regions", "add", "london", "London Service", "--panel", "national")
        for code in COUNCILS:
            iro(environment, "councils", "add", code, "--region", "london")
        for way, figures in compare(environment, rounds, reads).items():
            click.echo(
                f"{way:<20} ours {figures['ours']:6.0f} µs   stock {figures['stock']:6.0f} µs"
                f"   ours/stock {figures['ratio']:.2f}"
            )
    except (embedded.EmbeddedError, RuntimeError) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    finally:
        embedded.remove(home)


if __name__ == "__main__":
    command()
