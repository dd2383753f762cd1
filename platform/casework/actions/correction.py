"""The council corrects its own facts, in the open: with a purpose, as a new row of history, never instead of one."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from functools import partial
from uuid import UUID

from django.db import IntegrityError

from accounts.actor import Actor
from accounts.permissions import Permission
from casework import rules
from casework.actions.workers import worker_of
from casework.models import Child, Episode, PeriodOfCare, WorkerAssignment
from casework.queries.visibility import find_child
from casework.shapes import (
    CaseCorrection,
    ChildFacts,
    CorrectedCase,
    Ending,
    EpisodeChange,
    EpisodeFacts,
    WorkerChange,
    WorkerFacts,
)
from casework.ssda903.codes import CONTINUES
from ledger.acts import act
from notifications.actions import publish
from notifications.tags import Tag
from tenants import clock, pins
from tenants.problems import Conflict, Invalid


class NoEpisode(Conflict):
    code = "no-episode"
    title = "There is no episode to correct"


class CorrectedMeanwhile(Conflict):
    code = "corrected-meanwhile"
    title = "Somebody else corrected the same case in this very moment"


@dataclass(slots=True)
class _Plan:
    """What is to be written, in order, and what it changes; made and checked before anything is written."""

    changed: list[str] = field(default_factory=list)
    writes: list[Callable[[], None]] = field(default_factory=list)

    def add(self, write: Callable[[], None], *changed: str) -> None:
        self.writes.append(write)
        self.changed.extend(changed)


def correct_case(which: UUID | str, correction: CaseCorrection, *, actor: Actor) -> CorrectedCase:
    """Correct the child's facts, and the newest period's; `which` as in `queries.case`.

    Only what really differs is written. Raises NotFound, NotPermitted (whoever only reviews), CaseInvalid,
    NotAfterStart, PeriodEnded, Invalid without a purpose, CorrectedMeanwhile.
    """
    child = find_child(which, actor)
    actor.ensure(Permission.CASE_CORRECT)
    if not correction.purpose.strip():
        raise Invalid("Say why: the reason is kept with the correction.", errors={"purpose": "Give a reason."})
    period = PeriodOfCare.objects.filter(child=child).latest("looked_after_from")
    plan = _plan(child, period, correction)
    if not plan.changed:
        return CorrectedCase(child.id, period.id, (), None)
    try:
        with act(actor, correction.purpose.strip()) as change:
            for write in plan.writes:
                write()
    except IntegrityError as race:
        raise CorrectedMeanwhile("Look at the case again, and correct what is still wrong.") from race
    return CorrectedCase(child.id, period.id, tuple(plan.changed), change.receipt)


def _plan(child: Child, period: PeriodOfCare, correction: CaseCorrection) -> _Plan:
    plan, today = _Plan(), clock.today()
    _plan_child(plan, child, period, correction, today)
    if correction.episode or correction.ending:
        episode = _newest_episode(period)
        if correction.episode:
            episode = _plan_episode(plan, period, episode, correction.episode, today)
        if correction.ending:
            _plan_ending(plan, period, episode, correction.ending, today)
    if correction.worker:
        _plan_worker(plan, period, correction.worker, today)
    return plan


def _newest_episode(period: PeriodOfCare) -> Episode:
    found = Episode.objects.shown().filter(period=period).order_by("started_on").last()
    if found is None:
        raise NoEpisode("Send the placement again: all that was told of this period of care was purged.")
    return found


def _plan_child(plan: _Plan, child: Child, period: PeriodOfCare, correction: CaseCorrection, today: date) -> None:
    before = ChildFacts(**{one.name: getattr(child, one.name) for one in fields(ChildFacts)})
    given = {
        one.name: getattr(correction, one.name)
        for one in fields(ChildFacts)
        if getattr(correction, one.name, None) is not None
    }
    after = rules.normal_child(replace(before, **given))
    changed = _different(asdict(before), asdict(after))
    if changed:
        rules.ensure_child(after, period.looked_after_from, today)
        _set(child, asdict(after), changed)
        plan.add(partial(child.save, update_fields=changed), *changed)


def _plan_episode(plan: _Plan, period: PeriodOfCare, episode: Episode, change: EpisodeChange, today: date) -> Episode:
    """The episode that is the newest afterwards. From its own first day a change corrects it; from later it follows."""
    rules.ensure_change(
        "episode/from_date", change.from_date, not_before=episode.started_on, ended_on=period.ended_on, today=today
    )
    rules.ensure_change_reason(change.change_reason)
    before = EpisodeFacts(**{one.name: getattr(episode, one.name) for one in fields(EpisodeFacts)})
    given = {
        one.name: getattr(change, one.name) for one in fields(EpisodeFacts) if getattr(change, one.name) is not None
    }
    after = rules.normal_episode(replace(before, **given))
    changed = _different(asdict(before), asdict(after))
    if not changed:
        return episode
    rules.ensure_episode(after, change.from_date, today)
    reason = rules.reason_for_new_episode(before, after, same_carer=change.same_carer)
    if change.from_date == episode.started_on or not reason:
        _set(episode, asdict(after), changed)
        plan.add(partial(episode.save, update_fields=changed), *changed)
        return episode
    _set(episode, {"ended_on": change.from_date, "end_reason": CONTINUES, "change_reason": change.change_reason})
    follows = Episode(period=period, started_on=change.from_date, start_reason=reason, **asdict(after))
    plan.add(partial(episode.save, update_fields=["ended_on", "end_reason", "change_reason"]))
    plan.add(partial(follows.save, force_insert=True), *changed)
    return follows


def _plan_worker(plan: _Plan, period: PeriodOfCare, change: WorkerChange, today: date) -> None:
    facts = rules.normal_worker(change.worker)
    rules.ensure_worker(facts)
    current = WorkerAssignment.objects.filter(period=period, ended_on=None).select_related("worker").first()
    if current is not None and current.worker.reference == facts.reference:
        known = {one.name: getattr(current.worker, one.name) for one in fields(WorkerFacts)}
        changed = _different(known, asdict(facts))
        if changed:
            plan.add(partial(_update_worker, facts), *(f"worker {name}" for name in changed))
        return
    begun = current.started_on if current else period.looked_after_from
    rules.ensure_change("worker/from_date", change.from_date, not_before=begun, ended_on=period.ended_on, today=today)
    plan.add(partial(_hand_over, period, current, facts, change.from_date), "worker")


def _update_worker(facts: WorkerFacts) -> None:
    worker_of(facts)


def _hand_over(period: PeriodOfCare, current: WorkerAssignment | None, facts: WorkerFacts, day: date) -> None:
    if current is not None:
        current.ended_on = day
        current.save(update_fields=["ended_on"])
    WorkerAssignment(period=period, worker=worker_of(facts), started_on=day).save(force_insert=True)


def _plan_ending(plan: _Plan, period: PeriodOfCare, episode: Episode, ending: Ending, today: date) -> None:
    rules.ensure_ending(ending, not_before=episode.started_on, ended_on=period.ended_on, today=today)
    for row in (episode, period):
        _set(row, {"ended_on": ending.ended_on, "end_reason": ending.reason})
    plan.add(partial(_end, period, episode), "ended_on", "end_reason")


def _end(period: PeriodOfCare, episode: Episode) -> None:
    episode.save(update_fields=["ended_on", "end_reason"])
    period.save(update_fields=["ended_on", "end_reason"])
    publish(Tag.PERIOD_ENDED, period_ended(period))


def period_ended(period: PeriodOfCare) -> dict[str, object]:
    """The payload of PERIOD_ENDED."""
    return {
        "council": pins.current().code,
        "child_id": str(period.child_id),
        "period_id": str(period.id),
        "ended_on": period.ended_on.isoformat() if period.ended_on else None,
        "end_reason": period.end_reason,
    }


def _different(before: dict[str, object], after: dict[str, object]) -> list[str]:
    return [name for name, value in after.items() if before[name] != value]


def _set(row: Child | PeriodOfCare | Episode, values: dict[str, object], only: Iterable[str] = ()) -> None:
    for name in only or values:
        setattr(row, name, values[name])
