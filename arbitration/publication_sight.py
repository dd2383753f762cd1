"""Which determinations and versions somebody may see on their way to the register, and what is known of each."""

from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration.anonymising import Identifier, identifiers
from arbitration.models import CouncilAnswer, Determination, PreparedPublication, Referral
from tenants.problems import NotFound


def determination_in_sight(determination_id: UUID, actor: Actor) -> Determination:
    """For the secretary, and for the arbitrator whose it is; NotFound for others."""
    rows = Determination.objects.select_related("referral", "answer").filter(id=determination_id)
    if not actor.may(Permission.ARBITRATION_RUN):
        rows = rows.filter(referral__in=Referral.objects.before(actor.person_id))
    found = rows.first() if actor.may(Permission.ARBITRATION_VIEW) else None
    if found is None:
        raise NotFound()
    return found


def prepared_in_sight(prepared_id: UUID, actor: Actor) -> PreparedPublication:
    """For whoever may check: a version holds nothing that leads to a child, so a second person needs no more sight."""
    rows = PreparedPublication.objects.select_related("determination__referral", "check_made").filter(id=prepared_id)
    found = rows.first() if actor.may(Permission.PUBLICATION_CHECK) else None
    if found is None:
        raise NotFound()
    return found


def answer_of(determination: Determination) -> tuple[str, date]:
    """The council's position, blank while there is none, and by when it may answer."""
    answer: CouncilAnswer | None = getattr(determination, "answer", None)
    return (answer.position if answer else ""), determination.answer_limit


def known_of(determination: Determination) -> frozenset[Identifier]:
    """Everybody and everything that the panel knows by name in this dispute."""
    referral = determination.referral
    answer: CouncilAnswer | None = getattr(determination, "answer", None)
    spoke = [one for said in (referral.statements, referral.filings) for one in said.values_list("made_by", flat=True)]
    people = [*spoke, *([answer.answered_by] if answer else [])]
    return identifiers(referral.bundle, people, [referral.reference], referral.council_name)
