"""L0: a concern put informally, on the child's file; and what came of it (domain.md 3.1 rules 1 and 2)."""

from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from escalation.models import Concern, ConcernOutcome
from escalation.rules import AlreadyDone, ensure_concern, ensure_given
from escalation.sight import concerns_in_sight
from ledger.acts import Receipt, act
from reviews.queries import appointment_of
from tenants import clock
from tenants.problems import NotFound
from tenants.races import first_wins
from timetable.queries import england
from timetable.rules import Deadline, deadline


def put_concern(
    period_id: UUID, issue: str, text: str, put_to: str, *, actor: Actor
) -> tuple[UUID, Deadline, Receipt]:  # fmt: skip
    """The child's IRO puts a concern to somebody of the council; returns its id and when to look again.

    Raises NotFound, NotPermitted, NotTheChildsIro, InvalidDispute with every faulty field.
    """
    with act(actor, "put a concern informally") as change:
        appointment = appointment_of(period_id, actor, Permission.DISPUTE_RAISE)
        ensure_concern(issue, text, put_to)
        due = deadline("dispute.informal", clock.today(), england())
        kept = Concern(
            id=uuid4(), period=appointment.period, issue=issue, text=text, put_to=put_to,
            iro_name=appointment.iro_name, put_on=clock.today(), limit=due.limit,
        )  # fmt: skip
        kept.save(force_insert=True)
    return kept.id, due, change.receipt


def note_outcome(concern_id: UUID, settled: bool, text: str, *, actor: Actor) -> tuple[UUID, Receipt]:
    """Whether it settled, and how, once, by the child's IRO.

    Returns the outcome's id and the receipt. Raises NotFound, NotPermitted, NotTheChildsIro, Incomplete, AlreadyDone.
    """
    clash = AlreadyDone("What came of it is on record. Raise a dispute if it didn't last.")
    with first_wins(clash), act(actor, "note what came of a concern") as change:
        concern = concerns_in_sight(actor).filter(pk=concern_id).first()
        if concern is None:
            raise NotFound("There is no such concern here that you may see. Go back to the child's page.")
        appointment_of(concern.period_id, actor, Permission.DISPUTE_RAISE)
        ensure_given(text=text)
        kept = ConcernOutcome(id=uuid4(), concern=concern, settled=settled, text=text, noted_on=clock.today())
        kept.save(force_insert=True)
    return kept.id, change.receipt
