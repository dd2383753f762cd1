"""Who sits on the panel, and what ties them to a council."""

from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.actions.orders import disclose
from arbitration.models import Arbitrator, DeclaredConflict, Referral
from arbitration.places import Discipline
from arbitration.sight import ensure_sight
from ledger.acts import Receipt, act
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins


def seat_arbitrator(
    person_id: UUID, name: str, background: str, term_from: date, term_until: date, *, actor: Actor,
    discipline: Discipline | None = None,
) -> tuple[Arbitrator, Receipt]:  # fmt: skip
    """Put a person on the roster for a term of up to three years; on `term_until` it is over. Raises AlreadySeated.

    Without a `discipline` they are drawn as a sole arbitrator alone.
    """
    ensure_sight(actor)
    actor.ensure(Permission.ARBITRATION_RUN)
    rules.ensure_filled(name=name, background=background)
    rules.ensure_term(term_from, term_until)
    seated = Arbitrator(
        person_id=person_id, name=name, background=background, term_from=term_from, term_until=term_until,
        discipline=discipline,
    )  # fmt: skip
    with first_wins(rules.AlreadySeated(f"{name} is on the roster.")), act(actor, "seat an arbitrator") as change:
        seated.save(force_insert=True)
    return seated, change.receipt


def declare_conflict(
    arbitrator_id: UUID, council: str, colour: str, reason: str, *, actor: Actor
) -> tuple[DeclaredConflict, Receipt]:
    """Disclose what ties an arbitrator to a council: by the arbitrator, or by the secretary. For others: NotFound."""
    ensure_sight(actor)
    arbitrator = Arbitrator.objects.filter(id=arbitrator_id).first()
    if arbitrator is None or not _may_disclose(actor, arbitrator):
        raise NotFound()
    rules.ensure_colour(colour)
    rules.ensure_council(council)
    rules.ensure_filled(reason=reason)
    declared = DeclaredConflict(
        arbitrator=arbitrator, council=council, colour=colour, reason=reason, declared_on=clock.today()
    )
    with act(actor, "declare a conflict of interest") as change:
        declared.save(force_insert=True)
        if colour != DeclaredConflict.Colour.GREEN:
            _disclose_now(arbitrator, council, reason)
    return declared, change.receipt


def _disclose_now(arbitrator: Arbitrator, council: str, reason: str) -> None:
    """Disclosure goes on while they sit: both sides of each referral from this council read it at once."""
    sat_on = Referral.objects.filter(
        council=council, determination=None, seats__arbitrator=arbitrator, seats__vacancy=None
    )
    for referral in sat_on.order_by("id").distinct():
        disclose(referral, arbitrator, reason)


def end_conflict(conflict_id: UUID, *, actor: Actor) -> tuple[DeclaredConflict, Receipt]:
    """A tie is over: it keeps nobody out from today on, and stays on record. By the secretary. Raises AlreadyEnded."""
    ensure_sight(actor)
    actor.ensure(Permission.ARBITRATION_RUN)
    declared = DeclaredConflict.objects.filter(id=conflict_id).first()
    if declared is None:
        raise NotFound()
    declared.ended_on = clock.today()
    with act(actor, "end a conflict of interest") as change:
        if not DeclaredConflict.objects.filter(id=conflict_id, ended_on=None).update(ended_on=declared.ended_on):
            raise rules.AlreadyEnded("What was noted first stands. A new tie is declared anew.")
    return declared, change.receipt


def _may_disclose(actor: Actor, arbitrator: Arbitrator) -> bool:
    return actor.may(Permission.ARBITRATION_RUN) or (
        actor.may(Permission.ARBITRATION_DETERMINE) and arbitrator.person_id == actor.person_id
    )
