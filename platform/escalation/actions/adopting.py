"""A council's ladder is put on record by the region's manager. What runs keeps the ladder under which it was raised."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from accounts.actor import Actor
from accounts.permissions import Permission
from casework.rules.reasons import ensure_reason
from escalation.ladders import newest
from escalation.models import CouncilLadder
from escalation.rules import AlreadyDone
from escalation.rungs import LONGEST, LadderInvalid, Rung, ensure_rungs
from ledger.acts import Receipt, act
from tenants import clock
from tenants.races import first_wins


def adopt_ladder(title: str, rungs: Sequence[Rung], reason: str, *, actor: Actor) -> tuple[UUID, int, Receipt]:
    """From now on disputes are raised on it. Returns its id, its version and the receipt.

    Raises NotPermitted, LadderInvalid, ReasonNeeded, AlreadyDone (somebody adopted another at this very moment).
    """
    actor.ensure(Permission.LADDER_ADOPT)
    today, named = clock.today(), title.strip()
    if not 0 < len(named) <= LONGEST:
        raise LadderInvalid("Name the ladder.", errors={"title": f"In 1 to {LONGEST} characters."})
    ensure_rungs(rungs, today)
    kept = CouncilLadder(
        id=uuid4(), title=named, rungs=[rung.as_dict() for rung in rungs], reason=ensure_reason(reason),
        adopted_by=actor.name, adopted_on=today,
    )  # fmt: skip
    clash = AlreadyDone("Somebody adopted another ladder a moment ago. Look at it first.")
    with first_wins(clash), act(actor, "adopt a council's ladder of disputes") as change:
        before = newest()
        kept.version = before.version + 1 if before else 1
        kept.save(force_insert=True)
    return kept.id, kept.version, change.receipt
