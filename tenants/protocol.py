"""The shape of the management protocol: who may see, add and correct what, and under which login (design.md 3).

What it says stands in one place (settings.PROTOCOL); GRANTs are made from it, pages and API are checked against it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
class Party:
    """Who acts: a role of people, a council's system, or a process. `login` is the class of login it works under."""

    name: str
    title: str
    login: str


Parties = frozenset[Party]
NOBODY: Parties = frozenset()


@dataclass(frozen=True)
class Table:
    """One line of the protocol: `title` is what the table holds, in the field's words; `reason` why it is so."""

    name: str
    kind: Kind
    title: str
    capture: Capture
    reason: str
    see: Parties = NOBODY
    add: Parties = NOBODY
    correct: Parties = NOBODY
    remove: Parties = NOBODY

    def who(self, verb: Verb) -> Parties:
        found: Parties = getattr(self, verb.value)
        return found

    def verbs(self, party: str) -> frozenset[Verb]:
        """What the party of that name may do here."""
        return frozenset(verb for verb in Verb if any(one.name == party for one in self.who(verb)))

    def login_verbs(self, login: str) -> frozenset[Verb]:
        """What a class of login may do: all that any party which works under it may. The database knows no more."""
        return frozenset(verb for verb in Verb if any(one.login == login for one in self.who(verb)))

    @property
    def logins(self) -> frozenset[str]:
        return frozenset(party.login for verb in Verb for party in self.who(verb))


@dataclass(frozen=True)
class Right:
    """What a permission of pages and API reaches: names of tables by verb. Whoever holds it must have these lines."""

    title: str
    see: frozenset[str] = frozenset()
    add: frozenset[str] = frozenset()
    correct: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()

    def cells(self) -> Iterator[tuple[str, Verb]]:
        for verb in Verb:
            yield from ((table, verb) for table in getattr(self, verb.value))


@dataclass(frozen=True)
class Protocol:
    """Every table of every kind of house. `ledger_*` and `notifications_*` stand once a kind that has them.

    `rights` are the permissions by name, `held` which of them a party holds; parties without a line there are processes
    whose lines are all they have. `lobby` are the routes outside any house, each with why it is open.
    """

    tables: tuple[Table, ...]
    parties: tuple[Party, ...] = ()
    rights: Mapping[str, Right] = field(default_factory=dict)
    held: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lobby: Mapping[str, str] = field(default_factory=dict)

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

    @cached_property
    def by_name(self) -> dict[str, Party]:
        return {party.name: party for party in self.parties}
