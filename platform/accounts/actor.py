"""Who acts: the one shape that reaches every action, query and row of history (design.md 4)."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from accounts.permissions import Permission
from tenants.problems import NotPermitted


class ActorKind(StrEnum):
    PERSON = "person"
    SYSTEM = "system"
    PROCESS = "process"
    MIGRATION = "migration"


class Door(StrEnum):
    """Through which door an act came; recorded with it."""

    PAGE = "page"
    API = "api"
    COMMAND = "command"
    CLOCK = "clock"
    RELAY = "relay"


@dataclass(frozen=True, slots=True)
class Actor:
    """`key` is a person's or a client's uuid, or the name of a process. Permissions are those in the pinned house."""

    kind: ActorKind
    key: str
    name: str
    door: Door
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    role_title: str = ""
    house_name: str = ""
    request: str = ""

    @property
    def id(self) -> str:
        """As history keeps it, e.g. `person:0b6f…`."""
        return f"{self.kind}:{self.key}"

    @property
    def person_id(self) -> UUID | None:
        return UUID(self.key) if self.kind is ActorKind.PERSON else None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def ensure(self, permission: Permission) -> None:
        if not self.may(permission):
            raise NotPermitted(f"{self.role_title or self.name} may not {permission.verb}.")


def process(name: str, *permissions: Permission, door: Door = Door.CLOCK) -> Actor:
    """A process of the service itself, with no more permissions than it is given here."""
    return Actor(ActorKind.PROCESS, name, name, door, frozenset(permissions))
