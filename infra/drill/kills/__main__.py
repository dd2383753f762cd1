"""`python -m infra.drill.kills [--kills N] [--seed S]`: one run; exit status 1 where something was lost."""

import sys

import click

from infra.drill.drill import DrillFailed, clean_up_when_ended
from infra.drill.kills import KILLS, run


@click.command()
@click.option("--kills", default=KILLS, show_default=True, help="How often something is killed.")
@click.option("--seed", type=int, help="Of an earlier run, to repeat it [default: a new one, which is printed].")
def command(kills: int, seed: int | None) -> None:
    """Kill servers and processes at random under load, and say what was lost."""
    try:
        run(click.echo, kills, seed)
    except DrillFailed as failure:
        sys.exit(f"FAILED: {failure}")


if __name__ == "__main__":
    clean_up_when_ended()
    command()
