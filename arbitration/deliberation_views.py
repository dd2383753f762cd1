"""The words of those who sit, read from their rows. Whoever asks for them must sit: see `sight.referral_sat_on`."""

from accounts.actor import Actor
from arbitration.deliberation import Word
from arbitration.models import Deliberation, Draft, Referral
from arbitration.shapes import DraftText
from ledger.sealed import sha256_of


def draft_of(referral: Referral) -> tuple[DraftText, str]:
    """The working text as it is, empty before it is begun, and the SHA-256 on which opinions are given."""
    kept = Draft.objects.filter(referral=referral).first()
    text = DraftText.of(kept) if kept else DraftText()
    return text, sha256_of(text.as_dict())


def words_of(referral: Referral, actor: Actor) -> tuple[Word, ...]:
    """Of those who sit now, in order; what somebody said who has left is between them and nobody."""
    _, sha256 = draft_of(referral)
    rows = Deliberation.objects.filter(seat__referral=referral, seat__vacancy=None).select_related("seat__arbitrator")
    ordered = sorted(rows, key=lambda one: (one.said_on, one.number))
    return tuple(
        Word(
            one.seat_id, one.seat.arbitrator.name, one.kind, one.text, one.said_on, one.draft_sha256 == sha256,
            actor.person_id is not None and one.seat.arbitrator.person_id == actor.person_id,
        )
        for one in ordered
    )  # fmt: skip
