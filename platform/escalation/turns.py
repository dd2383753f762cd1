"""What turned around a dispute while it ran, and ended nothing of it: another IRO, or a council that leaves."""

from casework.models import Appointment
from casework.queries.leaving import leaves_on
from escalation.models import Dispute
from escalation.shapes import Turn


def turns(dispute: Dispute) -> tuple[Turn, ...]:
    """The earliest first. Whoever is the child's IRO has the dispute, and takes it on as it stands."""
    since = Appointment.objects.filter(period=dispute.period, appointed_on__gte=dispute.raised_on)
    found = [
        Turn(one.appointed_on, f"{one.iro_name} became the child’s IRO, and has this dispute as it stood.")
        for one in since.exclude(iro_id=dispute.iro_id)
    ]
    leaving = leaves_on()
    if leaving is not None and not hasattr(dispute, "closure"):
        found.append(Turn(leaving, "The council leaves the service. This dispute goes on here to its end."))
    return tuple(sorted(found, key=lambda turn: turn.on))
