"""The actions by which an installation is lived in. Imports models: infra.bench.scale.settled sets Django up first."""

from datetime import date
from decimal import Decimal

from accounts import actions as accounts
from accounts.actor import Door, process
from accounts.models import Person
from accounts.permissions import Permission, Role
from accounts.queries import enter
from api.v1.case_serializers import CaseIn
from casework import actions as casework
from casework.queries import waiting_proposals
from infra.bench.cases import case
from infra.bench.england import some
from infra.bench.scale.settled import CASES, DOZEN, EMAIL, PASSWORD, REGION, Settled
from notifications.relay import relay
from tenants import actions as tenants
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.provision import INSTALLER_PIN
from workforce.actions import employ
from workforce.shapes import NewOfficer

PANEL = "national"
JOBS = 3


class Living:
    def __init__(self, count: int) -> None:
        self._build(count)
        with pinned(INSTALLER_PIN):
            councils = list(House.objects.councils().select_related("region"))
            self.region = House.objects.get(kind=Kind.REGION, code=REGION)
            self.systems = {one.code: accounts.add_system(one, "Case system") for one in councils}
        self.councils = councils
        self.near = [one for one in councils if one.region_id == self.region.pk][:DOZEN]

    def _build(self, count: int) -> None:
        tenants.add_panel(PANEL, "National Panel")
        councils = [one for one in tenants.england(PANEL) if one.kind == Kind.COUNCIL]
        # London's first: the IRO works there.
        councils.sort(key=lambda one: one.region is None or one.region.code != REGION)
        houses = some(councils[:count], count)
        failed = [str(one) for one in tenants.add_all(houses, JOBS, lambda result: None) if one.failure]
        if failed:
            raise RuntimeError("\n".join(failed))

    def settled(self) -> Settled:
        self._employ()
        children = {one.code: self._cases(one) for one in self.near}
        for house in (*self.near, self.region):
            relay(house)
        for council in self.near:
            self._appoint(council)
            relay(council)
        systems = {code: (one.client_id, one.client_secret) for code, one in self.systems.items()}
        return Settled(systems, children)

    def _employ(self) -> None:
        with pinned(INSTALLER_PIN):
            person = accounts.invite(EMAIL, "Ada Fairweather", Role.IRO, self.region, password=PASSWORD)
        officer = NewOfficer(
            person_id=person.id, name=person.name, email=person.email, registration="SW100001",
            employed_from=date(2024, 1, 1), fte=Decimal(1), chairs_reviews=True, manager_id=None,
        )  # fmt: skip
        with pinned(self.region.own_pin()):
            employ(officer, actor=process("bench", Permission.WORKFORCE_MANAGE, door=Door.COMMAND))

    def _cases(self, council: House) -> list[str]:
        actor = process("bench", Permission.CASE_SUBMIT, door=Door.COMMAND)
        with pinned(council.own_pin()):
            made = [
                casework.submit_case(CaseIn.submission(case(f"scale-{number}", number)), actor=actor)
                for number in range(CASES)
            ]
        return [str(one.child_id) for one in made]

    def _appoint(self, council: House) -> None:
        with pinned(INSTALLER_PIN):
            email = f"director-{council.code}@example.org"
            accounts.invite(email, "Dora Singh", Role.DIRECTOR, council, password=PASSWORD)
            actor = enter(Person.objects.get(email=email), council, Door.COMMAND, "bench")
        with pinned(council.own_pin()):
            for waiting in waiting_proposals(actor=actor):
                casework.confirm_appointment(waiting.proposal.id, actor=actor)
