"""What councils' houses post to a panel, and the reading of what came of it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection

from accounts.actor import Actor, Door, process
from accounts.permissions import Permission
from arbitration import queries
from arbitration.models import (
    Arbitrator,
    CouncilAnswer,
    DeclaredConflict,
    Determination,
    Draft,
    Draw,
    OpenedShare,
    PanelShare,
    PartyStatement,
    Referral,
    SealedShare,
    Seat,
    SharesCalled,
    Urn,
    Vacancy,
)
from arbitration.shapes import DraftItem, DraftText, ReferralView
from config.subscriptions import SUBSCRIPTIONS
from ledger.acts import act
from ledger.draws import commitment
from ledger.sealed import sha256_of
from notifications.actions import publish
from notifications.events import Event
from notifications.models import Delivery, OutboxEvent
from notifications.relay import relay
from notifications.tags import Tag
from tenants.kinds import Kind
from tenants.pins import pinned
from timetable.rules import LONDON

SECRETARIAT = process("secretariat", Permission.ARBITRATION_RUN, Permission.ARBITRATION_VIEW, door=Door.COMMAND)
BUNDLE = {
    "dispute": {"description": "No placement near school", "child_wishes": "I want to stay at Zoë’s school."},
    "decisions": [{"text": "Find a placement within 20 miles", "due_on": "2026-10-01"}],
}
TABLES = (
    Arbitrator, DeclaredConflict, Referral, Urn, PanelShare, SealedShare, SharesCalled, OpenedShare, Draw,
    Seat, Vacancy, PartyStatement, Draft, Determination, CouncilAnswer,
)  # fmt: skip
SIDES = ("council", "service")
SHARE = "3 6 1 1 5 2"


def post(cast, house: str, tag: Tag, payload: dict[str, object]) -> int:
    """Publish under the login of whose word it is, and relay; returns how much newly reached a panel."""
    council = cast.house(house)
    pin = council.own_pin() if _publisher(tag, payload) is Kind.COUNCIL else council.service_pin()
    with pinned(pin), act(process("test"), "post something"):
        publish(tag, payload)
    return _relayed(cast, house)


def _publisher(tag: Tag, payload: dict[str, object]) -> Kind:
    """Answers and its own statement are the council's to publish, all else the region's."""
    mine = tag is Tag.DETERMINATION_ANSWERED or payload.get("side") == "council"
    return Kind.COUNCIL if mine else Kind.REGION


def relay_again(cast, house: str) -> int:
    """The next try, at once: the wait before it is taken away."""
    with pinned(cast.house(house).relay_pin()):
        Delivery.objects.filter(delivered_at=None).update(next_attempt_at=datetime.now(UTC) - timedelta(days=1))
    return _relayed(cast, house)


def _relayed(cast, house: str) -> int:
    """What other domains make of the same events is theirs: only deliveries to a panel count."""
    before = _deliveries(cast, house).count(None)
    relay(cast.house(house))
    return _deliveries(cast, house).count(None) - before


def _deliveries(cast, house: str) -> list[str | None]:
    """Each delivery to a panel: None if it was carried out, else the name of the error that it failed with last."""
    with pinned(cast.house(house).relay_pin()):
        rows = Delivery.objects.filter(subscriber__startswith="arbitration.")
        return [None if row.delivered_at else row.failure for row in rows]


def failures(cast, house: str) -> list[str]:
    return [failure for failure in _deliveries(cast, house) if failure is not None]


def deliver(cast, house: str, tag: Tag, payload: dict[str, object]) -> None:
    """Carry one event out as the relay would, under the subscriber's own login, but let its refusal come out."""
    (subscription,) = (one for one in SUBSCRIPTIONS[tag] if one.name.startswith("arbitration."))
    event = Event(uuid4(), tag, cast.house(house), payload, _publisher(tag, payload))
    with pinned(cast.house(house).relay_pin()):
        pin = subscription.where(event)
    with pinned(pin):
        subscription.run(event)


def told(cast, code: str = "national") -> list[dict[str, object]]:
    """What a panel has published: determinations. Only the relay reads an outbox."""
    with pinned(cast.house(f"panel/{code}").relay_pin()):
        return list(OutboxEvent.objects.filter(tag=Tag.ARBITRATION_DETERMINED).values_list("payload", flat=True))


def notice(house: str = "council/210", **changes: object) -> dict[str, object]:
    code = house.removeprefix("council/")
    bundle = changes.get("bundle", BUNDLE)
    return {
        "referral_id": str(uuid4()),
        "region": "north" if code == "351" else "london",
        "council": code,
        "council_name": f"Council {code}",
        "reference": f"D-{uuid4().hex[:6]}",
        "issue": "IC11",
        "urgent": False,
        "grounds": "The director's answer leaves the child 60 miles from school.",
        "bundle": bundle,
        "bundle_sha256": sha256_of(bundle),
    } | changes


def refer(cast, house: str = "council/210", **changes: object) -> UUID:
    """A referral whose arbitrator is drawn, where anybody is free to sit."""
    referral_id = send(cast, house, **changes)
    put_in(cast, referral_id, house)
    return referral_id


def send(cast, house: str = "council/210", **changes: object) -> UUID:
    """A referral whose urn is laid, where anybody is free to sit."""
    sent = notice(house, **changes)
    assert post(cast, house, Tag.DISPUTE_REFERRED, sent) == 1
    return UUID(sent["referral_id"])


def put_in(
    cast, referral_id: UUID, house: str = "council/210", sides: tuple[str, ...] = SIDES, number: int = 1
) -> None:  # fmt: skip
    """These sides' shares of a draw, sealed and opened, as the council's house posts them."""
    for side in sides:
        post(cast, house, Tag.SHARE_SEALED, seal(referral_id, side, number))
    for side in sides:
        post(cast, house, Tag.SHARE_OPENED, share(referral_id, side, number=number))


def seal(referral_id: UUID, side: str, number: int = 1, **changes: object) -> dict[str, object]:
    return {
        "seal_id": str(uuid4()),
        "referral_id": str(referral_id),
        "number": number,
        "side": side,
        "commitment": commitment(str(referral_id), number, side, SHARE),
        "sealed_by": "Somebody",
        "sealed_on": today().isoformat(),
    } | changes


def share(referral_id: UUID, side: str, **changes: object) -> dict[str, object]:
    return {"referral_id": str(referral_id), "number": 1, "side": side, "share": SHARE} | changes


def statement(referral_id: UUID, side: str, **changes: object) -> dict[str, object]:
    return {
        "statement_id": str(uuid4()),
        "referral_id": str(referral_id),
        "side": side,
        "text": f"What the {side} says.",
        "made_by": "Dora Singh" if side == "council" else "Ada Fairweather",
        "made_on": today().isoformat(),
    } | changes


def both_speak(cast, referral_id: UUID, house: str = "council/210") -> None:
    for side in ("service", "council"):
        assert post(cast, house, Tag.STATEMENT_MADE, statement(referral_id, side)) == 1


def panel(cast, code: str = "national"):
    return pinned(cast.house(f"panel/{code}").own_pin())


def whole_text() -> DraftText:
    """A draft that can be issued today."""
    return DraftText(
        "The council looked at no placement nearer than 60 miles.",
        "Two were free. The reason given is cost alone.",
        (DraftItem("Offer a placement within 20 miles", "Director", due(30)),),
        "Whether a nearer placement was looked for.",
        "The bundle and both statements.",
    )


def sitting(cast, referral_id: UUID) -> tuple[Actor, Actor]:
    """The arbitrator who sits, and the one who does not."""
    with panel(cast):
        drawn = Seat.objects.sitting().select_related("arbitrator").get(referral_id=referral_id).arbitrator.person_id
    actors = [cast.actor(name, "panel/national") for name in ("arno", "iris")]
    return tuple(sorted(actors, key=lambda actor: actor.person_id != drawn))


def view(cast, referral_id: UUID, actor: Actor = SECRETARIAT) -> ReferralView:
    with panel(cast):
        return queries.referral(referral_id, actor=actor)


def counts() -> dict[str, int]:
    """How many rows each table of the pinned panel holds, history included."""
    with connection.cursor() as cursor:
        found = {}
        for model in TABLES:
            for table in (model._meta.db_table, model.history.model._meta.db_table):
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                found[table] = cursor.fetchone()[0]
    return found


def today() -> date:
    return datetime.now(LONDON).date()


def due(days: int) -> date:
    return today() + timedelta(days=days)
