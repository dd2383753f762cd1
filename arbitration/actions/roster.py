"""Who sits on the panel, and what ties them to a council."""

from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import conflicts, rules
from arbitration.actions.leaving import vacate
from arbitration.actions.orders import disclose
from arbitration.models import Arbitrator, DeclaredConflict, Referral, Removal, Renewal, Seat, Vacancy
from arbitration.places import Discipline
from arbitration.sight import ensure_sight
from ledger.acts import Receipt, act
from tenants import clock
from tenants.problems import Invalid, NotFound
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
    arbitrator_id: UUID, council: str, circumstance: str, reason: str, *, actor: Actor
) -> tuple[DeclaredConflict, Receipt]:
    """Disclose what ties an arbitrator to a council: by the arbitrator, or by the secretary. For others: NotFound."""
    ensure_sight(actor)
    arbitrator = Arbitrator.objects.filter(id=arbitrator_id).first()
    if arbitrator is None or not _may_disclose(actor, arbitrator):
        raise NotFound()
    tie = conflicts.circumstance(circumstance)
    rules.ensure_council(council)
    rules.ensure_filled(reason=reason)
    declared = DeclaredConflict(
        arbitrator=arbitrator, council=council, circumstance=tie.code, colour=tie.colour, reason=reason,
        declared_on=clock.today(),
    )  # fmt: skip
    with act(actor, "declare a conflict of interest") as change:
        declared.save(force_insert=True)
        if tie.colour is not conflicts.Colour.GREEN:
            _disclose_now(declared)
    return declared, change.receipt


def _disclose_now(tie: DeclaredConflict) -> None:
    """Disclosure goes on while they sit: both sides of each referral from this council read it at once."""
    sat_on = Referral.objects.filter(
        council=tie.council, determination=None, seats__arbitrator=tie.arbitrator, seats__vacancy=None
    )
    for referral in sat_on.order_by("id").distinct():
        disclose(referral, tie.arbitrator, tie.reason, tie.circumstance)


def renew_term(arbitrator_id: UUID, term_until: date, *, actor: Actor) -> tuple[Renewal, Receipt]:
    """A second term, of three years at the most, from the end of the first on. By the secretary. Raises LastTerm."""
    arbitrator = _of_roster(arbitrator_id, actor)
    rules.ensure_term(arbitrator.term_until, term_until)
    last = rules.LastTerm(f"{arbitrator.name} has had the second term. The board appoints somebody else.")
    with first_wins(last), act(actor, "renew an arbitrator's term") as change:
        renewal = Renewal(
            arbitrator=arbitrator, term_from=arbitrator.term_until, term_until=term_until, made_by=actor.name,
            made_on=clock.today(),
        )  # fmt: skip
        renewal.save(force_insert=True)
    return renewal, change.receipt


def remove_arbitrator(
    arbitrator_id: UUID, board: str, decided_on: date, reason: str, *, actor: Actor
) -> tuple[Removal, Receipt]:
    """Off the roster for cause, as the board decided: whatever they sit on is drawn again. By the secretary.

    Raises Invalid (no board, no reason, a day to come), AlreadyRemoved. Publishes SEAT_VACATED for each seat.
    """
    arbitrator, today = _of_roster(arbitrator_id, actor), clock.today()
    rules.ensure_filled(board=board, reason=reason)
    if decided_on > today:
        raise Invalid("A decision is of a day that has come.", errors={"decided_on": "Give a day up to today."})
    gone = rules.AlreadyRemoved("What the board decided first stands.")
    with first_wins(gone), act(actor, "remove an arbitrator for cause") as change:
        removal = Removal(
            arbitrator=arbitrator, board=board, decided_on=decided_on, reason=reason, made_by=actor.name, made_on=today
        )  # fmt: skip
        removal.save(force_insert=True)
        seats = Seat.objects.sitting().filter(arbitrator=arbitrator, referral__determination=None)
        for seat in seats.select_related("referral", "arbitrator").order_by("id"):
            vacate(seat, Vacancy.Why.REMOVED, reason, actor)
    return removal, change.receipt


def _of_roster(arbitrator_id: UUID, actor: Actor) -> Arbitrator:
    ensure_sight(actor)
    actor.ensure(Permission.ARBITRATION_RUN)
    found = Arbitrator.objects.filter(id=arbitrator_id).first()
    if found is None:
        raise NotFound()
    return found


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
