"""`python -m infra.assets`: build what changed; exit status 1 with what to do if that can't be done."""

import sys

import click

from infra.assets.build import build
from infra.assets.errors import AssetsError


@click.command(help="Build the pages' styles from platform/web; nothing is done while nothing changed.")
def command() -> None:
    try:
        done = build(on_progress=click.echo)
    except AssetsError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo("The styles are built." if done else "The styles are up to date.")


if __name__ == "__main__":
    command()
