"""The way to the register as the panel's people see it: docket, work on a version, the second person's check."""

from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import publishing as rules
from arbitration.actions.publishing import publication_here, published_of
from arbitration.models import Determination, PreparedPublication, Publication, PublicationCheck, Referral
from arbitration.publication_sight import answer_of, determination_in_sight, known_of, prepared_in_sight
from arbitration.register_shapes import (
    PublicationDocket,
    PublicationLine,
    PublicationWork,
    VersionCheck,
    VersionLine,
    VersionWork,
)
from ledger import slips
from ledger.reads import look
from tenants import clock, pins
from tenants.problems import NotFound
from timetable.queries import england

STATES = {
    "answer": "The council may still answer",
    "prepare": "To be prepared",
    "check": "Waits for a second person",
    "returned": "Returned: to be changed",
    "passed": "Passed: can be published",
    "delayed": "Delayed for a court’s sake",
    "published": "Published",
    "withdrawn": "Withdrawn",
}


def docket(*, actor: Actor) -> PublicationDocket:
    """The secretary's are all determinations, an arbitrator's their own; and versions that anybody may check."""
    if not actor.may(Permission.ARBITRATION_VIEW):
        raise NotFound()
    with look(actor, "publications", "arbitration") as seen:
        rows = Determination.objects.select_related("referral", "answer").order_by("issued_on", "id")
        if not actor.may(Permission.ARBITRATION_RUN):
            rows = rows.filter(referral__in=Referral.objects.before(actor.person_id))
        lines = tuple(_line(row) for row in rows)
        seen.at(row.referral_id for row in rows)
        return PublicationDocket(lines, _waiting(actor))


def _waiting(actor: Actor) -> tuple[VersionLine, ...]:
    rows = PreparedPublication.objects.filter(check_made=None).select_related("determination__referral")
    newest: dict[UUID, PreparedPublication] = {row.determination_id: row for row in rows.order_by("number")}
    return tuple(
        VersionLine(
            row.id, row.number, row.determination.referral.issue, row.prepared_by_name, row.prepared_on,
            row.prepared_by == actor.id,
        )
        for row in newest.values()
        if not row.determination.prepared.filter(number__gt=row.number).exists()
    )  # fmt: skip


def _line(row: Determination) -> PublicationLine:
    published, until = published_of(row), _delayed_until(row)
    limit = rules.publication_limit(row.issued_on, england())
    return PublicationLine(
        determination_id=row.id, publication_id=published.id if published else None, reference=row.referral.reference,
        council_name=row.referral.council_name, issue=row.referral.issue, issued_on=row.issued_on,
        limit=limit, late=published is None and until is None and clock.today() > limit.limit,
        state=_state(row, published),
        delayed_until=until, citation=_citation(published), slug=published.slug if published else "",
    )  # fmt: skip


def _state(row: Determination, published: Publication | None) -> str:
    if published is not None:
        return "withdrawn" if hasattr(published, "withdrawal") else "published"
    if _delayed_until(row):
        return "delayed"
    newest = row.prepared.select_related("check_made").last()
    if newest is None:
        position, limit = answer_of(row)
        return "prepare" if position or clock.today() > limit else "answer"
    check = _check_of(newest)
    return "check" if check is None else "passed" if check.passed else "returned"


def _delayed_until(row: Determination) -> date | None:
    return rules.delayed_until(row.delays.values_list("ground", "until"), clock.today())


def _citation(published: Publication | None) -> str:
    return str(rules.Citation(pins.current().code, published.year, published.number)) if published else ""


def _check_of(prepared: PreparedPublication) -> VersionCheck | None:
    made: PublicationCheck | None = getattr(prepared, "check_made", None)
    return VersionCheck(made.passed, made.reasons, made.checked_by_name, made.checked_on) if made else None


def work(determination_id: UUID, *, actor: Actor) -> PublicationWork:
    """The newest version to go on with, or the first as the rule makes it. NotFound without sight."""
    actor.ensure(Permission.PUBLICATION_PREPARE)
    with look(actor, "publication", "arbitration") as seen:
        row = determination_in_sight(determination_id, actor)
        seen.at([row.referral_id])
        known, published = known_of(row), published_of(row)
        newest = row.prepared.select_related("check_made").last()
        texts = newest.texts if newest else _prefilled(row)
        return PublicationWork(
            determination_id=row.id, reference=row.referral.reference, issue=row.referral.issue,
            number=newest.number if newest else 0, prepared_id=newest.id if newest else None,
            prepared_by=newest.prepared_by_name if newest else "", outcome=newest.outcome if newest else "",
            labels=rules.fields_of(row.content), texts=texts, traces=rules.left(texts, known),
            answered=bool(answer_of(row)[0]), check=_check_of(newest) if newest else None,
            mine=newest is not None and newest.prepared_by == actor.id, delayed_until=_delayed_until(row),
            publication_id=published.id if published else None, citation=_citation(published),
            withdrawn=published is not None and hasattr(published, "withdrawal"),
        )  # fmt: skip


def _prefilled(row: Determination) -> dict[str, str]:
    """From the determination as it reads by now, slips put right."""
    corrected = slips.sound(row.content, [one.content for one in row.corrections.all()]) or ()
    answer = getattr(row, "answer", None)
    return rules.prefilled(slips.read(row.content, corrected), answer.reasons if answer else "", known_of(row))


def check_work(prepared_id: UUID, *, actor: Actor) -> VersionWork:
    """A version for a second person: nothing known that leads to a child is in it. NotFound without the right."""
    actor.ensure(Permission.PUBLICATION_CHECK)
    with look(actor, "publication", "arbitration") as seen:
        row = prepared_in_sight(prepared_id, actor)
        seen.at([row.determination.referral_id])
        labels = rules.fields_of(row.determination.content)
        return VersionWork(
            prepared_id=row.id, number=row.number, issue=row.determination.referral.issue, outcome=row.outcome,
            prepared_by=row.prepared_by_name, prepared_on=row.prepared_on, mine=row.prepared_by == actor.id,
            passages=tuple((label, row.texts.get(name, "")) for name, label in labels.items() if row.texts.get(name)),
            traces={labels[name]: found for name, found in rules.left(row.texts, known_of(row.determination)).items()},
            check=_check_of(row),
        )  # fmt: skip


def citation(publication_id: UUID, *, actor: Actor) -> str:
    """How a publication is cited. Raises NotFound."""
    actor.ensure(Permission.ARBITRATION_RUN)
    return _citation(publication_here(publication_id))
