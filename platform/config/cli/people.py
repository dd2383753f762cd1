"""`iro people invite`: a person, a role, a house."""

from datetime import date
from decimal import Decimal

import click

from accounts.actions import invite
from accounts.actor import Door, process
from accounts.models import Person
from accounts.permissions import Permission, Role, Side
from arbitration.actions import seat_arbitrator
from arbitration.places import Discipline
from arbitration.rules import TERM_MONTHS
from config.cli.login import under
from tenants import clock, logins, queries
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.problems import Invalid
from timetable.rules import months_after
from workforce.actions import employ
from workforce.models import Officer
from workforce.shapes import NewOfficer


@click.group()
def people() -> None:
    """People and their roles."""


@people.command("invite")
@click.argument("email")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--house", default="", help="council/210, region/london or panel/national; none for an administrator.")
@click.option("--registration", default="", help="Social Work England number, for an IRO or an IRO manager.")
@click.option("--fte", type=Decimal, default=Decimal(1), show_default=True, help="Full-time equivalent, for an IRO.")
@click.option("--manager", default="", help="E-mail of the IRO's line manager: in the region, never in a council.")
@click.option("--background", default="", help="What an arbitrator has done before: it is published.")
@click.option(
    "--discipline", type=click.Choice([one.value for one in Discipline]), help="Of an arbitrator: for panels of three."
)
@click.option("--password", default="", help="Only for trying things out; without it a link is mailed.")
@under(logins.INSTALLER)
def invite_person(
    email: str,
    name: str,
    role: str,
    house: str,
    registration: str,
    fte: Decimal,
    manager: str,
    background: str,
    discipline: str | None,
    password: str,
) -> None:
    """Give somebody a role in a house."""
    found = _house(house) if house else None
    chosen = Role(role)
    _ensure_complete(chosen, registration, background)
    person = invite(email, name, chosen, found, password=password or None)
    if found is not None and chosen in (Role.IRO, Role.IRO_MANAGER):
        with pinned(found.own_pin()):
            _employ(person, registration, fte, chosen is Role.IRO, manager)
    if found is not None and chosen is Role.ARBITRATOR:
        with pinned(found.own_pin()):
            _seat(person, background, Discipline(discipline) if discipline else None)
    place = f" at {found.name}" if found else ""
    click.echo(f"{name} <{email}> is invited as {chosen.label}{place}; side: {Side(person.side)}.")


def _ensure_complete(role: Role, registration: str, background: str) -> None:
    if role in (Role.IRO, Role.IRO_MANAGER) and not registration:
        raise Invalid("An IRO is a registered social worker: give --registration (reg 46).")
    if role is Role.ARBITRATOR and not background:
        raise Invalid("The register says what an arbitrator has done before: give --background.")


def _employ(person: Person, registration: str, fte: Decimal, chairs_reviews: bool, manager: str) -> None:
    above = Officer.objects.filter(email__iexact=manager).first() if manager else None
    if manager and above is None:
        raise Invalid("Invite the line manager first, in the same region.", errors={"manager": manager})
    employ(
        NewOfficer(
            person_id=person.id,
            name=person.name,
            email=person.email,
            registration=registration,
            employed_from=clock.today(),
            fte=fte,
            chairs_reviews=chairs_reviews,
            manager_id=above.id if above else None,
        ),
        actor=process("iro people invite", Permission.WORKFORCE_MANAGE, door=Door.COMMAND),
    )


def _seat(person: Person, background: str, discipline: Discipline | None) -> None:
    """For the longest term that the panel's protocol allows."""
    today: date = clock.today()
    actor = process("iro people invite", Permission.ARBITRATION_RUN, Permission.ARBITRATION_VIEW, door=Door.COMMAND)
    seat_arbitrator(
        person.id, person.name, background, today, months_after(today, TERM_MONTHS), actor=actor, discipline=discipline
    )


def _house(title: str) -> House:
    kind, _, code = title.partition("/")
    if kind not in (Kind.COUNCIL, Kind.REGION, Kind.PANEL):
        raise Invalid("A house is written council/210, region/london or panel/national.", errors={"house": title})
    return queries.house(Kind(kind), code)
