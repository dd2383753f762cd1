"""Who sees a dispute, and who may move it: the one filter under live views, lists, history and actions."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment
from casework.queries import visible_periods
from escalation import ladder
from escalation.course import course_of, with_course
from escalation.ladder import TRANSITIONS, Course, Move, Mover
from escalation.models import ArbitrationReferral, Commendation, Concern, Dispute, ReceivedDetermination
from reviews.rules import NotTheChildsIro
from tenants.problems import NotFound


def in_sight(actor: Actor) -> QuerySet[Dispute]:
    """Those of the cases that the actor sees, and one's own of a period that has no IRO any more.

    So when a child comes into care again and gets another IRO, whoever raised a dispute keeps it to its end.
    """
    if not actor.may(Permission.DISPUTE_VIEW):
        return Dispute.objects.none()
    appointed = Exists(Appointment.objects.current().filter(period=OuterRef("period")))
    own = Q(iro_id=actor.person_id) & ~appointed
    rows = Dispute.objects.filter(Q(period__in=visible_periods(actor)) | own)
    return with_case(rows)


def concerns_in_sight(actor: Actor) -> QuerySet[Concern]:
    """Concerns that were put informally about the children whom the actor sees."""
    if not actor.may(Permission.DISPUTE_VIEW):
        return Concern.objects.none()
    return Concern.objects.filter(period__in=visible_periods(actor))


def commendations_in_sight(actor: Actor) -> QuerySet[Commendation]:
    """What was commended about the children whom the actor sees."""
    if not actor.may(Permission.DISPUTE_VIEW):
        return Commendation.objects.none()
    return Commendation.objects.filter(period__in=visible_periods(actor))


def with_case(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """With the child, and the decision in dispute."""
    return disputes.select_related("period__child", "decision__review")


def find(dispute_id: UUID, actor: Actor) -> Dispute:
    """Raises NotFound for what isn't there and for what the actor may not see."""
    found = with_course(in_sight(actor)).filter(pk=dispute_id).first()
    if found is None:
        raise NotFound("There is no such dispute here that you may see. Go back to the list of disputes.")
    return found


def referral_in_sight(referral_id: UUID, actor: Actor) -> ArbitrationReferral:
    """Raises NotFound, as `find`."""
    found = ArbitrationReferral.objects.filter(pk=referral_id, dispute__in=in_sight(actor)).first()
    if found is None:
        raise NotFound("There is no such referral here that you may see. Go back to the list of disputes.")
    return found


def determination_in_sight(determination_id: UUID, actor: Actor) -> ReceivedDetermination:
    """Raises NotFound, as `find`."""
    rows = ReceivedDetermination.objects.select_related("referral__dispute")
    found = rows.filter(pk=determination_id, referral__dispute__in=in_sight(actor)).first()
    if found is None:
        raise NotFound("There is no such determination here that you may see. Go back to the list of disputes.")
    return found


def iro_of(dispute: Dispute) -> UUID:
    """The child's IRO now (a successor too), or whoever raised it where the child has no IRO."""
    appointed = Appointment.objects.current().filter(period=dispute.period).values_list("iro_id", flat=True)
    return next(iter(appointed), dispute.iro_id)


def is_its_iro(dispute: Dispute, actor: Actor) -> bool:
    return actor.person_id is not None and actor.person_id == iro_of(dispute)


def ensure_mover(move: Move, dispute: Dispute, actor: Actor) -> None:
    """Permission, and for the service's moves: being the child's IRO. Raises NotPermitted, NotTheChildsIro."""
    transition = TRANSITIONS[move]
    if transition.permission is not None:
        actor.ensure(transition.permission)
    if transition.by is Mover.SERVICE and not is_its_iro(dispute, actor):
        raise NotTheChildsIro("Another IRO is appointed for this child: only they can do this.")


def take(move: Move, dispute_id: UUID, actor: Actor, today: date) -> tuple[Dispute, Course]:
    """The dispute that the actor is about to move, with its course: seen, permitted, and open to the move now.

    Raises NotFound, NotPermitted, NotTheChildsIro, NotNow, in this order.
    """
    dispute = find(dispute_id, actor)
    ensure_mover(move, dispute, actor)
    course = course_of(dispute)
    ladder.ensure(move, course, today)
    return dispute, course


def moves(dispute: Dispute, course: Course, actor: Actor, today: date) -> tuple[str, ...]:
    """What the actor can do with the dispute now; the same rules as `take`, so that a page offers nothing in vain."""
    its_iro = is_its_iro(dispute, actor)
    return tuple(
        move
        for move, transition in TRANSITIONS.items()
        if transition.permission is not None
        and actor.may(transition.permission)
        and (its_iro or transition.by is not Mover.SERVICE)
        and ladder.can(move, course, today)
    )
