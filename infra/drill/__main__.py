"""`python -m infra.drill [NAME …]`: all drills, or those named; exit status 1 where one failed."""

import sys

import click

from infra.drill import contract, kills, proofs, restore, tamper, trees, walks, walls
from infra.drill.drill import Drill, DrillFailed, clean_up_when_ended

DRILLS = (
    Drill("trees", "Merkle trees of every size up to 1,025 against the RFC's own recursion", trees.run),
    Drill("proofs", "100,000 proofs with one thing wrong in them; none may be accepted", proofs.run),
    Drill("tamper", "A superuser alters rows, history and log; verification must find each", tamper.run),
    Drill("kills", "kill -9 of servers and processes under load; nothing acknowledged may be lost", kills.run),
    Drill("restore", "the database lost after a backup; what was acknowledged is there, or named", restore.run),
    Drill("contract", "Schemathesis with every check, every operation, every kind of principal", contract.run),
    Drill("walks", "40,000 disputes walked at random over the ladder: no limit of theirs may break", walks.run),
    Drill("walls", "Everybody at every door of every house, and SQL injected under each login", walls.run),
)


@click.command(help="Rehearse: " + "; ".join(f"{drill.name}: {drill.summary}" for drill in DRILLS) + ".")
@click.argument("names", nargs=-1, type=click.Choice([drill.name for drill in DRILLS]))
def command(names: tuple[str, ...]) -> None:
    failed = 0
    for drill in DRILLS:
        if names and drill.name not in names:
            continue
        click.echo(f"{drill.name}: {drill.summary}")
        try:
            drill.run(lambda line: click.echo(f"  {line}"))
        except DrillFailed as failure:
            failed += 1
            click.echo(f"  FAILED: {failure}", err=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    clean_up_when_ended()
    command()
