"""The epochs of a log: each opened by a leaf that hides nothing, and none by anything else."""

from collections.abc import Iterator
from dataclasses import dataclass

from ledger import log, witness_client
from ledger.faults import Fault
from ledger.notes import parse_checkpoint, parse_note
from ledger.signer_memory import recall
from ledger.verify.findings import Finding, Summary
from ledger.witnesses import configured
from tenants.models import House
from tenants.sql import rows


@dataclass(frozen=True, slots=True)
class Opened:
    """What a row of `ledger_epoch` says: of the `last` leaves that its forerunner signed, `kept` are still here."""

    number: int
    origin: str
    last: int
    kept: int

    @property
    def lost(self) -> int:
        return max(self.last - self.kept, 0)


def opened() -> list[Opened]:
    """Of the pinned house, in order."""
    found = rows("SELECT number, last_origin, last_size, kept_size FROM ledger_epoch ORDER BY number")
    return [Opened(*row) for row in found]


def check_epochs(house: House, summary: Summary) -> Iterator[Finding]:
    """As many as the house's name says, each after what signer and witnesses remember of the one before."""
    found = opened()
    if [one.number for one in found] != list(range(2, house.epoch + 1)):
        detail = f"the house is in epoch {house.epoch}, its log opened {[one.number for one in found]}"
        yield Finding("epoch-unexplained", house.title, "ledger_epoch", detail=detail)
    for one in found:
        if one.lost:
            lost = f"{one.lost} leaves of {one.origin}, from number {one.kept} on"
            summary.notes.append(f"epoch {one.number} was opened after a restore that lost {lost}")
        for who, size, root in _remembered(one.origin):
            if size > one.last and not _is_here(size, root):
                detail = f"it says that {one.origin} had {one.last} leaves, {who} saw {size}"
                yield Finding("epoch-hides-loss", house.title, "ledger_epoch", str(one.number), detail)


def _is_here(size: int, root: bytes) -> bool:
    """Whether the log begins with the tree of that head."""
    return size <= log.size() and log.tree(size).root(size) == root


def _remembered(origin: str) -> Iterator[tuple[str, int, bytes]]:
    """(who, size, root) of the last head of a log that has ended. A witness that is away is asked the next time."""
    before = recall(origin)
    if before and before.size:
        yield "the signer", before.size, bytes.fromhex(before.root)
    for witness in configured():
        try:
            note = witness_client.latest(witness.url, origin)
            if note:
                checkpoint = parse_checkpoint(parse_note(note).text)
                yield witness.key.name, checkpoint.size, checkpoint.root
        except Fault:
            continue
