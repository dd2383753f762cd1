"""England: its councils by size, each with its two returns, loaded by several processes at once."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import click
import django
import psycopg2
from django.utils.module_loading import import_string

from infra.bench import returns
from infra.bench.surroundings import ROOT, iro, run, started

_PANEL = "national"


@dataclass(frozen=True)
class Loaded:
    """Of one council; `left_out` rows were refused by the rules."""

    council: str
    children: int
    rows: int
    left_out: int
    seconds: float


@dataclass(frozen=True)
class England:
    """`seconds` of the loads, on the clock; `size` of the database in bytes; `verified`: what of one."""

    councils: int
    children: int
    rows: int
    left_out: int
    seconds: float
    building: float
    size: int
    leaves: int
    verified: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> Iterator[str]:
        yield f"{self.councils} councils built in {self.building:.0f} s"
        told = f"{self.rows:,} rows of {2 * self.councils} returns ({self.left_out:,} left out)"
        yield f"{self.children:,} children, {told}"
        yield f"loaded in {self.seconds:.0f} s: {self.rows / self.seconds:,.0f} rows/s"
        yield f"{self.leaves:,} leaves; the database has {self.size / 1024**3:.2f} GB"
        yield self.verified


def load(home: Path, councils: int, children: int, seed: int, jobs: int) -> England:
    """Everything anew in `home`. Raises EmbeddedError, and ClickException where a load fails."""
    environment = started(home, lambda line: click.echo(line, err=True))
    iro(environment, "panels", "add", _PANEL, "National Panel")
    begun = time.monotonic()
    _python(environment, f"from infra.bench import england; england.add({councils}, {_PANEL!r}, 3)")
    building = time.monotonic() - begun
    codes = _codes(environment)
    sizes = dict(zip(codes, _sizes(codes, children, seed), strict=True))
    begun = time.monotonic()
    done = list(_load_all(environment, sizes, seed, jobs))
    seconds = time.monotonic() - begun
    size, leaves = _weighed(environment, codes)
    return England(
        councils=len(codes), children=sum(one.children for one in done), rows=sum(one.rows for one in done),
        left_out=sum(one.left_out for one in done), seconds=seconds, building=building, size=size, leaves=leaves,
        verified=_verified(environment, codes[0]),
    )  # fmt: skip


def _sizes(codes: list[str], children: int, seed: int) -> list[int]:
    """A large county has some ten times as many as a small borough: lognormal, as near as nobody's figures are used."""
    chance = Random(seed)  # noqa: S311  invented, not secret
    weights = [chance.lognormvariate(0, 0.6) for _ in codes]
    return [max(1, round(children * weight / sum(weights))) for weight in weights]


def _codes(environment: dict[str, str]) -> list[str]:
    with psycopg2.connect(environment["DATABASE_URL"]) as server, server.cursor() as cursor:
        cursor.execute("SELECT code FROM public.tenants_house WHERE kind = 'council' ORDER BY code")
        return [code for (code,) in cursor.fetchall()]


def _load_all(environment: dict[str, str], sizes: dict[str, int], seed: int, jobs: int) -> Iterator[Loaded]:
    shares = [list(sizes.items())[number::jobs] for number in range(jobs)]
    workers = [
        subprocess.Popen(  # noqa: S603  our own words
            [sys.executable, "-m", __spec__.name, str(seed), *(f"{code}:{size}" for code, size in share)],
            cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True,
        )
        for share in shares if share
    ]  # fmt: skip
    with click.progressbar(length=sum(sizes.values()), label="Children", file=sys.stderr) as bar:
        for worker in workers:
            assert worker.stdout is not None
            for line in worker.stdout:
                found = Loaded(**json.loads(line))
                bar.update(found.children)
                yield found
            if worker.wait():
                raise click.ClickException("A load failed: see above.")


def _weighed(environment: dict[str, str], codes: list[str]) -> tuple[int, int]:
    with psycopg2.connect(environment["DATABASE_URL"]) as server, server.cursor() as cursor:
        leaves = 0
        for code in codes:
            for table in ("ledger_queue", "ledger_entry"):
                cursor.execute(f"SELECT count(*) FROM council_{code}.{table}")  # noqa: S608  our own names
                leaves += cursor.fetchone()[0]
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0]), leaves


def _verified(environment: dict[str, str], code: str) -> str:
    """Numbered, and verified against its log."""
    _python(environment, f"from infra.bench.nation import number; number({code!r})")
    return iro(environment, "ledger", "verify", "--council", code).strip()


def _python(environment: dict[str, str], words: str) -> None:
    settings = {**environment, "DJANGO_SETTINGS_MODULE": "config.settings"}
    run(settings, [sys.executable, "-c", f"import django; django.setup(); {words}"])


def number(code: str) -> None:
    """Number the leaves of a council, as the sequencer would have."""
    sequence, pinned, pin, council = map(
        import_string,
        ("ledger.sequencer.sequence", "tenants.pins.pinned", "tenants.pins.Pin", "tenants.queries.council"),
    )
    with pinned(pin("gate")):
        house = council(code)
    while sequence(house):
        pass


def _inner(seed: int, sizes: dict[str, int]) -> None:
    """In a process of its own: each council's two returns, in the order of their years."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for code, size in sizes.items():
        print(json.dumps(asdict(_load_council(code, size, seed))), flush=True)  # noqa: T201  read by the outer process


def _load_council(code: str, size: int, seed: int) -> Loaded:
    load_return, handed_file, one_import, pinned, pin, council, process, permission = map(
        import_string,
        (
            "casework.actions.load_return", "casework.actions.returns.HandedFile", "casework.queries.one_import",
            "tenants.pins.pinned", "tenants.pins.Pin", "tenants.queries.council", "accounts.actor.process",
            "accounts.permissions.Permission",
        ),
    )  # fmt: skip
    actor = process("iro bench england", permission.CASE_SUBMIT, permission.CASE_VIEW_ALL)
    with pinned(pin("gate")):
        house = council(code)
    children, rows, left_out, begun = returns.council(code, size, seed), 0, 0, time.monotonic()
    for year in returns.YEARS:
        made = returns.files(children, year)
        with pinned(house.own_pin()):
            handed = [handed_file(name, _stream(content)) for name, content in made.items()]
            done = one_import(load_return(handed, collection_year=year, actor=actor), actor=actor)
        if done.state != "done":
            raise SystemExit(f"Council {code}, {year}: {done.problem}")
        rows += sum(file.rows for file in done.files)
        left_out += sum(file.rejected for file in done.files)
    return Loaded(code, len(children), rows, left_out, time.monotonic() - begun)


def _stream(content: bytes) -> Any:
    return io.BytesIO(content)


if __name__ == "__main__":
    _inner(int(sys.argv[1]), {code: int(size) for code, _, size in (word.partition(":") for word in sys.argv[2:])})
