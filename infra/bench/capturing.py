"""`python -m infra.bench.capturing`: what a write costs with capture, with none, and with simple-history's signals.

The same child through the same ORM. Ours with capture: an act, history, leaf, receipt; without: triggers off. The stock
set-up with its signals, and with them off. A process a round, by turns.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import click
import django
import psycopg2
from django.utils.module_loading import import_string

from infra import embedded
from infra.bench.surroundings import COUNCIL, build, iro, run

BARE = "305"
"""The council whose triggers are off."""
CONTENDERS = ("captured", "bare", "signals", "without signals")
RATIOS = (("captured", "bare"), ("signals", "without signals"), ("captured", "signals"))
BULK = 1_000
Save = Callable[[list[Any]], None]


def timed(contender: str, writes: int) -> dict[str, float]:
    """Microseconds a row: `one` saved in a transaction of its own, and of a `bulk` of 1,000 in one."""
    stock = contender in ("signals", "without signals")
    os.environ["DJANGO_SETTINGS_MODULE"] = "infra.bench.stock.settings" if stock else "config.settings"
    django.setup()
    work = _stock if stock else _ours
    found: dict[str, float] = work(contender, writes)
    return found


def _ours(contender: str, writes: int) -> dict[str, float]:
    pinned, pin, house, act, process, atomic = map(
        import_string,
        (
            "tenants.pins.pinned", "tenants.pins.Pin", "tenants.queries.council", "ledger.acts.act",
            "accounts.actor.process", "django.db.transaction.atomic",
        ),
    )  # fmt: skip
    child, actor = import_string("casework.models.Child"), process("bench")
    with pinned(pin("gate")):
        council = house(COUNCIL if contender == "captured" else BARE)

    def within() -> Any:
        return act(actor, "bench") if contender == "captured" else atomic()

    def one(rows: list[Any]) -> None:
        for row in rows:
            with within():
                row.save(force_insert=True)

    def bulk(rows: list[Any]) -> None:
        with within():
            child.objects.bulk_create(rows)

    with pinned(council.own_pin()):
        return _figures(child, one, bulk, writes)


def _stock(contender: str, writes: int) -> dict[str, float]:
    settings, schema_context, atomic, bulk_with_history, child = map(
        import_string,
        (
            "django.conf.settings", "django_tenants.utils.schema_context", "django.db.transaction.atomic",
            "simple_history.utils.bulk_create_with_history", "infra.bench.stock.care.models.Child",
        ),
    )  # fmt: skip
    settings.SIMPLE_HISTORY_ENABLED = contender == "signals"

    def one(rows: list[Any]) -> None:
        for row in rows:
            with atomic():
                row.save(force_insert=True)

    def bulk(rows: list[Any]) -> None:
        with atomic():
            if contender == "signals":
                bulk_with_history(rows, child)
            else:
                child.objects.bulk_create(rows)

    with schema_context(f"council_{COUNCIL}"):
        return _figures(child, one, bulk, writes)


def _figures(child: Any, one: Save, bulk: Save, writes: int) -> dict[str, float]:
    def rows(number: int) -> list[Any]:
        made = {"given_names": "Zoë", "family_name": "O’Neill", "date_of_birth": "2015-02-03", "sex": "F"}
        return [child(reference=uuid4().hex, **made) for _ in range(number)]

    one(rows(50))
    bulk(rows(BULK))
    return {"one": _each(one, rows(writes)), "bulk": _each(bulk, rows(BULK))}


def _each(save: Save, rows: list[Any]) -> float:
    began = time.perf_counter()
    save(rows)
    return (time.perf_counter() - began) / len(rows) * 1e6


def switch_off(dsn: str) -> None:
    """No trigger fires in the bare council: as if there were no capture at all."""
    with closing(psycopg2.connect(dsn)) as server, server, server.cursor() as cursor:
        cursor.execute(f"ALTER TABLE council_{BARE}.casework_child DISABLE TRIGGER USER")


@click.command(help="Time a captured write against one without capture, and against simple-history's signals.")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1))
@click.option("--writes", default=1_000, show_default=True, type=click.IntRange(1), help="Saved one by one, a round.")
@click.option("--inner", type=click.Choice(CONTENDERS), hidden=True)
@click.option(
    "--home", default=Path("var/bench-capturing"), show_default=True, help="Deleted before and after.",
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
def command(rounds: int, writes: int, inner: str | None, home: Path) -> None:
    if inner:
        click.echo(json.dumps(timed(inner, writes)))
        return
    home = home.resolve()
    try:
        found = build(home, click.echo)
        iro(found.ours, "councils", "add", BARE, "--region", "london")
        switch_off(found.dsn)
        words = [sys.executable, "-m", __spec__.name, "--writes", str(writes), "--inner"]
        taken = [{one: json.loads(run(found.stock, [*words, one])) for one in CONTENDERS} for _ in range(rounds)]
        _tell(taken)
    except (embedded.EmbeddedError, RuntimeError) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    finally:
        embedded.remove(home)


def _tell(taken: list[dict[str, dict[str, float]]]) -> None:
    for what in ("one", "bulk"):
        for name in CONTENDERS:
            click.echo(f"{what:<5} {name:<16} {median(one[name][what] for one in taken):8.0f} µs a row")
        for above, below in RATIOS:
            ratio = median(one[above][what] / one[below][what] for one in taken)
            click.echo(f"{what:<5} {above}/{below}: ×{ratio:.2f}")


if __name__ == "__main__":
    command()
