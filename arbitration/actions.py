"""The only writers in the panel's house. Each is one transaction: permit → rule → write → record → publish."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import structlog
from django.db import IntegrityError
from psycopg2.errors import UniqueViolation

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import determination, rules
from arbitration.draw import SEED_BYTES, draw
from arbitration.models import (
    Arbitrator,
    CouncilAnswer,
    DeclaredConflict,
    Determination,
    Draft,
    Draw,
    PartyStatement,
    Referral,
)
from arbitration.queries import urn
from arbitration.shapes import DraftText, Notice, SentAnswer, SentStatement
from ledger.acts import Receipt, act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock
from tenants.problems import Conflict, NotFound
from timetable.queries import england

log = structlog.get_logger(__name__)


def take_in_referral(notice: Notice, *, actor: Actor) -> None:
    """Keep the notice with its bundle, and draw the arbitrator. The same notice twice changes nothing.

    Raises BundleMismatch, and AlreadyReferred for a different one under the same id.
    Where nobody can be drawn the referral stays undrawn, for the secretary to see.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    rules.ensure_bundle(notice.bundle, notice.bundle_sha256)
    known = Referral.objects.filter(id=notice.referral_id).first()
    if known is not None:
        return _ensure_same(known, notice)
    today = clock.today()
    with act(actor, "take in a referral"):
        referral = Referral(
            id=notice.referral_id, region=notice.region, council=notice.council, council_name=notice.council_name,
            reference=notice.reference, issue=notice.issue, urgent=notice.urgent, grounds=notice.grounds,
            bundle=dict(notice.bundle), bundle_sha256=notice.bundle_sha256, received_on=today,
            limit=rules.determination_limit(today, notice.urgent, england()).limit,
        )  # fmt: skip
        referral.save(force_insert=True)
        try:
            _draw(referral, today)
        except rules.NoArbitratorFree:
            log.warning("no-arbitrator-free", referral=str(referral.id))


def _ensure_same(known: Referral, notice: Notice) -> None:
    if (known.council, known.bundle_sha256) != (notice.council, notice.bundle_sha256):
        raise rules.AlreadyReferred("What came first stands. Refer again under a number of its own.")


def draw_arbitrator(referral_id: UUID, *, actor: Actor) -> tuple[Draw, Receipt]:
    """By the secretary, for a referral that found nobody free when it came. Raises AlreadyDrawn, NoArbitratorFree."""
    _ensure_sight(actor)
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = _referral(referral_id)
    with _once(rules.AlreadyDrawn("One referral, one draw.")), act(actor, "draw the arbitrator") as change:
        drawn = _draw(referral, clock.today())
    return drawn, change.receipt


def _draw(referral: Referral, today: date) -> Draw:
    candidates, excluded = urn(referral.council, today)
    if not candidates:
        raise rules.NoArbitratorFree("Seat another arbitrator, then draw.")
    seed = secrets.token_bytes(SEED_BYTES)
    chosen = draw(candidates, seed, referral.id)
    drawn = Draw(
        referral=referral, arbitrator_id=chosen.id, seed=seed.hex(), drawn_on=today,
        candidates=[one.as_dict() for one in candidates], excluded=[one.as_dict() for one in excluded],
    )  # fmt: skip
    drawn.save(force_insert=True)
    return drawn


def record_statement(sent: SentStatement, *, actor: Actor) -> None:
    """Keep a side's statement as it arrived. The same statement twice changes nothing.

    NotFound unless its council's referral is here. A late statement is kept too: nothing that a party said is lost.
    """
    actor.ensure(Permission.ARBITRATION_RUN)
    referral = _referral(sent.referral_id, sent.council)
    rules.ensure_side(sent.side)
    if PartyStatement.objects.filter(id=sent.statement_id).exists():
        return
    with _once(rules.AlreadySpoken("Each side makes one statement.")), act(actor, "take in a statement"):
        PartyStatement(
            id=sent.statement_id, referral=referral, side=sent.side, text=sent.text, made_by=sent.made_by,
            made_on=sent.made_on,
        ).save(force_insert=True)  # fmt: skip


def record_answer(sent: SentAnswer, *, actor: Actor) -> None:
    """Keep the council's answer as it arrived. The same answer twice changes nothing. Raises Invalid, NotFound."""
    actor.ensure(Permission.ARBITRATION_RUN)
    rules.ensure_answer(sent.position, sent.reasons)
    issued = Determination.objects.filter(id=sent.determination_id, referral=_referral(sent.referral_id, sent.council))
    if not issued.exists():
        raise NotFound()
    if CouncilAnswer.objects.filter(id=sent.answer_id).exists():
        return
    with _once(rules.AlreadyAnswered("One determination, one answer.")), act(actor, "take in the council's answer"):
        CouncilAnswer(
            id=sent.answer_id, determination_id=sent.determination_id, position=sent.position, reasons=sent.reasons,
            answered_by=sent.answered_by, answered_on=sent.answered_on,
        ).save(force_insert=True)  # fmt: skip


def seat_arbitrator(
    person_id: UUID, name: str, background: str, term_from: date, term_until: date, *, actor: Actor
) -> tuple[Arbitrator, Receipt]:
    """Put a person on the roster for a term of up to three years; on `term_until` it is over. Raises AlreadySeated."""
    _ensure_sight(actor)
    actor.ensure(Permission.ARBITRATION_RUN)
    rules.ensure_filled(name=name, background=background)
    rules.ensure_term(term_from, term_until)
    seated = Arbitrator(
        person_id=person_id, name=name, background=background, term_from=term_from, term_until=term_until
    )
    with _once(rules.AlreadySeated(f"{name} is on the roster.")), act(actor, "seat an arbitrator") as change:
        seated.save(force_insert=True)
    return seated, change.receipt


def declare_conflict(
    arbitrator_id: UUID, council: str, colour: str, reason: str, *, actor: Actor
) -> tuple[DeclaredConflict, Receipt]:
    """Disclose what ties an arbitrator to a council: by the arbitrator, or by the secretary. For others: NotFound."""
    _ensure_sight(actor)
    arbitrator = Arbitrator.objects.filter(id=arbitrator_id).first()
    if arbitrator is None or not _may_disclose(actor, arbitrator):
        raise NotFound()
    rules.ensure_colour(colour)
    rules.ensure_council(council)
    rules.ensure_filled(reason=reason)
    declared = DeclaredConflict(
        arbitrator=arbitrator, council=council, colour=colour, reason=reason, declared_on=clock.today()
    )
    with act(actor, "declare a conflict of interest") as change:
        declared.save(force_insert=True)
    return declared, change.receipt


def _may_disclose(actor: Actor, arbitrator: Arbitrator) -> bool:
    return actor.may(Permission.ARBITRATION_RUN) or (
        actor.may(Permission.ARBITRATION_DETERMINE) and arbitrator.person_id == actor.person_id
    )


def save_draft(referral_id: UUID, text: DraftText, *, actor: Actor) -> Receipt:
    """Rewrite the working text, by the drawn arbitrator alone (NotFound for others). Raises AlreadyIssued, Invalid."""
    referral = _drawn_referral(referral_id, actor)
    rules.ensure_draft(text)
    written = {"findings": text.findings, "reasons": text.reasons, "items": [item.as_dict() for item in text.items]}
    changed = rules.DraftChanged("It was begun twice at the same moment. Load it again, then save.")
    with _once(changed), act(actor, "work on a draft") as change:
        draft = _open_draft(referral)
        if draft is None:
            Draft(referral=referral, **written).save(force_insert=True)
        else:
            Draft.objects.filter(id=draft.id).update(**written)
    return change.receipt


def issue_determination(referral_id: UUID, *, actor: Actor) -> tuple[Determination, Receipt]:
    """Turn the draft into the determination, for good, and tell the council's house.

    By the drawn arbitrator alone (NotFound for others). Raises NotComplete, NotHeard, ArbitratorConflicted,
    AlreadyIssued.
    """
    referral = _drawn_referral(referral_id, actor)
    today = clock.today()
    with act(actor, "issue a determination") as change:
        draft = _open_draft(referral)
        text = DraftText.of(draft) if draft else DraftText()
        statements = list(referral.statements.all())
        _ensure_issuable(referral, text, {statement.side for statement in statements}, today)
        limit = rules.answer_limit(today, england()).limit
        content = determination.compose(referral, referral.draw, statements, text, issued_on=today, answer_limit=limit)
        issued = Determination(
            referral=referral, arbitrator=referral.draw.arbitrator, content=content, sha256=rules.sha256_of(content),
            issued_on=today, answer_limit=limit,
        )  # fmt: skip
        issued.save(force_insert=True)
        _publish_determined(referral, issued)
    return issued, change.receipt


def _ensure_issuable(referral: Referral, text: DraftText, sides: set[str], today: date) -> None:
    rules.ensure_complete(text, today)
    rules.ensure_heard(sides, rules.determinable_from(referral.received_on, referral.urgent, england()), today)
    red = DeclaredConflict.objects.present(today).red().filter(council=referral.council)
    if red.filter(arbitrator=referral.draw.arbitrator).exists():
        raise rules.ArbitratorConflicted("Tell the arbitration secretary: somebody else must sit.")


def _publish_determined(referral: Referral, issued: Determination) -> None:
    publish(
        Tag.ARBITRATION_DETERMINED,
        {
            "referral_id": str(referral.id),
            "region": referral.region,
            "council": referral.council,
            "determination_id": str(issued.id),
            "content": issued.content,
            "sha256": issued.sha256,
            "issued_on": issued.issued_on.isoformat(),
            "answer_limit": issued.answer_limit.isoformat(),
        },
    )


def _ensure_sight(actor: Actor) -> None:
    if not actor.may(Permission.ARBITRATION_VIEW):
        raise NotFound()


def _referral(referral_id: UUID, council: str | None = None) -> Referral:
    """A referral here; with `council`, only if it came from there."""
    found = Referral.objects.filter(id=referral_id, **({} if council is None else {"council": council})).first()
    if found is None:
        raise NotFound()
    return found


def _drawn_referral(referral_id: UUID, actor: Actor) -> Referral:
    """The referral, for its drawn arbitrator; for everybody else there is none."""
    if not actor.may(Permission.ARBITRATION_DETERMINE):
        raise NotFound()
    own = Referral.objects.drawn_to(actor.person_id).select_related("draw__arbitrator")
    found = own.filter(id=referral_id).first()
    if found is None:
        raise NotFound()
    return found


def _open_draft(referral: Referral) -> Draft | None:
    """The draft, locked until this act ends, so that none is saved while it is issued. Raises AlreadyIssued."""
    draft = Draft.objects.select_for_update().filter(referral=referral).first()
    if Determination.objects.filter(referral=referral).exists():
        raise rules.AlreadyIssued("Nothing can be changed any more. A slip needs a correction of its own.")
    return draft


@contextmanager
def _once(problem: Conflict) -> Iterator[None]:
    """A race that ends on a unique constraint is lost with `problem`."""
    try:
        yield
    except IntegrityError as clash:
        if isinstance(clash.__cause__, UniqueViolation):
            raise problem from clash
        raise
