"""`iro panels|regions|councils add`, `councils list|check`, `migrate`."""

import sys

import click

from config.cli.login import under
from tenants import actions, catalogue, logins, queries
from tenants.models import House
from tenants.pins import Pin, pinned


@click.group()
def panels() -> None:
    """Bodies of arbitrators."""


@panels.command("add")
@click.argument("code")
@click.argument("name")
@under(logins.INSTALLER)
def add_panel(code: str, name: str) -> None:
    """A panel with its own schema, login and log."""
    _tell(actions.add_panel(code, name))


@click.group()
def regions() -> None:
    """Regional IRO services."""


@regions.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--panel", required=True, help="Code of the panel that determines this region's disputes.")
@under(logins.INSTALLER)
def add_region(code: str, name: str, panel: str) -> None:
    """A region with its own schema, login, auditor and log."""
    _tell(actions.add_region(code, name, panel=panel))


@click.group()
def councils() -> None:
    """Councils whose children the service reviews."""


@councils.command("add")
@click.argument("code")
@click.option("--region", required=True, help="Code of the region that serves this council.")
@click.option("--name", default="", help="Only for a sandbox (9xx): the others have their own.")
@click.option("--require-mfa", is_flag=True, help="Everybody who enters needs a second factor.")
@under(logins.INSTALLER)
def add_council(code: str, region: str, name: str, require_mfa: bool) -> None:
    """A council by its DfE code, with its own schema, login and log."""
    _tell(actions.add_council(code, region=region, name=name, require_mfa=require_mfa))


@councils.command("list")
@under(logins.GATE)
def list_councils() -> None:
    """Every council: code, name, region, state."""
    for house in House.objects.councils().select_related("region"):
        region = house.region.code if house.region else ""
        click.echo(f"{house.code}  {house.name:<40} {region:<20} {house.state} {house.failure}".rstrip())


@councils.command("check")
@click.argument("codes", nargs=-1)
@under(logins.MIGRATOR)
def check_houses(codes: tuple[str, ...]) -> None:
    """Compare the live catalogue of houses (all, or these councils) with the protocol."""
    houses = [house for house in queries.houses() if not codes or house.code in codes]
    differing = 0
    for house in houses:
        with pinned(house.pin(logins.MIGRATOR, roams=True)):
            found = catalogue.differences(house)
        differing += bool(found)
        click.echo(f"{house.title}: {'as declared' if not found else f'{len(found)} differences'}")
        for difference in found:
            click.echo(f"  {difference}")
    sys.exit(1 if differing else 0)


@click.command()
@under(logins.MIGRATOR)
def migrate() -> None:
    """Bring every house to the newest tables; one that fails does not stop the rest (public: `iro install`)."""
    failed = actions.migrate_all(lambda house, state: click.echo(f"{house.title}: {state}"))
    sys.exit(1 if failed else 0)


def _tell(house: House) -> None:
    with pinned(Pin(logins.INSTALLER)):
        click.echo(f"{house.name} ({house.title}) is {house.state}.")
