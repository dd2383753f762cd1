"""The shape of the management protocol's table of grants: who may see, add and correct what (design.md 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tenants.kinds import Kind


class Verb(StrEnum):
    SEE = "see"
    ADD = "add"
    CORRECT = "correct"
    REMOVE = "remove"

    @property
    def privilege(self) -> str:
        return {"see": "SELECT", "add": "INSERT", "correct": "UPDATE", "remove": "DELETE"}[self]


class Capture(StrEnum):
    """FULL: a history row and a leaf for every write. SELF: the row is its own history. NONE: needs its reason."""

    FULL = "full"
    SELF = "self"
    NONE = "none"


@dataclass(frozen=True)
class Table:
    """One line of the protocol. `grants` maps a class of login to its verbs, e.g. {"council": "see add correct"}."""

    name: str
    kind: Kind
    capture: Capture
    grants: Mapping[str, str]
    reason: str

    def verbs(self, login_class: str) -> frozenset[Verb]:
        return frozenset(Verb(verb) for verb in self.grants.get(login_class, "").split())


@dataclass(frozen=True)
class Protocol:
    """Every table of every kind of house. `ledger_*` and `notifications_*` stand once a kind that has them."""

    tables: tuple[Table, ...]

    @cached_property
    def by_kind(self) -> dict[Kind, dict[str, Table]]:
        found: dict[Kind, dict[str, Table]] = {kind: {} for kind in Kind}
        for table in self.tables:
            if table.name in found[table.kind]:
                raise ValueError(f"{table.name} stands twice in the protocol")
            found[table.kind][table.name] = table
        return found

    def of(self, kind: Kind) -> Iterable[Table]:
        return self.by_kind[kind].values()
