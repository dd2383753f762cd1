"""`iro clients add|list|rotate|revoke --council CODE`: a council system's id and secret."""

import click

from accounts import actions
from accounts.models import CouncilSystem
from config.cli.login import under
from tenants import logins, queries

council_option = click.option("--council", required=True, help="The council's DfE code.")


@click.group()
def clients() -> None:
    """Councils' own systems, which sign in with a client id and a secret."""


@clients.command("add")
@council_option
@click.option("--name", default="Case system", show_default=True)
@under(logins.INSTALLER)
def add(council: str, name: str) -> None:
    """A new system, bound to this council. The secret is shown once."""
    _show(actions.add_system(queries.council(council), name))


@clients.command("list")
@council_option
@under(logins.INSTALLER)
def list_clients(council: str) -> None:
    """Ids, names and whether they still work."""
    for system in CouncilSystem.objects.filter(council=queries.council(council)).order_by("created"):
        click.echo(f"{system.client_id}  {system.name}  {'revoked' if system.revoked_at else 'works'}")


@clients.command("rotate")
@council_option
@click.argument("client_id")
@under(logins.INSTALLER)
def rotate(council: str, client_id: str) -> None:
    """A new secret; the old one and its tokens end at once."""
    _show(actions.rotate_system(queries.council(council), client_id))


@clients.command("revoke")
@council_option
@click.argument("client_id")
@under(logins.INSTALLER)
def revoke(council: str, client_id: str) -> None:
    """The system and its tokens end at once."""
    actions.revoke_system(queries.council(council), client_id)
    click.echo(f"{client_id} is revoked.")


def _show(credentials: actions.Credentials) -> None:
    click.echo(f"client_id:     {credentials.client_id}")
    click.echo(f"client_secret: {credentials.client_secret}")
    click.echo("The secret is not kept in the clear and can't be shown again.")
