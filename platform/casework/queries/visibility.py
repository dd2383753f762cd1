"""Who sees which cases of the pinned council: the one filter under live views, lists and history."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import Appointment, BreakGlass, Child, Misplacement, PeriodOfCare
from tenants import clock
from tenants.problems import NotFound


def visible_periods(actor: Actor) -> QuerySet[PeriodOfCare]:
    """All of the council's for those who may view all; an IRO's own by appointment (not by a mere proposal),
    with those that were set aside as duplicates of these children's records, and for 60 minutes those for which the
    IRO has broken the glass.

    An appointment outlasts its period of care, so a council can't end an IRO's sight by ending the period.
    """
    if actor.may(Permission.CASE_VIEW_ALL):
        return PeriodOfCare.objects.all()
    if actor.may(Permission.CASE_VIEW) and actor.person_id is not None:
        own, opened = periods_of_iro(actor.person_id), Q(pk__in=())
        if actor.may(Permission.BREAKGLASS_OPEN):
            opened = Q(child__in=opened_now(actor.person_id).values("child"))
        return PeriodOfCare.objects.filter(Q(pk__in=own.values("pk")) | Q(child__in=_repeating(own)) | opened)
    return PeriodOfCare.objects.none()


def periods_of_iro(person_id: UUID) -> QuerySet[PeriodOfCare]:
    """Those for which this person is appointed."""
    own = Appointment.objects.current().filter(iro_id=person_id)
    return PeriodOfCare.objects.filter(id__in=own.values("period"))


def set_aside() -> QuerySet[Child]:
    """Children whose record stands in the wrong place, as the region has confirmed."""
    return Child.objects.filter(pk__in=Misplacement.objects.filter(answer__confirmed=True).values("child"))


def _repeating(periods: QuerySet[PeriodOfCare]) -> QuerySet[Child]:
    """The children whose records were set aside because they repeat those of these periods."""
    marks = Misplacement.objects.filter(same_as__in=periods.values("child"), answer__confirmed=True)
    return Child.objects.filter(pk__in=marks.values("child"))


def opened_now(person_id: UUID) -> QuerySet[BreakGlass]:
    """The break-glass of this person whose 60 minutes are not over."""
    return BreakGlass.objects.filter(person_id=person_id, until__gt=clock.now())


def visible_children(actor: Actor) -> QuerySet[Child]:
    if actor.may(Permission.CASE_VIEW_ALL):
        # Whom only an OC3 row names was never in care here: kept for the return, shown to nobody.
        return Child.objects.filter(Exists(PeriodOfCare.objects.filter(child=OuterRef("pk"))))
    return Child.objects.filter(pk__in=visible_periods(actor).values("child"))


def find_child(which: UUID | str, actor: Actor) -> Child:
    """By id, or by the council's reference; NotFound for what isn't there and for what the actor may not see."""
    return find_among(visible_children(actor), which)


def find_among(children: QuerySet[Child], which: UUID | str) -> Child:
    """One of these by id, or by the council's reference. Raises NotFound."""
    key = {"id": which} if isinstance(which, UUID) else {"reference": which}
    found = children.filter(**key).first()
    if found is None:
        raise NotFound()
    return found
