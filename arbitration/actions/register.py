"""What happens to something on the register: corrected or withdrawn, each an event that leaves its reason there."""

from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import publishing as rules
from arbitration.actions.publishing import contents, passed_check, publication_here
from arbitration.models import Publication, PublicationCorrection, PublicationWithdrawal
from arbitration.publication_sight import known_of
from ledger.acts import Receipt, act
from ledger.sealed import sha256_of
from tenants import clock, pins
from tenants.races import first_wins


def correct_publication(publication_id: UUID, reason: str, *, actor: Actor) -> tuple[PublicationCorrection, Receipt]:
    """Put the newest version, which a second person passed, in the place of what stands there. By the secretary.

    Raises NotFound, NotPublishable (not passed, or what stands there already), AlreadyWithdrawn, Invalid,
    StillTraceable.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    twice = rules.AlreadyPublished("It was corrected a moment ago. Look at it again.")
    with first_wins(twice), act(actor, "correct a publication") as change:
        published = _standing(publication_id)
        determination = published.check_passed.prepared.determination
        rules.ensure_reason(reason, known_of(determination))
        check, last = passed_check(determination), published.corrections.last()
        if check.id in (published.check_passed_id, last.check_passed_id if last else None):
            raise rules.NotPublishable("This version stands there. Prepare the corrected one, and have it checked.")
        named = rules.Naming(published.council, (published.content["council"] or {}).get("name", ""))
        cited = rules.Citation(pins.current().code, published.year, published.number)
        content = contents(determination, check.prepared, named, cited, published.published_on)
        kept = PublicationCorrection(
            publication=published, check_passed=check, number=last.number + 1 if last else 1, content=content,
            sha256=sha256_of(content), reason=reason, corrected_on=clock.today(),
        )  # fmt: skip
        kept.save(force_insert=True)
    return kept, change.receipt


def withdraw_publication(publication_id: UUID, reason: str, *, actor: Actor) -> tuple[PublicationWithdrawal, Receipt]:
    """Show the text no longer; citation, hash and reason stay. By the secretary. Raises NotFound, AlreadyWithdrawn."""
    actor.ensure(Permission.ARBITRATION_RUN)
    twice = rules.AlreadyWithdrawn("Somebody withdrew it a moment ago.")
    with first_wins(twice), act(actor, "withdraw a publication") as change:
        published = _standing(publication_id)
        rules.ensure_reason(reason, known_of(published.check_passed.prepared.determination))
        kept = PublicationWithdrawal(publication=published, reason=reason, withdrawn_on=clock.today())
        kept.save(force_insert=True)
    return kept, change.receipt


def _standing(publication_id: UUID) -> Publication:
    published = publication_here(publication_id)
    if hasattr(published, "withdrawal"):
        raise rules.AlreadyWithdrawn("Nothing stands there any more that could change.")
    return published
