"""The bundle for the panel is frozen by the service's clock: nobody has to ask for it, and nobody can hold it up."""

from datetime import date

from accounts.actor import Actor
from escalation.bundle_views import agreed, redaction_views
from escalation.course import of_dispute
from escalation.documents import documents, histories
from escalation.models import ArbitrationReferral, FrozenBundle
from escalation.procedure_views import procedure_of
from escalation.redactions import RedactionView, withheld
from escalation.rules import AlreadyDone
from ledger import disclosure
from ledger.acts import act, origin
from ledger.disclosure import Document, Withheld
from ledger.placed import placed
from ledger.sealed import sha256_of
from notifications.actions import publish
from notifications.tags import Tag
from tenants import pins, queries
from tenants.races import first_wins


def freeze_bundles(today: date, *, actor: Actor) -> int:
    """Freeze what is due of the pinned council's referrals, each as a change of its own; returns how many were.

    Due: on the fast track at once; else when both statements are here and no redaction waits for its check, and at
    latest when the time for papers is over (`procedure.closes_on`). Frozen again, under the next number, when a paper
    was admitted or a redaction agreed since. What isn't agreed by then is not withheld. Publishes BUNDLE_FROZEN.
    """
    open_now = ArbitrationReferral.objects.filter(determination=None, dispute__closure=None)
    rows = open_now.select_related("dispute__period", "council_statement", "service_statement")
    return sum(_freeze(row, today, actor) for row in rows)


def _freeze(referral: ArbitrationReferral, today: date, actor: Actor) -> bool:
    redactions = redaction_views(referral)
    if not _is_due(referral, redactions, today):
        return False
    made, last = documents(referral), referral.frozen.last()
    hidden = withheld(agreed(redactions), made)
    basis = _basis(made, hidden)
    if last is not None and last.basis == basis:
        return False
    try:
        with first_wins(AlreadyDone()), act(actor, "freeze the bundle for the panel"):
            _keep(referral, last.number + 1 if last else 1, made, hidden, basis, today)
    except AlreadyDone:
        return False
    return True


def _is_due(referral: ArbitrationReferral, redactions: tuple[RedactionView, ...], today: date) -> bool:
    if referral.dispute.urgent or today > procedure_of(referral).closes_on:
        return True
    heard = hasattr(referral, "council_statement") and hasattr(referral, "service_statement")
    return heard and all(one.agreed is not None for one in redactions)


def _basis(made: tuple[Document, ...], hidden: tuple[Withheld, ...]) -> str:
    texts = [[one.key, one.title, [[passage.label, passage.text] for passage in one.passages]] for one in made]
    cuts = sorted([one.document, one.passage, one.start, one.end, one.reason] for one in hidden)
    return sha256_of([texts, cuts])


def _keep(
    referral: ArbitrationReferral, number: int, made: tuple[Document, ...], hidden: tuple[Withheld, ...], basis: str,
    today: date,
) -> None:  # fmt: skip
    council = queries.council(pins.current().code)
    head, receipts = placed(council, histories(referral))
    cover = {
        "referral": str(referral.id),
        "reference": referral.dispute.reference,
        "region": queries.region_of(council).code,
        "council": council.code,
        "council_name": council.name,
        "number": number,
        "closed_on": today.isoformat(),
        "origin": origin(),
        "head": head,
    }
    content = disclosure.freeze(cover, [_with(one, receipts) for one in made], hidden)
    kept = FrozenBundle(
        referral=referral, number=number, frozen_on=today, basis=basis, root=content["root"], content=content
    )
    kept.save(force_insert=True)
    publish(
        Tag.BUNDLE_FROZEN,
        {
            **of_dispute(referral.dispute),
            "referral_id": str(referral.id),
            "bundle_id": str(kept.id),
            "number": number,
            "content": content,
        },
    )


def _with(one: Document, receipts: dict[str, list[dict[str, object]]]) -> Document:
    return Document(one.key, one.title, one.side, one.dated, one.passages, tuple(receipts.get(one.key, ())))
