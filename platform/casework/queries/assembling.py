"""From rows to the shapes that readers get: eight queries for any number of children."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from casework import rules
from casework.models import Appointment, AppointmentProposal, Child, Episode, PeriodOfCare, WorkerAssignment
from casework.queries.claimed import claimed_before_joining
from casework.queries.misplaced import misplacement_views, repeated_as
from casework.queries.shapes import CaseView, Coded, EpisodeView, IroView, PeriodView, ProposalView, WorkerView
from casework.ssda903 import codes
from casework.ssda903.codeset import CodeSet
from timetable.queries import england


def views(children: Sequence[Child]) -> list[CaseView]:
    """In the order of `children`, each of whom has at least one period of care."""
    periods: dict[UUID, list[PeriodOfCare]] = defaultdict(list)
    for period in PeriodOfCare.objects.filter(child__in=children).order_by("looked_after_from"):
        periods[period.child_id].append(period)
    rows = _Rows(children, [periods[child.id][-1] for child in children])
    return [_view(child, periods[child.id], rows) for child in children]


class _Rows:
    """What hangs on the newest periods, by period, and on the children, by child."""

    def __init__(self, children: Sequence[Child], periods: Sequence[PeriodOfCare]) -> None:
        of = {"period__in": [period.id for period in periods]}
        self.misplaced, self.repeated = misplacement_views(children), repeated_as(children)
        self.claimed = claimed_before_joining(period.child_id for period in periods)
        self.episodes: dict[UUID, list[Episode]] = defaultdict(list)
        for episode in Episode.objects.shown().filter(**of).order_by("started_on"):
            self.episodes[episode.period_id].append(episode)
        current = WorkerAssignment.objects.filter(**of, ended_on=None).select_related("worker")
        self.assignments = {one.period_id: one for one in current}
        self.appointments = {one.period_id: one for one in Appointment.objects.current().filter(**of)}
        self.proposals = {one.period_id: one for one in AppointmentProposal.objects.filter(**of).order_by("number")}


def _view(child: Child, periods: Sequence[PeriodOfCare], rows: _Rows) -> CaseView:
    *earlier, period = periods
    episodes = tuple(episode_view(episode) for episode in rows.episodes[period.id])
    statuses = {episode.legal_status.code for episode in episodes}
    appointment, proposal = rows.appointments.get(period.id), rows.proposals.get(period.id)
    assignment, calendar = rows.assignments.get(period.id), england()
    return CaseView(
        child_id=child.id,
        reference=child.reference,
        name=child.name,
        given_names=child.given_names,
        family_name=child.family_name,
        initials=child.initials,
        date_of_birth=child.date_of_birth,
        sex=_coded(codes.SEX, child.sex),
        ethnicity=_coded(codes.ETHNIC, child.ethnicity),
        upn=child.upn,
        period=period_view(period),
        episode=episodes[-1] if episodes else episode_view(Episode(started_on=period.looked_after_from)),
        episodes=episodes,
        worker=assignment_view(assignment) if assignment else None,
        iro=IroView(appointment.iro_id, appointment.iro_name, appointment.appointed_on) if appointment else None,
        proposal=proposal_view(proposal) if proposal and not appointment else None,
        appointment=rules.appointment_limit(period.looked_after_from, calendar),
        first_review=rules.first_review(statuses, period.looked_after_from, calendar),
        first_review_note=rules.short_breaks_note(statuses),
        earlier_periods=tuple(map(period_view, earlier)),
        feed_closed_on=child.feed_closed_on,
        last_review_claimed_on=max(
            (day for day in rows.claimed.get(child.id, ()) if day >= period.looked_after_from), default=None
        ),
        misplacement=rows.misplaced.get(child.id),
        repeated_as=tuple(rows.repeated.get(child.id, ())),
    )


def proposal_view(row: AppointmentProposal) -> ProposalView:
    return ProposalView(row.id, row.iro_name, row.iro_registration, row.iro_email, row.proposed_on, row.limit)


def period_view(row: PeriodOfCare) -> PeriodView:
    return PeriodView(row.id, row.looked_after_from, row.ended_on, _coded(codes.REC, row.end_reason))


def episode_view(row: Episode) -> EpisodeView:
    return EpisodeView(
        started_on=row.started_on,
        start_reason=_coded(codes.RNE, row.start_reason),
        legal_status=_coded(codes.LS, row.legal_status),
        need=_coded(codes.CIN, row.need),
        placement_type=_coded(codes.PLACE, row.placement_type),
        placement_provider=_coded(codes.PLACE_PROVIDER, row.placement_provider),
        home_area=row.home_area,
        placement_area=row.placement_area,
        ended_on=row.ended_on,
    )


def assignment_view(assignment: WorkerAssignment) -> WorkerView:
    worker = assignment.worker
    return WorkerView(
        reference=worker.reference,
        name=worker.name,
        email=worker.email,
        registration=worker.registration,
        team=worker.team,
        manager_name=worker.manager_name,
        since=assignment.started_on,
        until=assignment.ended_on,
    )


def _coded(code_set: CodeSet, code: str) -> Coded:
    return Coded(code, code_set.meaning(code) if code in code_set else "")
