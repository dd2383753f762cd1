"""`python -m infra.bench.loading`: a 903 load against plain COPY and against simple-history's bulk helpers.

Ours does all of it: reads and stages the files, runs the rules, plans, writes base rows with history, leaves and a
receipt, and tells the region. COPY and the helpers write the same base and history rows into the stock set-up's tables,
and nothing else. A process a round, by turns. Then memory: a file ten times as large must need no more of it.
"""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

import click
import django
from django.utils.module_loading import import_string

from infra import embedded
from infra.bench import returns
from infra.bench.surroundings import COUNCIL, ROOT, build, run

CONTENDERS = ("ours", "stock")
YEAR = returns.YEARS[-1]
_TABLES = ("child", "periodofcare", "episode")


def timed(contender: str, number: int, children: int) -> dict[str, float]:
    """Seconds: `ours` and its three stages, or `copy` and `helpers`; `rows` stand then in the three tables of facts."""
    stock = contender == "stock"
    os.environ["DJANGO_SETTINGS_MODULE"] = "infra.bench.stock.settings" if stock else "config.settings"
    django.setup()
    invented = returns.council(f"L{number}", children, number)
    there = [one for one in invented if one.stays[-1].end is None or one.stays[-1].end.year >= YEAR - 1]
    return _stock(there) if stock else _ours(there)


def _ours(there: Sequence[returns.Child]) -> dict[str, float]:
    load_return, handed_file, pinned, pin, council, process, permission = map(
        import_string,
        (
            "casework.actions.load_return", "casework.actions.returns.HandedFile", "tenants.pins.pinned",
            "tenants.pins.Pin", "tenants.queries.council", "accounts.actor.process", "accounts.permissions.Permission",
        ),
    )  # fmt: skip
    actor = process("bench", permission.CASE_SUBMIT, permission.CASE_VIEW_ALL)
    with pinned(pin("gate")):
        house = council(COUNCIL)
    made = {name: one for name, one in returns.files(there, YEAR).items() if name != "reviews.csv"}
    handed, signs = [handed_file(name, io.BytesIO(one)) for name, one in made.items()], dict[str, float]()
    with pinned(house.own_pin()):
        begun = time.perf_counter()
        load_return(
            handed, collection_year=YEAR, actor=actor,
            told=lambda stage, done, total: signs.setdefault(stage, time.perf_counter()),
        )  # fmt: skip
        ended = time.perf_counter()
    rows = sum(one.count(b"\n") - 1 for one in made.values()) + made["header.csv"].count(b"\n") - 1
    return {
        "ours": ended - begun, "rows": rows, "reading": signs["checking"] - begun,
        "checking": signs["writing"] - signs["checking"], "writing": ended - signs["writing"],
    }  # fmt: skip


def _stock(there: Sequence[returns.Child]) -> dict[str, float]:
    schema_context, bulk_with_history, connection, settings = map(
        import_string,
        (
            "django_tenants.utils.schema_context", "simple_history.utils.bulk_create_with_history",
            "django.db.connection", "django.conf.settings",
        ),
    )  # fmt: skip
    settings.SIMPLE_HISTORY_ENABLED = True
    rows = _rows(there)
    with schema_context(f"council_{COUNCIL}"):
        begun = time.perf_counter()
        for model, made in rows:
            bulk_with_history(made, model, batch_size=1_000)
        helpers = time.perf_counter() - begun
        tables = [f"care_{name}" for name in _TABLES] + [f"care_historical{name}" for name in _TABLES]
        with connection.cursor() as cursor:
            kept = {name: io.StringIO() for name in tables}
            for name, text in kept.items():
                cursor.copy_expert(f"COPY {name} TO STDOUT", text)
                text.seek(0)
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            begun = time.perf_counter()
            for name, text in kept.items():
                cursor.copy_expert(f"COPY {name} FROM STDIN", text)
            copy = time.perf_counter() - begun
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
    return {"helpers": helpers, "copy": copy, "rows": sum(len(made) for _, made in rows)}


def _rows(there: Sequence[returns.Child]) -> list[tuple[Any, list[Any]]]:
    child, period, episode = (
        import_string(f"infra.bench.stock.care.models.{name}") for name in ("Child", "PeriodOfCare", "Episode")
    )
    children, periods, episodes = [], [], []
    for one in there:
        sex = {"1": "M", "2": "F"}[one.sex]
        children.append(
            child(id=uuid4(), reference=one.reference, date_of_birth=one.born, sex=sex, ethnicity=one.ethnic, upn="UN3")
        )
        end = one.stays[-1].end
        periods.append(period(id=uuid4(), child=children[-1], looked_after_from=one.stays[0].start, ended_on=end))
        episodes += [
            episode(
                id=uuid4(), period=periods[-1], started_on=stay.start, start_reason="P" if number else "S",
                legal_status=one.status, need=one.need, placement_type=stay.place, placement_provider="PR1",
                home_area="AB1", placement_area="AB3", urn="SC100001", ended_on=stay.end,
                end_reason="X1" if stay.moved else "",
            )
            for number, stay in enumerate(one.stays)
        ]  # fmt: skip
    return [(child, children), (period, periods), (episode, episodes)]


def memory(environment: dict[str, str], megabytes: int, folder: Path) -> int:
    """The most memory that `iro cases import-903 --dry-run` held for files of that size together, in MB."""
    made = returns.files(returns.council("M", 2_000, 1), YEAR)
    copies = max(1, megabytes * 1024**2 // sum(map(len, made.values())))
    paths = [_repeated(folder / name, content, copies) for name, content in made.items()]
    words = [str(Path(sys.executable).with_name("iro")), "cases", "import-903", "--council", COUNCIL, "--dry-run"]
    with subprocess.Popen(  # noqa: S603  our own words
        [*words, "--year", str(YEAR), *map(str, paths)], cwd=ROOT, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as child:  # fmt: skip
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = status
    if status:
        raise RuntimeError(f"The load of {megabytes} MB ended with {status}.")
    return int(used.ru_maxrss / 1024)


def _repeated(path: Path, content: bytes, copies: int) -> Path:
    """The rows over and over, each time of other children."""
    heading, _, rows = content.partition(b"\n")
    with path.open("wb") as file:
        file.write(heading + b"\n")
        file.writelines(rows.replace(b"M-", b"M%d-" % number) for number in range(copies))
    return path


@click.command(help="Time a 903 load against COPY and simple-history's bulk helpers; weigh a large file's.")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@click.option("--children", default=20_000, show_default=True, type=click.IntRange(10))
@click.option("--megabytes", default=(10, 100), show_default=True, type=int, nargs=2, help="Sizes of the two files.")
@click.option("--inner", type=click.Choice(CONTENDERS), hidden=True)
@click.option("--number", default=0, hidden=True)
@click.option(
    "--home", default=Path("var/bench-loading"), show_default=True, help="Deleted before and after.",
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
def command(rounds: int, children: int, megabytes: tuple[int, int], inner: str | None, number: int, home: Path) -> None:
    if inner:
        click.echo(json.dumps(timed(inner, number, children)))
        return
    home = home.resolve()
    try:
        found = build(home, click.echo)
        words = [sys.executable, "-m", __spec__.name, "--children", str(children), "--number"]
        taken = [_round(found.stock, [*words, str(one), "--inner"]) for one in range(rounds)]
        _tell(taken)
        small, large = (memory(dict(found.ours), size, home) for size in megabytes)
        click.echo(f"memory: {small} MB for a file of {megabytes[0]} MB, {large} MB for one of {megabytes[1]} MB")
    except (embedded.EmbeddedError, RuntimeError) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    finally:
        embedded.remove(home)


def _round(environment: Any, words: list[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in CONTENDERS:
        found |= json.loads(run(environment, [*words, one]).splitlines()[-1])
    return found


def _tell(taken: list[dict[str, float]]) -> None:
    for name in ("ours", "copy", "helpers"):
        middle = median(one["rows"] / one[name] for one in taken)
        click.echo(f"{name:<8} {middle:10,.0f} rows/s ({median(one[name] for one in taken):.1f} s)")
    stages = ("reading", "checking", "writing")
    click.echo(f"of ours: {', '.join(f'{name} {median(one[name] for one in taken):.1f} s' for name in stages)}")
    click.echo(f"ours/COPY: ×{median(one['ours'] / one['copy'] for one in taken):.2f} of its time")
    click.echo(f"helpers/ours: ×{median(one['helpers'] / one['ours'] for one in taken):.2f} of our time")


if __name__ == "__main__":
    command()
