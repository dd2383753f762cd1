"""What is left after the kills, against what was acknowledged, what the log says, and what the witness saw."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2

from infra.bench import surroundings
from infra.bench.surroundings import COUNCIL
from infra.drill.kills.stage import Stage
from infra.drill.kills.writers import Acknowledged

SETTLING = 120.0


@dataclass
class Judgement:
    """Each list is empty on a good day; `without_history` holds what verification finds."""

    lost: list[str] = field(default_factory=list)
    without_history: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    forks: list[str] = field(default_factory=list)
    undelivered: list[str] = field(default_factory=list)
    checkpoints: int = 0

    def all(self) -> list[str]:
        return [*self.lost, *self.without_history, *self.gaps, *self.forks, *self.undelivered]


def judge(stage: Stage, acknowledged: Iterable[Acknowledged]) -> Judgement:
    """Waits until everything is numbered, signed, cosigned and delivered, or says what isn't."""
    server = psycopg2.connect(stage.environment["DATABASE_URL"])
    server.autocommit = True
    with closing(server), server.cursor() as cursor:

        def ask(statement: str, *params: object) -> list[tuple[Any, ...]]:
            cursor.execute(statement, params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

        cursor.execute("SELECT set_config('search_path', %s, false)", (f"council_{COUNCIL}",))
        found = Judgement()
        waiting = "SELECT id::text FROM notifications_outboxevent WHERE relayed_at IS NULL"
        _wait(lambda: not ask("SELECT 1 FROM ledger_queue LIMIT 1"))
        _wait(lambda: _signed(ask) >= _size(ask))
        _wait_while_it_falls(lambda: len(ask(waiting)))
        found.undelivered = [f"event {event} was not delivered" for (event,) in ask(waiting)]
        found.lost = list(_lost(ask, acknowledged))
        found.gaps = [
            f"leaf {index} has no forerunner"
            for (index,) in ask(
                'SELECT "index" FROM ledger_entry e WHERE "index" > 0 AND NOT EXISTS'
                ' (SELECT FROM ledger_entry b WHERE b."index" = e."index" - 1)'
            )
        ]
        [(found.checkpoints,)] = ask("SELECT count(*) FROM ledger_checkpoint")
    found.forks = _forks(stage.home / "witness.db")
    found.without_history = _verified(stage)
    return found


Ask = Callable[..., list[tuple[Any, ...]]]


def _size(ask: Ask) -> int:
    return int(ask('SELECT coalesce(max("index") + 1, 0) FROM ledger_entry')[0][0])


def _signed(ask: Ask) -> int:
    return int(ask("SELECT coalesce(max(size), 0) FROM ledger_checkpoint")[0][0])


def _lost(ask: Ask, acknowledged: Iterable[Acknowledged]) -> Iterable[str]:
    children = {child for (child,) in ask("SELECT id::text FROM casework_child")}
    changes = {change for (change,) in ask("SELECT change_id::text FROM ledger_change")}
    leaves = {leaf for (leaf,) in ask("SELECT encode(leaf, 'hex') FROM ledger_entry")}
    for one in acknowledged:
        if one.child not in children or one.change not in changes or not leaves.issuperset(one.leaves):
            yield f"change {one.change} was acknowledged and is not here whole"


def _forks(memory: Path) -> list[str]:
    """What the log signed against itself, as the witness kept it."""
    with closing(sqlite3.connect(memory)) as db:
        return [f"{origin}: {code}" for origin, code in db.execute("SELECT origin, code FROM evidence")]


def _verified(stage: Stage) -> list[str]:
    done = subprocess.run(  # noqa: S603  our own command
        [str(Path(sys.executable).with_name("iro")), "ledger", "verify", "--json"], cwd=surroundings.ROOT,
        env={**os.environ, **stage.environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    houses = json.loads(done.stdout)["houses"]
    return [f"{one['code']} {one['house']} {one['table']} {one['key']}" for of in houses for one in of["findings"]]


def _wait_while_it_falls(left: Callable[[], int]) -> None:
    """Until nothing is left, or nothing has changed for SETTLING seconds."""
    least, until = left(), time.monotonic() + SETTLING
    while least and time.monotonic() < until:
        time.sleep(0.5)
        if (now := left()) < least:
            least, until = now, time.monotonic() + SETTLING


def _wait(true: Callable[[], bool]) -> None:
    until = time.monotonic() + SETTLING
    while not true() and time.monotonic() < until:
        time.sleep(0.2)
