"""What a move of a dispute answers with."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ledger.acts import Receipt

LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class MoveKept:
    """`id` is that of what was recorded: a closure, a consideration, a referral, a note."""

    id: UUID
    receipt: Receipt
