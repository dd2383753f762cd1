"""`python -m infra.embedded start|status|env|stop|remove`."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import click

from infra import embedded

HOME = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that keeps the services [default: IRO_HOME, or var here].",
)


@click.group(help="PostgreSQL and Valkey for this machine.")
def commands() -> None:
    """The group that the verbs below hang on."""


@commands.command(help="Start what doesn't run yet.")
@HOME
@click.option("--fast", is_flag=True, help="For tests: a crash of the machine may lose data.")
def start(home: Path | None, fast: bool) -> None:
    embedded.start(home, fast=fast, on_progress=click.echo)


@commands.command(help="Say what runs; exit status 3 if something doesn't.")
@HOME
def status(home: Path | None) -> None:
    shown = embedded.status(home)
    for service in shown:
        click.echo(f"{service.name:<11}{service.state:<9}{service.detail}")
    if any(service.state in {"stopped", "failing"} for service in shown):
        raise click.exceptions.Exit(3)


@commands.command(help="Print the addresses with their passwords, for `eval` in a shell.")
@HOME
def env(home: Path | None) -> None:
    services = embedded.find(home)
    if services is None:
        raise click.ClickException("They don't run. Start them: python -m infra.embedded start")
    click.echo(f"export DATABASE_URL={shlex.quote(services.database_url)}")
    click.echo(f"export CELERY_BROKER_URL={shlex.quote(services.broker_url)}")


@commands.command(help="Stop what was started here; data stays.")
@HOME
def stop(home: Path | None) -> None:
    click.echo(f"Stopped: {', '.join(embedded.stop(home)) or 'nothing was running'}")


@commands.command(help="Stop, and delete all data for good.")
@HOME
@click.confirmation_option(prompt="Delete the database and the broker's data for good?")
def remove(home: Path | None) -> None:
    embedded.remove(home)


def main(run: Callable[[], object] = commands) -> None:
    """Run the command line; a need that isn't met is told in words, with exit status 1."""
    try:
        run()
    except embedded.EmbeddedError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
