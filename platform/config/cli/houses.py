"""`iro panels|regions|councils add`, `councils add-all|list|check`, `migrate`."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable

import click
from django.conf import settings

from accounts.actor import Door, process
from accounts.permissions import Permission
from casework.actions import invent_children
from config.cli.joining import take_over
from config.cli.leaving import leave
from config.cli.login import under
from config.cli.progress import progress
from ledger.verify.installed import check_installed
from tenants import actions, catalogue, logins, queries, sandbox
from tenants.building import Outcome, Result
from tenants.models import House
from tenants.pins import Pin, pinned
from workforce.actions import diary

jobs = click.option(
    "--jobs", type=click.IntRange(1, 32), default=settings.MIGRATION_JOBS, show_default=True, help="Houses at a time."
)


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


councils.add_command(take_over)
councils.add_command(leave)


@councils.command("add")
@click.argument("code")
@click.option("--region", required=True, help="Code of the region that serves this council.")
@click.option("--name", default="", help="Only for a sandbox (9xx): the others have their own.")
@click.option("--require-mfa", is_flag=True, help="Everybody who enters needs a second factor.")
@under(logins.INSTALLER)
def add_council(code: str, region: str, name: str, require_mfa: bool) -> None:
    """A council by its DfE code, with its own schema, login and log."""
    _tell(actions.add_council(code, region=region, name=name, require_mfa=require_mfa))


@councils.command("reset-sandbox")
@click.argument("code")
@under(logins.INSTALLER)
def reset_sandbox(code: str) -> None:
    """Make a sandbox council (9xx) anew: whatever is in it goes, invented children come. Clients and people stay."""
    built = sandbox.make_anew(queries.council(code))
    with pinned(queries.region_of(built).own_pin()):
        diary.forget_council(code)
    actor = process("iro councils reset-sandbox", Permission.CASE_SUBMIT, Permission.CASE_VIEW_ALL, door=Door.COMMAND)
    with pinned(built.own_pin()):
        invented = invent_children(actor=actor)
    click.echo(f"{built.name} is new, with {len(invented)} invented children; its log is {built.origin}.")


@councils.command("add-all")
@click.option("--panel", required=True, help="Code of the panel that determines these regions' disputes.")
@jobs
@under(logins.INSTALLER)
def add_all_councils(panel: str, jobs: int) -> None:
    """England's nine regions and all 153 councils; run again, it goes on with what is missing."""
    houses = actions.england(panel)
    _finish("Building", len(houses), lambda on_result: actions.add_all(houses, jobs, on_result))


@councils.command("list")
@under(logins.MIGRATOR)
def list_councils() -> None:
    """Every council: code, name, region, state, and what became of the last run at its tables."""
    for build in queries.builds(House.objects.councils()):
        house, last = (
            build.house,
            build.failure or ("" if build.state == build.State.DONE else build.get_state_display()),
        )
        region = house.region.code if house.region else ""
        click.echo(f"{house.code}  {house.name:<40} {region:<20} {house.state} {last}".rstrip())


@councils.command("check")
@click.argument("codes", nargs=-1)
@under(logins.MIGRATOR)
def check_houses(codes: tuple[str, ...]) -> None:
    """Compare the live catalogue with what is declared: roles and directory, and houses (all, or these councils).

    In a house: tables, grants, owners, and every function and trigger of capture to the letter.
    """
    differing = 0 if codes else _differs("roles and directory", map(str, catalogue.installation_differences()))
    for house in queries.houses():
        if not codes or house.code in codes:
            with pinned(house.pin(logins.MIGRATOR, roams=True)):
                found = [f"{one.table}: {one.detail}" for one in check_installed(house)]
                if _differs(house.title, found):
                    actions.doubt(house)
                    differing += 1
    sys.exit(1 if differing else 0)


def _differs(what: str, differences: Iterable[str]) -> int:
    found = list(differences)
    click.echo(f"{what}: {'as declared' if not found else f'{len(found)} differences'}")
    for difference in found:
        click.echo(f"  {difference}")
    return bool(found)


@click.command()
@jobs
@under(logins.MIGRATOR)
def migrate(jobs: int) -> None:
    """Bring every house to the newest tables; one that fails does not stop the rest (public: `iro install`)."""
    _finish("Migrating", House.objects.count(), lambda on_result: actions.migrate_all(jobs, on_result))


def _finish(label: str, total: int, run: Callable[[Callable[[Result], None]], list[Result]]) -> None:
    """A bar on the way, then who is left behind and why; exit status 1 if anybody is."""
    with progress(total, label) as bar:
        results = run(lambda result: bar.step(result.house.title))
    for result in results:
        if result.outcome in (Outcome.BUSY, Outcome.FAILED):
            click.echo(str(result))
    counted = Counter(result.outcome for result in results)
    click.echo(
        f"{', '.join(f'{counted[outcome]} {outcome}' for outcome in Outcome if counted[outcome]) or 'Nothing to do'}."
    )
    sys.exit(1 if counted[Outcome.FAILED] or counted[Outcome.BUSY] else 0)


def _tell(house: House) -> None:
    with pinned(Pin(logins.INSTALLER)):
        click.echo(f"{house.name} ({house.title}) is {house.state}.")
