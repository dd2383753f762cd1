"""The cast of the tests: three councils in two regions, a panel each, and the people in them. Made once a run."""

from dataclasses import dataclass, field
from datetime import date

from accounts import actions as accounts
from accounts.actions import Credentials
from accounts.actor import Door, process
from accounts.models import Person
from accounts.permissions import Permission, Role
from accounts.queries import enter
from arbitration.models import Arbitrator
from ledger.acts import act
from tenants import actions as tenants
from tenants import provision
from tenants.models import House
from tenants.pins import pinned
from workforce.models import Officer

PASSWORD = "correct horse battery staple"
SOUTHWARK, BROMLEY, BURY = "210", "305", "351"

# email's local part → (name, role, house as kind/code)
PEOPLE = {
    "ada": ("Ada Fairweather", Role.IRO, "region/london"),
    "ben": ("Ben Okafor", Role.IRO, "region/london"),
    "mary": ("Mary Whitlock", Role.IRO_MANAGER, "region/london"),
    "hugo": ("Hugo Lindqvist", Role.HEAD_OF_SERVICE, "region/london"),
    "nora": ("Nora Byrne", Role.IRO, "region/north"),
    "pat": ("Pat Deacon", Role.COUNCIL_PRACTITIONER, "council/210"),
    "max": ("Max Adeyemi", Role.COUNCIL_MANAGER, "council/210"),
    "dora": ("Dora Singh", Role.DIRECTOR, "council/210"),
    "dee": ("Dee Osei", Role.DATA_PROTECTION_OFFICER, "council/210"),
    "bea": ("Bea Thornton", Role.COUNCIL_MANAGER, "council/305"),
    "bruce": ("Bruce Hallam", Role.DIRECTOR, "council/305"),
    "cleo": ("Cleo Marsh", Role.COUNCIL_MANAGER, "council/351"),
    "sara": ("Sara Quill", Role.ARBITRATION_SECRETARY, "panel/national"),
    "arno": ("Arno Vane", Role.ARBITRATOR, "panel/national"),
    "iris": ("Iris Coleman", Role.ARBITRATOR, "panel/national"),
    "otto": ("Otto Brandt", Role.AUDITOR, "region/london"),
    "root": ("Ruth Admin", Role.ADMINISTRATOR, ""),
}
OFFICERS = {"ada": "SW100001", "ben": "SW100002"}


@dataclass
class Cast:
    """What a test needs to know of the cast, by the names above. Houses and people are read anew in each database."""

    systems: dict[str, Credentials] = field(default_factory=dict)
    feeds: dict[str, Credentials] = field(default_factory=dict)

    def house(self, name: str) -> House:
        kind, code = name.split("/")
        with pinned(provision.INSTALLER_PIN):
            return House.objects.select_related("region", "panel").get(kind=kind, code=code)

    def person(self, name: str) -> Person:
        with pinned(provision.INSTALLER_PIN):
            return Person.objects.get(email=f"{name}@example.org")

    def actor(self, name: str, house: str, door: Door = Door.PAGE):
        """The person as the actor that the middleware would make of them in that house."""
        with pinned(provision.INSTALLER_PIN):
            return enter(self.person(name), self.house(house), door, "test")


def build() -> Cast:
    """Install everything in the database that DATABASE settings name. Run once, in the template."""
    provision.install_public(demo=False)
    tenants.add_panel("national", "National Panel of Arbitrators")
    tenants.add_panel("northern", "Northern Panel of Arbitrators")
    tenants.add_region("london", "London Independent Reviewing Service", panel="national")
    tenants.add_region("north", "Northern Independent Reviewing Service", panel="northern")
    for code, region in ((SOUTHWARK, "london"), (BROMLEY, "london"), (BURY, "north")):
        tenants.add_council(code, region=region)
    cast = Cast()
    _people(cast)
    _employ(cast)
    _seat_arbitrators(cast)
    return cast


def _people(cast: Cast) -> None:
    houses = {name: cast.house(name) for _, _, name in PEOPLE.values() if name}
    with pinned(provision.INSTALLER_PIN):
        for local, (name, role, house) in PEOPLE.items():
            accounts.invite(f"{local}@example.org", name, role, houses.get(house), password=PASSWORD)
        for code in (SOUTHWARK, BROMLEY, BURY):
            council = House.objects.get(kind="council", code=code)
            cast.systems[code] = accounts.add_system(council, f"Case system of {council.name}")
            cast.feeds[code] = accounts.add_system(council, f"Daily feed of {council.name}", {"feed"})


def _employ(cast: Cast) -> None:
    people = {name: cast.person(name) for name in ("mary", *OFFICERS)}
    london = cast.house("region/london")
    with pinned(london.own_pin()), act(process("cast", Permission.WORKFORCE_MANAGE), "the cast of the tests"):
        manager = _officer(people["mary"], "SW100000", None, chairs=False)
        for local, registration in OFFICERS.items():
            _officer(people[local], registration, manager)


def _officer(person: Person, registration: str, manager: Officer | None, *, chairs: bool = True) -> Officer:
    officer = Officer(
        person_id=person.id, name=person.name, email=person.email, registration=registration, fte=1,
        chairs_reviews=chairs, manager=manager, employed_from=date(2024, 1, 1),
    )  # fmt: skip
    officer.save(force_insert=True)
    return officer


def _seat_arbitrators(cast: Cast) -> None:
    people = [cast.person("arno"), cast.person("iris")]
    panel = cast.house("panel/national")
    with pinned(panel.own_pin()), act(process("cast", Permission.ARBITRATION_RUN), "the cast of the tests"):
        for person in people:
            Arbitrator(
                person_id=person.id, name=person.name, background="Former IRO", term_from=date(2024, 1, 1),
                term_until=date(2030, 1, 1),
            ).save(force_insert=True)  # fmt: skip
