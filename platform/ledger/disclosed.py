"""What `iro-verify` says of a disclosed bundle: its words up to its root, and its receipts up to the signed log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ledger import disclosure
from ledger.disclosure import REASONS, Counted
from ledger.faults import RefusedError
from ledger.policy import Policy
from ledger.tree import ProofError, verify_inclusion
from ledger.trust import trust


@dataclass(frozen=True, slots=True)
class DisclosureVerdict:
    """`proved` receipts stand in the log under the head that the bundle names, `waiting` weren't numbered when it was
    made; both None where no policy was given. `same`: another version, given beside it, is of the same set."""

    counted: Counted
    proved: int | None
    waiting: int | None
    same: bool

    def as_json(self) -> dict[str, object]:
        """The verdict as plain data."""
        found = self.counted
        return {
            "ok": True,
            "version": found.version,
            "reference": found.reference,
            "root": found.root,
            "documents": found.documents,
            "pages": found.pages,
            "shown": found.shown,
            "withheld": dict(found.withheld),
            "receipts_proved": self.proved,
            "receipts_waiting": self.waiting,
            "same_set": self.same,
        }

    def as_text(self) -> str:
        """The verdict in words."""
        found = self.counted
        lines = [
            f"VERIFIED: the {found.version} version of the bundle of {found.reference}",
            f"  root      {found.root}",
            f"  holds     {found.documents} documents on {found.pages} pages, in {found.shown} pieces",
            *(f"  withheld  {times} for {REASONS[reason]}" for reason, times in found.withheld),
            *([f"  receipts  {self.proved} proved in the signed log"] if self.proved is not None else []),
            *([f"            {self.waiting} not numbered when it was made"] if self.waiting else []),
            *(["  another   version is of the same set"] if self.same else []),
        ]
        return "\n".join([*lines, "", *self.paragraphs()]) + "\n"

    def paragraphs(self) -> list[str]:
        """What is proved, and what isn't."""
        return [
            "Proved: these are the words, titles, pages and reasons of the set with this root. Each version of it has "
            "this root; what one withholds is committed to in it.",
            "Not proved: that it is the set of this dispute (compare the root with the one in the log or on the page), "
            "nor that what it says is true."
            + ("" if self.proved is not None else " The receipts weren't looked at: give --policy."),
        ]


def verify(
    content: Mapping[str, Any], policy: Policy | None = None, against: Mapping[str, Any] | None = None
) -> DisclosureVerdict:  # fmt: skip
    """Check a version; with a policy its receipts too, and that `against` is a version of the same set.

    Raises RefusedError, those of trust, NoteError.
    """
    counted = disclosure.verify(content)
    if against is not None:
        disclosure.verify(against)
        disclosure.same_set(content, against)
    proved, waiting = _receipts(content, policy) if policy is not None else (None, None)
    return DisclosureVerdict(counted, proved, waiting, against is not None)


def _receipts(content: Mapping[str, Any], policy: Policy) -> tuple[int, int]:
    try:
        receipts = [(one["number"], receipt) for one in content["documents"] for receipt in one["receipts"]]
        placed = [(number, one) for number, one in receipts if one["index"] is not None]
        if not placed:
            return 0, len(receipts)
        head = trust(content["cover"]["head"], policy).checkpoint
        for number, one in placed:
            path = [bytes.fromhex(step) for step in one["path"]]
            _ensure_placed(bytes.fromhex(one["leaf"]), one["index"], head.size, path, head.root, number)
        return len(placed), len(receipts) - len(placed)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise RefusedError("disclosure-unreadable", f"its receipts can't be read: {wrong}") from wrong


def _ensure_placed(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes, number: int) -> None:
    try:
        verify_inclusion(leaf, index, size, path, root)
    except ProofError as wrong:
        message = f"a receipt isn't in the signed log: {wrong}"
        raise RefusedError("receipt-not-proved", message, document=number) from wrong
