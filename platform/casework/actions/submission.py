"""A council submits a child's case. The path that is measured (infra.bench): rows and receipt are one round trip."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import IntegrityError

from accounts.actor import Actor
from accounts.permissions import Permission
from casework import rules
from casework.actions.leaving import ensure_served
from casework.actions.opening import Opened, announce
from casework.actions.workers import staff_of, staff_of_child, worker_of
from casework.models import Appointment, Child, Episode, PeriodOfCare, WorkerAssignment
from casework.shapes import CaseSubmission, ChildFacts, Staff, SubmittedCase
from casework.ssda903.codes import STARTED
from ledger.acts import act
from tenants import clock
from timetable.queries import england

PURPOSE = "A child became looked after"


def submit_case(case: CaseSubmission, *, actor: Actor) -> SubmittedCase:
    """A new child with a period of care, or a new period of a child who was looked after before.

    Raises CaseInvalid, DuplicateChild (looked after already), ChildDiffers, PeriodOverlaps, CouncilHasLeft; then
    nothing is written.
    A child whom nobody knew is not looked for first: the unique reference says so.
    """
    actor.ensure(Permission.CASE_SUBMIT)
    case = rules.normal(case)
    today = clock.today()
    rules.ensure_submission(case, today)
    ensure_served(today)
    try:
        return _open(case, _Whose(Child(**asdict(case.child)), is_new=True), actor)
    except IntegrityError:
        known = Child.objects.filter(reference=case.child.reference).first()
        if known is None:
            raise
    return _readmit(case, known, actor)


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose period is opened. What the council says now of a child it knew corrects what it said before."""

    child: Child
    is_new: bool = False
    corrected: tuple[str, ...] = ()
    staff: tuple[Staff, ...] = ()
    former_iro: UUID | None = None

    def correct(self) -> None:
        if self.corrected:
            self.child.save(update_fields=self.corrected)


def _returning(child: Child, facts: ChildFacts) -> _Whose:
    given = {name: value for name, value in asdict(facts).items() if value != ""}
    corrected = tuple(name for name, value in given.items() if getattr(child, name) != value)
    for name in corrected:
        setattr(child, name, given[name])
    last = Appointment.objects.filter(period__child=child).order_by("-appointed_on").first()
    return _Whose(child, False, corrected, staff_of_child(child.id), last.iro_id if last else None)


def _readmit(case: CaseSubmission, child: Child, actor: Actor) -> SubmittedCase:
    periods = PeriodOfCare.objects.filter(child=child).values_list("looked_after_from", "ended_on")
    rules.ensure_return_to_care(case, born=child.date_of_birth, periods=periods)
    try:
        return _open(case, _returning(child, case.child), actor)
    except IntegrityError as race:
        raise rules.DuplicateChild(
            f"A period of care of {case.child.reference} was opened in this very moment: look at that case."
        ) from race


def _open(case: CaseSubmission, whose: _Whose, actor: Actor) -> SubmittedCase:
    child, start, statuses = whose.child, case.looked_after_from, (case.episode.legal_status,)
    period = PeriodOfCare(child=child, looked_after_from=start)
    with act(actor, PURPOSE) as change:
        worker = worker_of(case.worker)
        episode = Episode(period=period, started_on=start, start_reason=STARTED, **asdict(case.episode))
        whose.correct()
        change.rows += [child] if whose.is_new else []
        change.rows += [period, episode, WorkerAssignment(period=period, worker=worker, started_on=start)]
        staff = tuple(sorted({*staff_of(worker), *whose.staff}))
        announce([Opened(period, statuses, staff, whose.former_iro)])
    calendar = england()
    return SubmittedCase(
        child_id=child.id,
        period_id=period.id,
        reference=child.reference,
        appointment=rules.appointment_limit(start, calendar),
        first_review=rules.first_review(statuses, start, calendar),
        first_review_note=rules.short_breaks_note(statuses),
        receipt=change.receipt,
    )
