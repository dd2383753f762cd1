"""What the panel's people may see: the secretary every referral, an arbitrator those drawn to them (domain.md 5.2)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from accounts.actor import Actor
from accounts.permissions import Permission
from arbitration import rules
from arbitration.bundle_views import disclosed_view
from arbitration.deliberation import DeliberationView
from arbitration.deliberation_views import draft_of, words_of
from arbitration.draw import Candidate, Excluded, draw
from arbitration.models import (
    Arbitrator,
    CouncilAnswer,
    DeclaredConflict,
    Determination,
    Draft,
    Draw,
    Referral,
    ReferralQuerySet,
    Seat,
)
from arbitration.places import SOLE
from arbitration.procedure_views import procedure_of
from arbitration.seat_views import seat_views
from arbitration.seating import is_of, members, presides, unfilled
from arbitration.shapes import (
    AnswerView,
    ArbitratorView,
    DeterminationView,
    Disclosure,
    Docket,
    DraftText,
    DrawView,
    ReferralLine,
    ReferralView,
    Sought,
    StatementView,
    UrnView,
)
from arbitration.sight import referral_presided, referral_sat_on
from arbitration.slip_views import correction_views, request_views
from arbitration.standing_views import STANDING, next_move, phase, sought_in
from arbitration.ties import RedTies, conflicted, red_ties
from ledger import draws
from ledger.faults import RefusedError
from ledger.proving import Place, place
from ledger.reads import look
from ledger.sealed import sha256_of
from tenants import clock
from tenants.problems import Invalid, NotFound
from tenants.races import in_turn
from timetable.procedure import Procedure
from timetable.queries import england
from timetable.rules import Deadline, determination_due


def referrals(*, actor: Actor) -> list[ReferralLine]:
    """The secretary's referrals are all of them, an arbitrator's their own; the nearest limit first."""
    with look(actor, "referrals", "arbitration") as seen:
        rows = list(_visible(actor).order_by("limit", "reference").prefetch_related(*STANDING))
        seen.at(row.id for row in rows)
        red = red_ties(clock.today())
        return [_line(row, red) for row in rows]


def docket(sought: Sought, *, actor: Actor, after: UUID | None = None, limit: int = 50) -> Docket:
    """A page of `referrals`, those after the referral `after`. One look with the ids of the shown. Raises Invalid."""
    with look(actor, "referrals", "arbitration") as seen:
        rows = sought_in(_visible(actor), sought).order_by("limit", "reference", "id")
        if after is not None:
            rows = rows.after(_place_of(after, actor))
        found = list(rows.prefetch_related(*STANDING)[: limit + 1])
        page, red = found[:limit], red_ties(clock.today())
        seen.at(row.id for row in page)
        more = page[-1].id if len(found) > limit else None
        return Docket(tuple(_line(row, red) for row in page), more)


def _place_of(referral_id: UUID, actor: Actor) -> tuple[date, str, UUID]:
    found = _visible(actor).filter(id=referral_id).values_list("limit", "reference", "id").first()
    if found is None:
        raise Invalid("There is no such page.", errors={"after": "Send `next` of the page before, or begin anew."})
    return found


def referral(referral_id: UUID, *, actor: Actor) -> ReferralView:
    """One referral with its bundle; NotFound for everybody but the secretary and the drawn arbitrator."""
    with look(actor, "referral", "arbitration") as seen:
        row = _visible(actor).filter(id=referral_id).first()
        if row is None:
            raise NotFound()
        seen.at([row.id])
        return _view(row, actor)


def draft(referral_id: UUID, *, actor: Actor) -> DraftText:
    """The working text, for those who sit; NotFound for everybody else."""
    with look(actor, "referral", "arbitration") as seen:
        row = referral_sat_on(referral_id, actor)
        seen.at([row.id])
        return draft_of(row)[0]


def draft_to_save(referral_id: UUID, *, actor: Actor) -> DraftText:
    """The draft as it is, shown to nobody: what a change is held against. Until the transaction ends, whoever else
    would save or issue it waits. Raises NotFound, AlreadyIssued."""
    row = referral_presided(referral_id, actor)
    in_turn("draft", row.id)
    kept = Draft.objects.select_for_update().filter(referral=row).first()
    if Determination.objects.filter(referral=row).exists():
        raise rules.AlreadyIssued("It is locked: nobody can change it any more.")
    return DraftText.of(kept) if kept else DraftText()


def determination_place(referral_id: UUID, *, actor: Actor) -> Place | None:
    """Where the determination stands in the panel's log; None where none was issued, or for whoever has no sight."""
    issued = Determination.history.filter(referral__in=_visible(actor).filter(id=referral_id))
    return place(issued, Determination._meta.db_table)


def roster(*, actor: Actor) -> list[ArbitratorView]:
    """The arbitrators: to the secretary all of them, to an arbitrator themselves."""
    if not actor.may(Permission.ARBITRATION_VIEW):
        raise NotFound()
    rows = Arbitrator.objects.order_by("name").select_related("renewal", "removal").prefetch_related("conflicts")
    if not actor.may(Permission.ARBITRATION_RUN):
        rows = rows.of(actor.person_id)
    in_hand = loads()
    return [
        ArbitratorView(
            row.id, row.name, row.background, row.term_from, max(end for _, end in _terms(row)),
            in_hand.get(row.id, 0), tuple(_disclosure(declared) for declared in row.conflicts.all()),
            hasattr(row, "renewal"), _removed(row),
        )
        for row in rows
    ]  # fmt: skip


def _removed(row: Arbitrator) -> str:
    found = getattr(row, "removal", None)
    return f"{found.board}, {found.decided_on:%-d %B %Y}: {found.reason}" if found else ""


def roster_for(
    council: str, today: date, barred: Mapping[UUID, str]
) -> tuple[list[draws.Candidate], list[draws.Excluded]]:
    """The roster, parted into those who can be drawn for this council today and those who can't. For the urn.

    `barred`: why an arbitrator can't, by id, whatever ties them to the council.
    """
    red = set(
        DeclaredConflict.objects.present(today).red().filter(council=council).values_list("arbitrator", flat=True)
    )
    in_hand, sitting, excluded = loads(), [], []
    for one in Arbitrator.objects.select_related("renewal", "removal").order_by("id"):
        why = barred.get(one.id) or rules.why_excluded(_terms(one), one.id in red, hasattr(one, "removal"), today)
        if why:
            excluded.append(draws.Excluded(str(one.id), one.name, why))
        else:
            sitting.append(one)
    heaviest = max((in_hand.get(one.id, 0) for one in sitting), default=0)
    return [_candidate(one, in_hand.get(one.id, 0), heaviest) for one in sitting], excluded


def _terms(one: Arbitrator) -> list[tuple[date, date]]:
    renewal = getattr(one, "renewal", None)
    second = [(renewal.term_from, renewal.term_until)] if renewal else []
    return [(one.term_from, one.term_until), *second]


def _candidate(one: Arbitrator, load: int, heaviest: int) -> draws.Candidate:
    return draws.Candidate(str(one.id), one.name, one.discipline or "", load, draws.weight(load, heaviest))


def loads() -> dict[UUID, int]:
    """How many undetermined referrals each arbitrator sits on. Those with none are left out."""
    seated = Seat.objects.sitting().filter(referral__determination=None).order_by()
    alone = Draw.objects.filter(referral__determination=None, seats=None).order_by()
    return dict(
        Counter(seated.values_list("arbitrator", flat=True)) + Counter(alone.values_list("arbitrator", flat=True))
    )


def _visible(actor: Actor) -> ReferralQuerySet:
    if not actor.may(Permission.ARBITRATION_VIEW):
        raise NotFound()
    rows = Referral.objects.select_related("determination__answer")
    return rows if actor.may(Permission.ARBITRATION_RUN) else rows.before(actor.person_id)


def _line(row: Referral, red: RedTies) -> ReferralLine:
    issued, sitting, known = _determination_of(row), members(row), procedure_of(row)
    answer = _answer_of(issued)
    return ReferralLine(
        id=row.id, reference=row.reference, council=row.council, council_name=row.council_name, issue=row.issue,
        urgent=row.urgent, received_on=row.received_on, limit=row.limit,
        arbitrator=", ".join(one.arbitrator.name for one in sitting) or None,
        arbitrator_conflicted=conflicted(row, sitting, red, known),
        determined_on=issued.issued_on if issued else None,
        answer=answer.position if answer else None,
        phase=phase(row, sitting),
        next=next_move(row, sitting, red, known),
    )  # fmt: skip


def _view(row: Referral, actor: Actor) -> ReferralView:
    drawn, issued = row.draws.last(), _determination_of(row)
    is_arbitrator = actor.may(Permission.ARBITRATION_DETERMINE) and presides(row, actor)
    answer, deliberation, known = _answer_of(issued), _deliberation(row, actor), procedure_of(row)
    disclosed = disclosed_view(row, actor)
    return ReferralView(
        id=row.id, region=row.region, council=row.council, council_name=row.council_name, reference=row.reference,
        issue=row.issue, urgent=row.urgent, grounds=row.grounds, bundle={} if disclosed else row.bundle,
        bundle_sha256=row.bundle_sha256, received_on=row.received_on,
        statements=tuple(
            StatementView(one.side, one.text, one.made_by, one.made_on) for one in row.statements.order_by("side")
        ),
        urn=_urn_view(row),
        draw=_draw_view(drawn, row, known) if drawn else None,
        draws=tuple(draws.in_order(one.record) for one in row.draws.all() if one.record),
        seats=seat_views(row, actor),
        sitting=tuple(one.arbitrator.name for one in members(row)),
        may_lay=issued is None and not row.urns.undrawn().exists() and (drawn is None or bool(unfilled(row))),
        draft=draft_of(row)[0] if is_arbitrator or deliberation else None, deliberation=deliberation,
        may_determine=is_arbitrator and issued is None,
        may_correct=is_arbitrator and issued is not None,
        determination=_determination_view(issued) if issued else None,
        answer=AnswerView(answer.position, answer.reasons, answer.answered_by, answer.answered_on) if answer else None,
        limits=_limits(row, issued),
        determinable_from=rules.determinable_from(row.received_on, row.urgent, england()),
        procedure=known, may_run=actor.may(Permission.ARBITRATION_RUN),
        disclosed=disclosed,
        next=next_move(row, members(row), red_ties(clock.today()), known),
    )  # fmt: skip


def _deliberation(row: Referral, actor: Actor) -> DeliberationView | None:
    """None for whoever doesn't sit, and where one sits alone."""
    sitting = members(row)
    if len(sitting) < 2 or not any(is_of(one, actor) for one in sitting):
        return None
    return DeliberationView(words_of(row, actor), draft_of(row)[1], _determination_of(row) is None)


def _urn_view(row: Referral) -> UrnView | None:
    found = row.urns.select_related("call").last()
    if found is None:
        return None
    call = getattr(found, "call", None)
    return UrnView(
        content=found.content, sha256=found.sha256, laid_on=found.laid_on, seal_limit=found.seal_limit,
        sealed=tuple(found.sealed.values_list("side", flat=True)), called_on=call.called_on if call else None,
        open_limit=call.open_limit if call else None,
    )  # fmt: skip


def _draw_view(drawn: Draw, row: Referral, known: Procedure) -> DrawView:
    candidates = tuple(Candidate.of(one) for one in drawn.candidates)
    sitting = [one.arbitrator for one in members(row)]
    present = DeclaredConflict.objects.present(clock.today()).filter(arbitrator__in=sitting, council=row.council)
    disclosures = tuple(_disclosure(one) for one in present.order_by("declared_on"))
    return DrawView(
        arbitrator_id=drawn.arbitrator_id,
        arbitrator=", ".join(one["name"] for one in drawn.record["drawn"]) if drawn.record else drawn.arbitrator.name,
        candidates=candidates,
        excluded=tuple(Excluded.of(one) for one in drawn.excluded),
        seed=drawn.seed,
        drawn_on=drawn.drawn_on,
        record=draws.in_order(drawn.record) if drawn.record else None,
        recomputed=_recomputed(drawn, candidates),
        disclosures=disclosures,
        conflicted=conflicted(row, members(row), red_ties(clock.today()), known),
    )


def _recomputed(drawn: Draw, candidates: tuple[Candidate, ...]) -> bool:
    if drawn.record is None:
        return draw(candidates, bytes.fromhex(drawn.seed), drawn.referral_id).id == drawn.arbitrator_id
    try:
        seated = draws.verify(drawn.record).seated
    except RefusedError:
        return False
    taken = set(drawn.seats.values_list("place", "arbitrator")) or {(SOLE.name, drawn.arbitrator_id)}
    return {(one.place, UUID(one.id)) for one in seated} == taken


def _disclosure(row: DeclaredConflict) -> Disclosure:
    return Disclosure(row.id, row.council, row.colour, row.reason, row.declared_on, row.ended_on)


def _determination_view(issued: Determination) -> DeterminationView:
    intact = sha256_of(issued.content) == issued.sha256
    return DeterminationView(
        issued.id, issued.content, issued.sha256, issued.issued_on, issued.answer_limit, intact,
        correction_views(issued), request_views(issued), rules.slips_limit(issued.issued_on, england()),
    )  # fmt: skip


def _limits(row: Referral, issued: Determination | None) -> tuple[Deadline, ...]:
    """Each limit with its explanation, in the order in which they fall."""
    calendar = england()
    found = [
        rules.response_limit(row.received_on, calendar),
        determination_due(row.received_on, row.urgent, calendar),
    ]
    if issued is not None:
        found.append(rules.answer_limit(issued.issued_on, calendar))
    return tuple(sorted(found, key=lambda one: one.limit))


def _determination_of(row: Referral) -> Determination | None:
    return getattr(row, "determination", None)


def _answer_of(issued: Determination | None) -> CouncilAnswer | None:
    return getattr(issued, "answer", None)
