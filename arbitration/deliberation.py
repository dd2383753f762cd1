"""How three determine: by a majority on one very draft; whoever dissents does so openly, with reasons. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from tenants.problems import Conflict, Invalid

REMARK: Final = "remark"
AGREE: Final = "agree"
DISSENT: Final = "dissent"
KINDS: Final = (REMARK, AGREE, DISSENT)


class NotAgreed(Conflict):
    code = "panel-not-agreed"
    title = "The panel has not agreed on this draft"


class DraftMoved(Conflict):
    code = "draft-moved"
    title = "The draft has been changed since you read it"


@dataclass(frozen=True, slots=True)
class Word:
    """What a member said. `on_draft`: whether the draft is still the one that they had read."""

    seat_id: UUID
    name: str
    kind: str
    text: str
    said_on: date
    on_draft: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class DeliberationView:
    """Of three who sit, for those three alone. An opinion is on the draft of `draft_sha256`."""

    words: tuple[Word, ...]
    draft_sha256: str
    open: bool


def opinion_of(seat_id: UUID, words: Sequence[Word]) -> Word | None:
    """The newest opinion of this member on the draft as it is; None before one, or after the draft was changed."""
    given = [one for one in words if one.seat_id == seat_id and one.kind != REMARK and one.on_draft]
    return given[-1] if given else None


def ensure_word(kind: str, text: str) -> None:
    """Raise Invalid unless it says something; agreeing needs no words."""
    if kind not in KINDS:
        raise Invalid(f"“{kind}” is no word of a member.", errors={"kind": f"Use {', '.join(KINDS)}."})
    if kind != AGREE and not text.strip():
        told = "Say why you dissent: it is published." if kind == DISSENT else "Say something."
        raise Invalid("Something is missing.", errors={"text": told})


def ensure_agreed(others: Sequence[tuple[UUID, str]], words: Sequence[Word]) -> tuple[Word, ...]:
    """The dissents, for the determination. `others`: (seat, name) of those who sit beside whoever presides.

    Raises NotAgreed while somebody has given no opinion on this very draft, or most of the panel dissent.
    """
    opinions = {name: opinion_of(seat_id, words) for seat_id, name in others}
    silent = [name for name, found in opinions.items() if found is None]
    if silent:
        raise NotAgreed(f"{' and '.join(silent)} gave no opinion on this draft. Every change of it asks for a new one.")
    dissents = tuple(one for one in opinions.values() if one is not None and one.kind == DISSENT)
    if dissents and 2 * len(dissents) > len(others):
        raise NotAgreed("Most of the panel dissent. Change the draft until two of three agree on it.")
    return dissents
