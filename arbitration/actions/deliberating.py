"""Deliberation: a member says something to those who sit, agrees with the draft as it is, or dissents from it."""

from uuid import UUID

from accounts.actor import Actor
from arbitration import rules
from arbitration.deliberation import REMARK, DraftMoved, ensure_word
from arbitration.deliberation_views import draft_of
from arbitration.models import Deliberation, Determination, Seat
from arbitration.sight import referral_sat_on
from ledger.acts import Receipt, act
from tenants import clock
from tenants.problems import NotFound
from tenants.races import in_turn


def deliberate(referral_id: UUID, kind: str, text: str, draft_sha256: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """By whoever sits, before the determination; `kind` is of `deliberation.KINDS`, and an opinion is on the draft of
    this hash. Returns the word's id and the receipt. Nobody is told: those who sit read it.

    Raises NotFound, Invalid, AlreadyIssued, DraftMoved (an opinion on a draft that was changed meanwhile).
    """
    referral = referral_sat_on(referral_id, actor)
    ensure_word(kind, text)
    with act(actor, "deliberate") as change:
        in_turn("procedure", referral.id)
        if Determination.objects.filter(referral=referral).exists():
            raise rules.AlreadyIssued("Deliberation is over. What was said stays between those who sat.")
        seat = Seat.objects.sitting().of(actor.person_id).filter(referral=referral).first()
        if seat is None:
            raise NotFound("This draw was of an earlier release, and has no seat. Tell the secretary.")
        _, present = draft_of(referral)
        if kind != REMARK and draft_sha256 != present:
            raise DraftMoved("Read it again, then give your opinion on it.")
        said = Deliberation(
            seat=seat, number=_words(referral_id), kind=kind, text=text.strip(),
            draft_sha256=present, said_on=clock.today(),
        )  # fmt: skip
        said.save(force_insert=True)
    return said.id, change.receipt


def _words(referral_id: UUID) -> int:
    """The number of the next word about this referral: whoever speaks waits their turn."""
    return Deliberation.objects.filter(seat__referral=referral_id).count() + 1
