"""`python -m infra.bench.signing`: how long from a write's answer to a signed and witnessed head that covers it.

Under load through the API, with all processes at work; and the same while somebody's transaction stays open, which may
delay nobody else. Then how many leaves a second are numbered, and how many entries a second verified.
"""

import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

import click
import psycopg2

from infra import embedded
from infra.bench.surroundings import COUNCIL
from infra.drill.kills.stage import Stage
from infra.drill.kills.writers import Acknowledged, Writers

PATIENCE = 60.0
Heads = list[tuple[int, datetime]]


@dataclass(frozen=True)
class Delays:
    """Seconds from the answer to the head, of so many writes."""

    p50: float
    p99: float
    writes: int

    def __str__(self) -> str:
        return f"p50 {self.p50 * 1000:,.0f} ms, p99 {self.p99 * 1000:,.0f} ms ({self.writes:,} writes)"


def delays(stage: Stage, writers: int, seconds: float) -> Delays:
    """Under a load of so many writers for so long."""
    with Writers(stage.door(), writers) as load:
        time.sleep(seconds)
    with _asking(stage) as cursor:
        _await_signed(cursor)
        cursor.execute('SELECT change_id::text, max("index") FROM ledger_entry GROUP BY 1')
        numbers = dict(cursor.fetchall())
        cursor.execute("SELECT size, signed_at FROM ledger_checkpoint ORDER BY id")
        heads: Heads = cursor.fetchall()
    found = [_delay(one, numbers[one.change], heads) for one in load.acknowledged]
    cut = quantiles(found, n=100)
    return Delays(cut[49], cut[98], len(found))


def _delay(one: Acknowledged, index: int, heads: Heads) -> float:
    signed = next(at for size, at in heads if size > index)
    return max(signed.timestamp() - one.at, 0.0)


def _await_signed(cursor: Any) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        cursor.execute(
            'SELECT NOT EXISTS (SELECT FROM ledger_queue) AND (SELECT max("index") FROM ledger_entry)'
            " < (SELECT max(size) FROM ledger_checkpoint)"
        )
        if cursor.fetchone()[0]:
            return
        if time.monotonic() > until:
            raise RuntimeError("What was written was not signed within a minute.")
        time.sleep(0.1)


@contextmanager
def _asking(stage: Stage) -> Iterator[Any]:
    with closing(psycopg2.connect(stage.environment["DATABASE_URL"])) as server, server.cursor() as cursor:
        server.autocommit = True
        cursor.execute("SELECT set_config('search_path', %s, false)", (f"council_{COUNCIL}",))
        yield cursor


@contextmanager
def held_open(stage: Stage, seconds: float) -> Iterator[None]:
    """A transaction that has written leaves and doesn't end: as a superuser, in the same queue."""
    ended = threading.Event()

    def hold() -> None:
        with closing(psycopg2.connect(stage.environment["DATABASE_URL"])) as server, server.cursor() as cursor:
            cursor.execute("SELECT set_config('search_path', %s, false)", (f"council_{COUNCIL}",))
            cursor.execute("SELECT ledger_note_head('held/1', 1, '', '')")
            ended.wait(seconds)
            server.rollback()

    thread = threading.Thread(target=hold)
    thread.start()
    time.sleep(0.5)
    try:
        yield
        if thread.is_alive():
            click.echo(f"  (waiting for the end of {seconds:.0f} s)")
            thread.join()
    finally:
        ended.set()
        thread.join()


def rates(stage: Stage) -> tuple[float, float]:
    """Leaves numbered a second, where many wait; entries verified a second, with all that verification looks at."""
    for name in ("sequencer", "signer"):
        stage.kill(name)
    rows = 100_000
    with _asking(stage) as cursor:
        cursor.execute(
            "SELECT ledger_note_head('bench/1', n, repeat('0', 64), 'note') FROM generate_series(1, %s) n", (rows,)
        )
        began = time.monotonic()
        stage.start("sequencer")
        while True:
            cursor.execute("SELECT count(*) FROM (SELECT 1 FROM ledger_queue LIMIT 1) q")
            if not cursor.fetchone()[0]:
                break
            time.sleep(0.02)
        numbered = rows / (time.monotonic() - began)
    stage.start("signer")
    with _asking(stage) as cursor:
        _await_signed(cursor)
    began = time.monotonic()
    shown = json.loads(stage.iro("ledger", "verify", "--council", COUNCIL, "--json"))
    return numbered, shown["houses"][0]["entries"] / (time.monotonic() - began)


@click.command(help="Measure from a write to its signed head, and how fast leaves are numbered and verified.")
@click.option("--writers", default=3, show_default=True, type=click.IntRange(1))
@click.option("--seconds", default=20.0, show_default=True, help="Of load, of each of the two measurements.")
@click.option("--hold", default=300.0, show_default=True, help="Seconds that the long transaction stays open.")
def command(writers: int, seconds: float, hold: float) -> None:
    try:
        with tempfile.TemporaryDirectory(prefix="iro-signing-") as folder, Stage(Path(folder), click.echo) as stage:
            click.echo(f"under load          {delays(stage, writers, seconds)}")
            with held_open(stage, hold):
                click.echo(f"with one held open  {delays(stage, writers, seconds)}")
            numbered, verified = rates(stage)
            click.echo(f"numbered            {numbered:,.0f} leaves/s (with the start of the process)")
            click.echo(f"verified            {verified:,.0f} entries/s (with the start of the command)")
    except (embedded.EmbeddedError, RuntimeError) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)


if __name__ == "__main__":
    command()
