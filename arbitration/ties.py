"""Who stands in red conflict with which council today, and who of those who sit must not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from arbitration.conflicts import CIRCUMSTANCES, RIGHTS_ISSUE, keeps_out
from arbitration.models import DeclaredConflict, Referral
from arbitration.seating import Member
from timetable.procedure import Procedure

RedTies = Mapping[tuple[UUID, str], Sequence[bool]]
"""Of each arbitrator and council, whether each red tie can be waived."""


def red_ties(today: date) -> RedTies:
    """For a whole list of referrals at once."""
    found: dict[tuple[UUID, str], list[bool]] = {}
    for one in DeclaredConflict.objects.present(today).red():
        tie = CIRCUMSTANCES.get(one.circumstance or "")
        found.setdefault((one.arbitrator_id, one.council), []).append(tie is not None and tie.waivable)
    return found


def conflicted(referral: Referral, sitting: Iterable[Member], red: RedTies, known: Procedure) -> bool:
    """Whether somebody who sits must not. On a child's rights nothing is waived."""
    return any(
        keeps_out([waivable and referral.issue != RIGHTS_ISSUE for waivable in ties], one.arbitrator.id, known)
        for one in sitting
        if (ties := red.get((one.arbitrator.id, referral.council)))
    )
