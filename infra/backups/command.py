"""`iro backup FOLDER` and `iro restore FOLDER`."""

from pathlib import Path

import click

from config.cli.login import under
from infra.backups import making, restoring
from ledger.epochs import Opened
from tenants import logins

_LISTED = 10
folder = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


@click.command()
@folder
@under(logins.INSTALLER)
def backup(folder: Path) -> None:
    """Write a backup of everything into FOLDER, while work goes on. It holds children's data."""
    made = making.make(folder, _say)
    click.echo(f"{folder}: {len(made.houses)} houses of “{made.installation}”, as of {made.made_at}.")
    click.echo("Not in it: the secrets and the signer's folder. Keep IRO_HOME/secrets apart, and never with a backup.")


@click.command()
@folder
@under(logins.INSTALLER)
def restore(folder: Path) -> None:
    """Restore the backup in FOLDER into an empty database. Each log begins a new epoch that lists what was lost."""
    for one in restoring.restore(folder, _say):
        _tell(one)
    click.echo("Next: start `iro worker`, have the witnesses enrol the new keys, and run `iro ledger verify`.")


def _say(what: str) -> None:
    click.echo(f"  {what} …")


def _tell(one: Opened) -> None:
    lost = f"{one.missing} leaves LOST" if one.missing else "nothing lost"
    click.echo(f"{one.house.title}: epoch {one.number}, {one.kept} leaves here of {one.last.size} signed: {lost}")
    for index, leaf, table, change in one.lost[:_LISTED]:
        click.echo(f"    leaf {index}: {table}, change {change}, {leaf}")
    if len(one.lost) > _LISTED:
        click.echo(f"    … and {len(one.lost) - _LISTED} more, in the house's ledger_epoch")
