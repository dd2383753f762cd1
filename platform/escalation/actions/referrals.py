"""To independent arbitration: the referral with its bundle, and the statements of both sides."""

from datetime import date
from uuid import UUID, uuid4

from accounts.actor import Actor
from escalation import bundle
from escalation.course import of_dispute
from escalation.ladder import Move
from escalation.models import ArbitrationReferral, CouncilStatement, Dispute, ServiceStatement
from escalation.rules import AlreadyDone, ensure_given, ensure_statement
from escalation.sight import referral_in_sight, take
from ledger.acts import Receipt, act
from ledger.sealed import sha256_of
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock, pins, queries
from tenants.races import first_wins


def refer_to_arbitration(dispute_id: UUID, grounds: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """After the last stage, when the 20 working days are over, or at once if the dispute is urgent.

    Returns the referral's id and the receipt. Raises NotFound, NotPermitted, NotTheChildsIro, NotNow, Incomplete,
    AlreadyDone. Publishes DISPUTE_REFERRED with the bundle.
    """
    clash = AlreadyDone("The dispute was referred a moment ago. Open it again.")
    with first_wins(clash), act(actor, "refer a dispute to arbitration") as change:
        today = clock.today()
        dispute, _ = take(Move.REFER, dispute_id, actor, today)
        ensure_given(grounds=grounds)
        referral = refer(dispute, grounds, today)
    return referral.id, change.receipt


def refer(dispute: Dispute, grounds: str, today: date) -> ArbitrationReferral:
    """Inside an act: keep what is disclosed, and send it to the panel."""
    council = queries.council(pins.current().code)
    region = queries.region_of(council)
    disclosed = bundle.compose(dispute, council=council, region=region, on=today)
    referral = ArbitrationReferral(
        id=uuid4(), dispute=dispute, referred_on=today, grounds=grounds, bundle=disclosed,
        bundle_sha256=sha256_of(disclosed),
    )  # fmt: skip
    referral.save(force_insert=True)
    event = {
        **of_dispute(dispute),
        "referral_id": str(referral.id),
        "region": region.code,
        "council_name": council.name,
        "issue": dispute.issue,
        "urgent": dispute.urgent,
        "grounds": grounds,
        "bundle": disclosed,
        "bundle_sha256": referral.bundle_sha256,
    }
    publish(Tag.DISPUTE_REFERRED, event)
    return referral


def state_council_case(referral_id: UUID, text: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The council's statement to the arbitrator, once, until there is a determination; the IRO sees it too.

    Returns the statement's id and the receipt. Raises NotFound, NotPermitted, NotNow, Incomplete, AlreadyDone.
    Publishes STATEMENT_MADE.
    """
    return _state(Move.STATE_COUNCIL_CASE, CouncilStatement, "council", referral_id, text, actor)


def state_service_case(referral_id: UUID, text: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """The IRO's statement to the arbitrator; the council sees it too. NotTheChildsIro to another; else as above."""
    return _state(Move.STATE_SERVICE_CASE, ServiceStatement, "service", referral_id, text, actor)


def _state(
    move: Move, model: type[CouncilStatement | ServiceStatement], side: str, referral_id: UUID, text: str, actor: Actor
) -> tuple[UUID, Receipt]:
    clash = AlreadyDone("This side has made its statement. It can't be changed.")
    with first_wins(clash), act(actor, f"state the {side}'s case") as change:
        today = clock.today()
        referral = referral_in_sight(referral_id, actor)
        take(move, referral.dispute_id, actor, today)
        ensure_statement(text)
        made = model(id=uuid4(), referral=referral, text=text, made_by=actor.name, made_on=today)
        made.save(force_insert=True)
        _publish_statement(made, side)
    return made.id, change.receipt


def _publish_statement(made: CouncilStatement | ServiceStatement, side: str) -> None:
    publish(
        Tag.STATEMENT_MADE,
        {
            "statement_id": str(made.id),
            "referral_id": str(made.referral_id),
            "side": side,
            "text": made.text,
            "made_by": made.made_by,
            "made_on": made.made_on.isoformat(),
        },
    )
