"""After a determination was issued: its arbitrator puts slips right, asked by a side or not. It stays as it is.

A correction is an event of its own; granting, refusing and numbering wait for each other at the draft's row, the only
one here that the arbitrator may lock.
"""

from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.models import Determination, Draft, SlipCorrection, SlipRefusal, SlipRequest
from arbitration.shapes import SentSlip
from arbitration.sight import referral_here, referral_presided
from ledger import slips
from ledger.acts import Receipt, act
from ledger.sealed import sha256_of
from ledger.slips import Slip
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins
from timetable.queries import england


def take_in_slip(sent: SentSlip, *, actor: Actor) -> None:
    """Keep a side's request as it arrived. The same one twice changes nothing. Raises NotFound, Invalid, SlipsOver."""
    actor.ensure(Permission.ARBITRATION_RUN)
    rules.ensure_side(sent.side)
    issued = _issued(referral_here(sent.referral_id, sent.council).id)
    if SlipRequest.objects.filter(id=sent.request_id).exists():
        return
    _ensure_in_time(issued, sent.asked_on)
    twice = rules.SlipDecided("The same request came twice at one moment.")
    with first_wins(twice), act(actor, "take in a request to correct a slip"):
        SlipRequest(
            id=sent.request_id, determination=issued, side=sent.side, passage=sent.slip.passage, words=sent.slip.words,
            reading=sent.slip.reading, reason=sent.reason, asked_by=sent.asked_by, asked_on=sent.asked_on,
        ).save(force_insert=True)  # fmt: skip


def correct_slip(referral_id: UUID, slip: Slip, reason: str, *, actor: Actor) -> tuple[SlipCorrection, Receipt]:
    """Put right what the arbitrator saw without being asked, within the days for slips.

    By whoever presides (NotFound for others). Raises SlipsOver, NotASlip, Invalid (no reason).
    Publishes SLIP_CORRECTED.
    """
    referral_presided(referral_id, actor)
    rules.ensure_filled(reason=reason)
    with first_wins(_MEANWHILE), act(actor, "correct a slip") as change:
        issued = _locked(referral_id)
        _ensure_in_time(issued, clock.today())
        kept = _correct(issued, slip, reason, None, actor)
    return kept, change.receipt


def grant_slip(request_id: UUID, *, actor: Actor) -> tuple[SlipCorrection, Receipt]:
    """Put right what a side asked for, in its words. A request that came in time is decided even when that is late.

    NotFound unless the actor presides over it. Raises SlipDecided, NotASlip. Publishes SLIP_CORRECTED.
    """
    with first_wins(_MEANWHILE), act(actor, "correct a slip as asked") as change:
        asked = _undecided(request_id, actor)
        slip = Slip(asked.passage, asked.words, asked.reading)
        kept = _correct(asked.determination, slip, asked.reason, asked, actor)
    return kept, change.receipt


def refuse_slip(request_id: UUID, reasons: str, *, actor: Actor) -> tuple[SlipRefusal, Receipt]:
    """Say why it is not put right. NotFound as above. Raises SlipDecided, Invalid. Publishes SLIP_REFUSED."""
    with first_wins(_MEANWHILE), act(actor, "refuse to correct a slip") as change:
        asked = _undecided(request_id, actor)
        rules.ensure_filled(reasons=reasons)
        kept = SlipRefusal(request=asked, reasons=reasons, refused_by=actor.name, refused_on=clock.today())
        kept.save(force_insert=True)
        publish(
            Tag.SLIP_REFUSED,
            _of(asked.determination)
            | {
                "request_id": str(asked.id),
                "reasons": reasons,
                "refused_by": actor.name,
                "refused_on": kept.refused_on.isoformat(),
            },
        )
    return kept, change.receipt


_MEANWHILE = rules.SlipDecided("Another correction was made at the same moment. Load the page again.")


def _correct(issued: Determination, slip: Slip, reason: str, asked: SlipRequest | None, actor: Actor) -> SlipCorrection:
    earlier = [one.content for one in issued.corrections.all()]
    rules.ensure_slip(slips.faults(issued.content, slips.sound(issued.content, earlier) or (), slip))
    number, today = len(earlier) + 1, clock.today()
    content = slips.compose(
        issued.sha256, number, slip, reason=reason.strip(), corrected_by=actor.name, corrected_on=today.isoformat()
    )
    kept = SlipCorrection(
        determination=issued, number=number, request=asked, content=content, sha256=sha256_of(content),
        corrected_on=today,
    )  # fmt: skip
    kept.save(force_insert=True)
    publish(
        Tag.SLIP_CORRECTED,
        _of(issued)
        | {
            "correction_id": str(kept.id),
            "request_id": str(asked.id) if asked else None,
            "content": content,
            "sha256": kept.sha256,
        },
    )
    return kept


def _of(issued: Determination) -> dict[str, object]:
    referral = issued.referral
    return {
        "referral_id": str(referral.id),
        "region": referral.region,
        "council": referral.council,
        "determination_id": str(issued.id),
    }


def _undecided(request_id: UUID, actor: Actor) -> SlipRequest:
    """Inside an act. Raises NotFound, SlipDecided."""
    asked = SlipRequest.objects.select_related("determination__referral").filter(id=request_id).first()
    if asked is None:
        raise NotFound()
    referral_presided(asked.determination.referral_id, actor)
    asked.determination = _locked(asked.determination.referral_id)
    if SlipCorrection.objects.filter(request=asked).exists() or SlipRefusal.objects.filter(request=asked).exists():
        raise rules.SlipDecided("What was decided first stands. Both sides can read it.")
    return asked


def _locked(referral_id: UUID) -> Determination:
    Draft.objects.select_for_update().filter(referral=referral_id).first()
    return _issued(referral_id)


def _issued(referral_id: UUID) -> Determination:
    found = Determination.objects.select_related("referral").filter(referral=referral_id).first()
    if found is None:
        raise NotFound()
    return found


def _ensure_in_time(issued: Determination, day: date) -> None:
    rules.ensure_in_time(rules.slips_limit(issued.issued_on, england()), day)
