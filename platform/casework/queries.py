"""Reads of a council's cases, limited to what the actor may see (live, past and search alike)."""

from django.db.models import QuerySet

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.models import PeriodOfCare


def visible(actor: Actor) -> QuerySet[PeriodOfCare]:
    """The periods of care in the pinned house that `actor` may see: all of them, or those of one's own children."""
    if actor.may(Permission.CASE_VIEW_ALL):
        return PeriodOfCare.objects.all()
    if actor.may(Permission.CASE_VIEW) and actor.person_id is not None:
        return PeriodOfCare.objects.filter(appointments__iro_id=actor.person_id, appointments__ended_on=None)
    return PeriodOfCare.objects.none()
