"""What becomes of a published determination, beside it on the register: codes alone."""

from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import publishing as rules
from arbitration.models import Determination, DirectionState, Publication, PublishedCompliance
from arbitration.publication_sight import answer_of
from arbitration.register_shapes import SentDirectionState
from arbitration.sight import referral_here
from ledger.acts import act
from tenants import clock
from tenants.problems import Invalid
from tenants.races import first_wins

SENT = ("overdue", "not_done", "done")


def record_direction(sent: SentDirectionState, *, actor: Actor) -> None:
    """Keep what the IRO found of a direction, or that it is overdue. The same twice changes nothing.

    NotFound before its referral is here. Raises Invalid for a state that no house sends.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = referral_here(sent.referral_id, sent.council)
    if sent.state not in SENT:
        raise Invalid("No such state.", errors={"state": f"Send one of: {', '.join(SENT)}."})
    if DirectionState.objects.filter(id=sent.state_id).exists():
        return
    twice = rules.NotPublishable("The same came twice at one moment.")
    with first_wins(twice), act(actor, "take in the state of a direction"):
        DirectionState(
            id=sent.state_id, referral=referral, direction=sent.direction, state=sent.state, since=sent.since
        ).save(force_insert=True)
        note_if_published(referral.id, clock.today())


def note_if_published(referral_id: UUID, today: date) -> None:
    """Inside an act, after something of a referral came: where it is published, the register says so."""
    published = Publication.objects.filter(check_passed__prepared__determination__referral=referral_id).first()
    if published is not None:
        note_compliance(published, Determination.objects.get(referral=referral_id), today)


def note_compliance(published: Publication, determination: Determination, today: date) -> None:
    """Inside an act. Nothing is written where nothing changed."""
    position, limit = answer_of(determination)
    answer = position or ("silent" if today > limit else "")
    found = determination.referral.direction_states.values_list("direction", "state")
    states = rules.directions(rules.directed(determination.content), answer, found)
    last = published.compliance.last()
    if last is not None and (last.answer, last.directions) == (answer, states):
        return
    PublishedCompliance(
        publication=published, number=last.number + 1 if last else 1, answer=answer, directions=states,
        standing=rules.standing(answer, states), noted_on=today,
    ).save(force_insert=True)  # fmt: skip
