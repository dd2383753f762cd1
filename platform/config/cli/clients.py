"""`iro clients add|list|rotate|revoke --council CODE`: a council system's id and secret."""

import click
from django.conf import settings

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
@click.option("--scope", "scopes", multiple=True, default=["cases"], show_default=True, help="What it may do.")
@click.option("--feed", is_flag=True, help="The sender of the department's daily feed: the scope `feed` and a key.")
@under(logins.INSTALLER)
def add(council: str, name: str, scopes: tuple[str, ...], feed: bool) -> None:
    """A new system, bound to this council. The secret is shown once."""
    _show(council, actions.add_system(queries.council(council), name, {actions.FEED} if feed else set(scopes)))


@clients.command("list")
@council_option
@under(logins.INSTALLER)
def list_clients(council: str) -> None:
    """Ids, names, whether they still work, and what they were granted."""
    for system in CouncilSystem.objects.filter(council=queries.council(council)).order_by("created"):
        state = "revoked" if system.revoked_at else "works"
        click.echo(f"{system.client_id}  {system.name}  {state}  {system.scopes}")


@clients.command("rotate")
@council_option
@click.argument("client_id")
@under(logins.INSTALLER)
def rotate(council: str, client_id: str) -> None:
    """A new secret; the old one and its tokens end at once."""
    _show(council, actions.rotate_system(queries.council(council), client_id))


@clients.command("revoke")
@council_option
@click.argument("client_id")
@under(logins.INSTALLER)
def revoke(council: str, client_id: str) -> None:
    """The system and its tokens end at once."""
    actions.revoke_system(queries.council(council), client_id)
    click.echo(f"{client_id} is revoked.")


def _show(council: str, credentials: actions.Credentials) -> None:
    click.echo(f"client_id:     {credentials.client_id}")
    click.echo(f"client_secret: {credentials.client_secret}")
    if credentials.supplier_key:
        _show_feed(council, credentials.supplier_key)
    click.echo("The secret is not kept in the clear and can't be shown again.")


def _show_feed(council: str, supplier_key: str) -> None:
    """What a council changes in the sender that it has, in the names of its configuration."""
    click.echo(f"supplier_key:  {supplier_key}")
    click.echo(f"scope:         api://{settings.INSTALLATION}/.default")
    click.echo(f"token_endpoint: {settings.SITE_URL}/oauth2/v2.0/token")
    click.echo(f"api_endpoint:  {settings.SITE_URL}/feeds/dfe/v0.8")
    click.echo(f"la_code:       {council}")
