"""The draw of arbitrators: once an urn, and recorded so that anybody can do it again."""

from datetime import date
from uuid import UUID

from arbitration.actions.orders import disclose
from arbitration.actions.urns import of_urn
from arbitration.conflicts import OFTEN
from arbitration.models import Arbitrator, DeclaredConflict, Determination, Draw, Referral, SealedShare, Seat, Urn
from ledger.draws import Share, record_of
from notifications.actions import publish
from notifications.tags import Tag
from timetable.rules import months_after


def draw(urn: Urn, today: date) -> Draw:
    """Inside an act: from the urn by the seed that everybody's share is in. Publishes PANEL_DRAWN with the record."""
    shares = [_share(sealed) for sealed in urn.sealed.select_related("opened")]
    record = record_of(urn.content, urn.panel_share.share, shares)
    drawn = Draw(
        referral=urn.referral, urn=urn, arbitrator_id=UUID(record["drawn"][0]["id"]), seed=record["seed"],
        drawn_on=today, record=record, candidates=urn.content["candidates"], excluded=urn.content["excluded"],
    )  # fmt: skip
    drawn.save(force_insert=True)
    for one in record["drawn"]:
        Seat(
            referral=urn.referral, draw=drawn, place=one["place"], arbitrator_id=UUID(one["id"]), taken_on=today
        ).save(force_insert=True)  # fmt: skip
    publish(Tag.PANEL_DRAWN, {**of_urn(urn), "record": record, "drawn_on": today.isoformat()})
    _disclose(drawn, today)
    return drawn


def _disclose(drawn: Draw, today: date) -> None:
    """What whoever was drawn has declared about this council, both sides read with the draw."""
    ties = DeclaredConflict.objects.present(today).to_disclose().filter(council=drawn.referral.council)
    for tie in ties.filter(arbitrator__seats__draw=drawn).select_related("arbitrator").order_by("declared_on", "id"):
        disclose(drawn.referral, tie.arbitrator, tie.reason, tie.circumstance)
    for seat in drawn.seats.select_related("arbitrator").order_by("place"):
        _disclose_often(drawn.referral, seat.arbitrator, today)


def _disclose_often(referral: Referral, arbitrator: Arbitrator, today: date) -> None:
    """What nobody need declare: the panel knows itself how often they determined for this council."""
    since = months_after(today, -12)
    count = Determination.objects.filter(
        referral__council=referral.council, referral__seats__arbitrator=arbitrator, referral__seats__vacancy=None,
        issued_on__gt=since,
    ).count()  # fmt: skip
    if count > OFTEN:
        told = f"Determined {count} disputes of this council in the last 12 months."
        disclose(referral, arbitrator, told, "often")


def _share(sealed: SealedShare) -> Share:
    opened = getattr(sealed, "opened", None)
    return Share(sealed.side, sealed.commitment, opened.share if opened else "")
