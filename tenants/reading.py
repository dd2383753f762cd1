"""The protocol as people read it: sections of lines in plain words, all of it or one party's part."""

from collections.abc import Iterable
from dataclasses import dataclass

from tenants.kinds import Kind
from tenants.problems import NotFound
from tenants.protocol import Capture, Party, Protocol, Table, Verb

SECTIONS = {
    Kind.COUNCIL: (
        "A council’s house",
        "The council’s own facts, and what the service writes there about children.",
    ),
    Kind.REGION: ("A region’s house", "The service’s staff, allocations and diary. No council has a line here."),
    Kind.PANEL: ("A panel’s house", "Who arbitrates, what was sent there, what was determined."),
    Kind.PUBLIC: ("The directory", "Which institutions there are, and who signs in."),
}
CAPTURED = {
    Capture.FULL: "every write, with its actor",
    Capture.SELF: "each row is a record itself",
    Capture.NONE: "not needed",
}


class UnknownParty(NotFound):
    code = "unknown-party"
    title = "The protocol knows nobody of that name"


@dataclass(frozen=True, slots=True)
class Line:
    """`see`, `add`, `correct` and `remove` name who may, in the protocol's order."""

    title: str
    table: str
    see: tuple[str, ...]
    add: tuple[str, ...]
    correct: tuple[str, ...]
    remove: tuple[str, ...]
    captured: str
    reason: str


@dataclass(frozen=True, slots=True)
class Section:
    kind: Kind
    title: str
    about: str
    lines: tuple[Line, ...]


def party(protocol: Protocol, name: str) -> Party:
    """The party of that name; UnknownParty says which there are."""
    found = protocol.by_name.get(name)
    if found is None:
        raise UnknownParty(f"There is no {name!r}. These there are: {', '.join(protocol.by_name)}.")
    return found


def sections(protocol: Protocol, *, of: Party | None = None, kinds: Iterable[Kind] = SECTIONS) -> list[Section]:
    """The houses of these kinds; with `of`, only that party and the lines in which it stands."""
    found = []
    for kind in kinds:
        tables = [table for table in protocol.of(kind) if of is None or table.verbs(of.name)]
        if tables:
            found.append(Section(kind, *SECTIONS[kind], tuple(_line(protocol, table, of) for table in tables)))
    return found


def rights(protocol: Protocol, of: Party) -> list[str]:
    """What the party's permissions let it do in pages and API, in words; empty for processes."""
    return [protocol.rights[name].title for name in sorted(protocol.held.get(of.name, ()))]


def _line(protocol: Protocol, table: Table, of: Party | None) -> Line:
    def who(verb: Verb) -> tuple[str, ...]:
        may = table.who(verb)
        return tuple(one.title for one in protocol.parties if one in may and of in (None, one))

    return Line(
        table.title, table.name, who(Verb.SEE), who(Verb.ADD), who(Verb.CORRECT), who(Verb.REMOVE),
        CAPTURED[table.capture], table.reason,
    )  # fmt: skip
