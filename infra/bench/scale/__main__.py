"""`python -m infra.bench.scale`: an IRO's day and a council's own work with 3 councils and with 153, on one server."""

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import click

from infra import embedded
from infra.bench.scale.comparing import Installation, Plan, compare, roam
from infra.bench.scale.settled import Settled
from infra.bench.surroundings import iro, run, services

NUMBERS = {"small": 1, "large": 2}
"""The installations, and the database that each has at the broker."""
KEPT = 32
"""settings.CONNECTIONS_KEPT, which is read in the sites' processes only."""


def installed(servers: Mapping[str, str], name: str, councils: int) -> Installation:
    """In a database, a home and a broker's database of its own: nothing but the server is shared."""
    dsn, broker = urlsplit(servers["DATABASE_URL"]), servers["CELERY_BROKER_URL"].rpartition("/")[0]
    environment = {
        "IRO_HOME": f"{servers['IRO_HOME']}/{name}",
        "IRO_INSTALLATION": f"bench{name}",
        "DATABASE_URL": urlunsplit(dsn._replace(path=f"/bench_{name}")),
        "CELERY_BROKER_URL": f"{broker}/{NUMBERS[name]}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    iro(environment, "install", "--admin-email", "bench@example.org")
    shown = run(environment, [sys.executable, "-m", "infra.bench.scale.settled", str(councils)])
    return Installation(name, environment, Settled(**json.loads(shown.strip().splitlines()[-1])))


@click.command(help="An IRO's day and a council's own work, with 3 councils and with many; what connections cost.")
@click.option("--councils", default=153, show_default=True, type=click.IntRange(3, 153))
@click.option("--small", default=3, show_default=True, type=click.IntRange(1, 153))
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1))
@click.option("--seconds", default=4.0, show_default=True, help="Of each measurement, after --warm-up.")
@click.option("--warm-up", default=1.0, show_default=True)
@click.option("--clients", default=2, show_default=True)
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures here too.")
@click.option(
    "--home", default=Path("var/bench-scale"), show_default=True, help="Deleted before and after.",
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
def command(
    councils: int, small: int, rounds: int, seconds: float, warm_up: float, clients: int, file: Path | None, home: Path
) -> None:
    plan, home = Plan(rounds, seconds, warm_up, clients), home.resolve()
    try:
        servers = services(home, click.echo)
        click.echo(f"Building one installation with {small} councils and one with {councils}")
        few, many = installed(servers, "small", small), installed(servers, "large", councils)
        lines = compare(few, many, plan, click.echo)
        roaming = roam(many, plan, KEPT)
    except (embedded.EmbeddedError, RuntimeError) as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    finally:
        for name in NUMBERS:
            shutil.rmtree(home / name, ignore_errors=True)
        embedded.remove(home)
    click.echo(f"\n{small} councils → {councils}")
    for line in (*lines, roaming):
        click.echo(str(line))
    if file is not None:
        figures = {"councils": councils, "lines": [asdict(line) for line in lines], "roaming": asdict(roaming)}
        file.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    command()
