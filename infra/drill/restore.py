"""The database is lost some time after a backup: what was acknowledged is there again, or named as lost. No third way.

With servers, processes and a witness of its own (infra.drill.kills.stage), and the commands that an operator gives.
"""

import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import psycopg2

from infra.bench.surroundings import COUNCIL
from infra.drill.drill import DrillFailed, Tell
from infra.drill.kills.judging import judge
from infra.drill.kills.stage import POSTGRES, Stage
from infra.drill.kills.writers import Writers

WRITERS = 2
SECONDS = 8.0
"""Of load before the backup, while it is made, and after it."""


def run(tell: Tell, seconds: float = SECONDS) -> None:
    """Raises DrillFailed where a write is gone and nothing says so, or the installation doesn't work on."""
    with tempfile.TemporaryDirectory(prefix="iro-restore-") as folder, Stage(Path(folder), tell) as stage:
        backup = Path(folder, "backup")
        with Writers(stage.door(), WRITERS) as writers:
            time.sleep(seconds)
            before = list(writers.acknowledged)
            stage.iro("backup", str(backup))
            time.sleep(seconds)
        _ensure(not judge(stage, writers.acknowledged).all(), "something was wrong before anything was lost")
        tell(f"{len(writers.acknowledged):,} writes acknowledged, {len(before):,} of them before the backup was begun")
        _lose(stage)
        stage.iro("restore", str(backup))
        stage.start_all()
        here, named = _found(stage)
        _ensure({one.change for one in before} <= here, "something is missing that was there before the backup")
        gone = {one.change for one in writers.acknowledged} - here
        _ensure(gone <= named, f"{len(gone - named)} writes are gone and nothing says so")
        tell(f"{len(gone):,} lost with the database, and all of them named by the new epoch's first leaf")
        found = judge(stage, [one for one in writers.acknowledged if one.change in here])
        _ensure(not found.all(), f"after the restore: {'; '.join(found.all()[:10])}")
        with Writers(stage.door(), WRITERS) as more:
            time.sleep(seconds / 2)
        found = judge(stage, more.acknowledged)
        _ensure(bool(more.acknowledged) and not found.all(), f"work didn't go on: {'; '.join(found.all()[:10])}")
        tell(f"{len(more.acknowledged):,} writes after it, signed and witnessed under the new name: 0 findings")


def _lose(stage: Stage) -> None:
    """Everything that works is killed, and the database is gone."""
    for name in stage.names:
        if name != POSTGRES:
            stage.kill(name)
    dsn = stage.environment["DATABASE_URL"]
    server, _, name = dsn.rpartition("/")
    with closing(psycopg2.connect(f"{server}/postgres")) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _found(stage: Stage) -> tuple[set[str], set[str]]:
    """Changes that are here, and those that the new epoch's first leaf lists as lost."""
    with closing(psycopg2.connect(stage.environment["DATABASE_URL"])) as server, server.cursor() as cursor:
        cursor.execute("SELECT set_config('search_path', %s, false)", (f"council_{COUNCIL}",))
        cursor.execute("SELECT change_id::text FROM ledger_change")
        here = {change for (change,) in cursor.fetchall()}
        cursor.execute("SELECT lost FROM ledger_epoch")
        lost: Iterable[list[list[str]]] = (row[0] for row in cursor.fetchall())
        return here, {line[3] for lines in lost for line in lines}


def _ensure(holds: bool, what: str) -> None:
    if not holds:
        raise DrillFailed(what)
