"""The events of erasure, as the log has them: pure, so that whoever reads a bundle judges them as we do."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.canonical import Field

ERASURES, PROPOSALS = "casework_erasure", "casework_erasureproposal"
"""Where both are recorded; an erasure's key is its proposal's."""
Gone = tuple[str, int, bytes]
"""(table, entry, commitment) of an erased entry."""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry that adds a proposal or an erasure: `index` is its place in the log, None while it waits for one."""

    index: int | None
    actor: str
    content: Mapping[str, str]


def event(index: int | None, header: Iterable[Field], fields: Iterable[Field]) -> Event:
    actor = next(value for name, _, value in header if name == "actor")
    return Event(index, actor, {name: value for name, _, value in fields})


def digest(gone: Iterable[Gone]) -> str:
    """Hex SHA-256 over a line an entry, `table:entry:commitment`, by table and entry: twin of erasing's."""
    lines = (f"{table}:{entry}:{commitment.hex()}\n" for table, entry, commitment in sorted(gone))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def fault(erasure: Event | None, proposal: Event | None, entries: int, found: str) -> str:
    """What is wrong with an erasure that took so many entries with this digest; the empty string if it is lawful."""
    if erasure is None:
        return "no erasure is recorded for them"
    if proposal is None:
        return "nobody proposed the erasure"
    if proposal.actor == erasure.actor or not _is_person(proposal) or not _is_person(erasure):
        return "it is not by two persons"
    if erasure.content.get("digest") != found or erasure.content.get("entries") != str(entries):
        return f"the erasure says {erasure.content.get('entries')} entries, {entries} are gone, or they are others"
    return ""


def _is_person(of: Event) -> bool:
    return of.actor.startswith("person:")
