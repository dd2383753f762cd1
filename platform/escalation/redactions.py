"""What may be withheld from a bundle, and what must be so for it (domain.md 7.6, 8.4). Pure.

Neither side withholds anything alone: one proposes, the other, who has read the words already, checks. What is agreed
is left out of the open version. The panel reads it in the closed version, but for what is privileged: that is left out
of both, and only the side that wrote the document can claim it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from ledger.disclosure import PRIVILEGED, REASONS, Document, Withheld
from tenants.problems import Conflict, Invalid

LONGEST_WORDS: Final = 4000
LONGEST_WHY: Final = 2000


class NotRedactable(Invalid):
    code = "not-redactable"
    title = "This can't be withheld as it is proposed"


class AlreadyChecked(Conflict):
    code = "redaction-already-checked"
    title = "The redaction has been checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Words of a document (by its key) to be withheld, in its passage number `passage` from 1; blank: all of it.

    `reason` is of `ledger.disclosure.REASONS`; `why` says more, for the other side alone.
    """

    document: str
    passage: int
    words: str
    reason: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionView:
    """`side` proposed it; `agreed` is None until the other side has checked it."""

    id: UUID
    side: str
    document: str
    title: str
    passage: int
    label: str
    words: str
    reason: str
    reason_title: str
    why: str
    proposed_by: str
    proposed_on: date
    agreed: bool | None
    note: str
    checked_by: str
    checked_on: date | None


def ensure_proposed(given: Proposed, side: str, documents: Sequence[Document]) -> None:
    """Raise NotRedactable with every fault at once."""
    faults = _faults(given, side, {one.key: one for one in documents})
    if faults:
        raise NotRedactable(" ".join(faults.values()), errors=faults)


def _faults(given: Proposed, side: str, documents: Mapping[str, Document]) -> dict[str, str]:
    faults, document = {}, documents.get(given.document)
    if given.reason not in REASONS:
        faults["reason"] = f"Choose one of: {', '.join(REASONS)}."
    if not 0 < len(given.why.strip()) <= LONGEST_WHY:
        faults["why"] = f"Say why, in at most {LONGEST_WHY} characters. The other side reads it, the panel doesn't."
    if document is None:
        return faults | {"document": "The bundle has no such document. Choose one of its index."}
    if given.reason == PRIVILEGED and document.side != side:
        faults["reason"] = "Only whoever wrote a document can claim privilege in it."
    if not 1 <= given.passage <= len(document.passages):
        return faults | {"passage": f"The document has passages 1 to {len(document.passages)}."}
    times = document.passages[given.passage - 1].text.count(given.words) if given.words else 1
    if times != 1 or len(given.words) > LONGEST_WORDS or (given.words and not given.words.strip()):
        faults["words"] = f"These words stand {times} times in the passage. Quote as much as stands there exactly once."
    return faults


def withheld(agreed: Sequence[Proposed], documents: Sequence[Document]) -> tuple[Withheld, ...]:
    """Where the words stand that both sides agreed on."""
    texts = {(one.key, at): passage.text for one in documents for at, passage in enumerate(one.passages, start=1)}
    return tuple(_place(one, texts[one.document, one.passage]) for one in agreed)


def _place(one: Proposed, text: str) -> Withheld:
    start = text.index(one.words)
    return Withheld(one.document, one.passage - 1, start, start + len(one.words or text), one.reason)
