"""Who is at the door, and as whom they may enter a house. Run as the gate."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.actor import Actor, ActorKind, Door
from accounts.models import CouncilSystem, Membership, Person
from accounts.permissions import ROLE_PERMISSIONS, SYSTEM_PERMISSIONS, Permission, Role
from tenants.kinds import Kind
from tenants.models import House
from tenants.problems import NotFound


@dataclass(frozen=True, slots=True)
class Seat:
    """A role that a person holds in a house now."""

    role: Role
    house: House | None


def seats(person: Person) -> list[Seat]:
    """The person's present roles, the directory's house with each."""
    held = (
        Membership.objects.filter(person=person)
        .filter(Q(until=None) | Q(until__gt=timezone.now()))
        .select_related("house__region", "house__panel")
        .order_by("since")
    )
    return [Seat(Role(row.role), row.house) for row in held]


def enter(person: Person, house: House, door: Door, request: str) -> Actor:
    """The person as an actor in `house`: by a role there, or, in a council, by a role in the region that serves it."""
    roles = [seat.role for seat in seats(person) if _opens(seat, house)]
    if not roles:
        raise NotFound()
    permissions = frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
    return Actor(ActorKind.PERSON, str(person.id), person.name, door, permissions, roles[0].label, house.name, request)


def _opens(seat: Seat, house: House) -> bool:
    """An auditor's seat opens no house: what an auditor reads has a login of its own."""
    if seat.house is None or seat.role is Role.AUDITOR:
        return False
    if seat.house.pk == house.pk:
        return True
    return house.kind == Kind.COUNCIL and seat.house.kind == Kind.REGION and house.region_id == seat.house.pk


def enter_system(
    system: CouncilSystem, house: House, request: str, permissions: frozenset[Permission] = SYSTEM_PERMISSIONS
) -> Actor:
    """A council's system enters its own council and no other; elsewhere there is nothing."""
    if system.council_id != house.pk or system.revoked_at is not None:
        raise NotFound()
    return Actor(
        ActorKind.SYSTEM,
        str(system.pk),
        system.name,
        Door.API,
        permissions,
        "Council system",
        house.name,
        request,
    )


def email_of(person_id: UUID) -> str | None:
    """Where mail for this person goes; None for whoever no longer signs in."""
    return Person.objects.filter(pk=person_id, is_active=True).values_list("email", flat=True).first()


def emails_of(house: House, *roles: Role) -> list[str]:
    """Where mail for these roles in this house goes."""
    held: Any = Membership.objects.filter(house=house, role__in=roles, person__is_active=True).filter(
        Q(until=None) | Q(until__gt=timezone.now())
    )
    return sorted(set(held.values_list("person__email", flat=True)))
