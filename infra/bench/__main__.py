"""`python -m infra.bench`: cases per second and latencies of ours, the stock set-up and the floor, in one run."""

import json
import sys
from pathlib import Path

import click

from infra import embedded
from infra.bench.rounds import Plan, run
from infra.bench.servers import Serving, contenders
from infra.bench.surroundings import build


@click.command(help="Submit cases to ours, to a stock set-up and as raw SQL, by turns; exit status 1 on any error.")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1))
@click.option("--seconds", default=4.0, show_default=True, help="Of each measurement, after --warm-up.")
@click.option("--warm-up", default=1.0, show_default=True)
@click.option("--clients", default="1,4", show_default=True, help="How many at once, one number after another.")
@click.option("--workers", default=2, show_default=True, help="Of each site, as `iro serve` has them.")
@click.option("--threads", default=4, show_default=True)
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here too.")
@click.option(
    "--home", default=Path("var/bench"), show_default=True, type=click.Path(file_okay=False, path_type=Path),
    help="Where the servers' data is for as long as it lasts. Deleted before and after.",
)  # fmt: skip
def command(
    rounds: int, seconds: float, warm_up: float, clients: str, workers: int, threads: int, file: Path | None, home: Path
) -> None:
    plan = Plan(rounds, seconds, warm_up, tuple(int(number) for number in clients.split(",")))
    home = home.resolve()
    try:
        with contenders(build(home, click.echo), Serving(workers, threads)) as doors:
            found = run(doors, plan, click.echo)
    except (embedded.EmbeddedError, RuntimeError) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    finally:
        embedded.remove(home)
    click.echo("")
    for line in found.lines():
        click.echo(line)
    if file is not None:
        file.write_text(json.dumps(found.as_dict(), indent=2) + "\n")
    sys.exit(1 if found.errors else 0)


if __name__ == "__main__":
    command()
