"""`iro people invite`: a person, a role, a house."""

from datetime import date

import click

from accounts.actions import invite
from accounts.actor import Door, process
from accounts.permissions import Permission, Role, Side
from arbitration.actions import seat_arbitrator
from config.cli.login import under
from tenants import logins, queries
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.problems import Invalid
from workforce.actions import NewOfficer, employ


@click.group()
def people() -> None:
    """People and their roles."""


@people.command("invite")
@click.argument("email")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--house", default="", help="council/210, region/london or panel/national; none for an administrator.")
@click.option("--registration", default="", help="Social Work England number, for an IRO or an IRO manager.")
@click.option("--fte", type=float, default=1.0, show_default=True, help="Full-time equivalent, for an IRO.")
@click.option("--manager", default="", help="E-mail of the IRO's line manager: in the region, never in a council.")
@click.option("--password", default="", help="Only for trying things out; without it a link is mailed.")
@under(logins.INSTALLER)
def invite_person(
    email: str, name: str, role: str, house: str, registration: str, fte: float, manager: str, password: str
) -> None:
    """Give somebody a role in a house."""
    found = _house(house) if house else None
    chosen = Role(role)
    if chosen in (Role.IRO, Role.IRO_MANAGER) and not registration:
        raise Invalid("An IRO is a registered social worker: give --registration (reg 46).")
    person = invite(email, name, chosen, found, password=password or None)
    actor = process("iro people invite", Permission.WORKFORCE_MANAGE, Permission.ARBITRATION_RUN, door=Door.COMMAND)
    today = date.today()  # noqa: DTZ011  employment begins on the operator's own day
    if found is not None and chosen in (Role.IRO, Role.IRO_MANAGER):
        with pinned(found.own_pin()):
            employ(
                NewOfficer(person.id, name, email, registration, fte, chosen is Role.IRO, manager or None, today),
                actor=actor,
            )
    if found is not None and chosen is Role.ARBITRATOR:
        with pinned(found.own_pin()):
            seat_arbitrator(person.id, name, "", today, today.replace(year=today.year + 3, day=1), actor=actor)
    place = f" at {found.name}" if found else ""
    click.echo(f"{name} <{email}> is invited as {chosen.label}{place}; side: {Side(person.side)}.")


def _house(title: str) -> House:
    kind, _, code = title.partition("/")
    if kind not in (Kind.COUNCIL, Kind.REGION, Kind.PANEL):
        raise Invalid("A house is written council/210, region/london or panel/national.", errors={"house": title})
    return queries.house(Kind(kind), code)
