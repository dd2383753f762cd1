"""`iro bench`: what shows how much the platform carries. Each in servers of its own, which are deleted after it."""

import json
import tempfile
from pathlib import Path

import click

from infra import embedded
from infra.bench import nation


@click.group()
def bench() -> None:
    """Measure, in servers made for it and deleted after it."""


@bench.command()
@click.option("--councils", type=click.IntRange(1, 153), default=153, show_default=True)
@click.option("--children", type=click.IntRange(1), default=84_000, show_default=True, help="In all these councils.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed, the same children.")
@click.option("--jobs", type=click.IntRange(1, 16), default=2, show_default=True, help="Councils loaded at a time.")
@click.option("--keep", is_flag=True, help="Leave the servers and their data, and say where.")
@click.option("--json", "as_data", is_flag=True)
def england(councils: int, children: int, seed: int, jobs: int, keep: bool, as_data: bool) -> None:
    """England's councils with two years of invented children in care, loaded as their SSDA903 returns."""
    home = Path(tempfile.mkdtemp(prefix="iro-england-"))
    try:
        found = nation.load(home, councils, children, seed, jobs)
    finally:
        if keep:
            click.echo(f"Left in {home}: IRO_HOME={home} iro …", err=True)
        else:
            embedded.remove(home)
    click.echo(json.dumps(found.as_dict(), indent=2) if as_data else "\n".join(found.lines()))
