"""Placements of the feed as episodes, and the periods of care that follow from them (domain.md 2.2, 4.3).

A placement is known by the feed's id and counts by the last word about it. What the 903 or the API recorded is found
again and corrected, never doubled. A period of care ends by the end of its last placement, where a reason other than X1
is given, or where a later one begins; it begins with its first, and a placement that is purged doesn't move that day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from casework.feed.held import Held
from casework.feed.records import Placement, SocialCareEpisode
from casework.models import Episode, PeriodOfCare
from casework.ssda903.codes import CONTINUES, STARTED
from casework.ssda903.settling.planning import CORRECTED_BY

Fault = Callable[[str, str], None]
"""Called with the field and what it needs."""
_OF_ALL = {"placement_type": "placement_type", "placement_area": "postcode"}
_OF_FIRST = {"started_on": "start_date", "start_reason": "start_reason"}
_OF_LAST = {"ended_on": "end_date", "end_reason": "end_reason", "change_reason": "change_reason"}


@dataclass(frozen=True, slots=True)
class Told:
    """A placement as the feed told of it; `fault` says where in the batch."""

    placement: Placement
    episode: SocialCareEpisode
    fault: Fault


def place(held: Held, told: list[Told], today: date) -> None:
    """Take in what was told of a child's placements. Each fault is told where it lies."""
    for one in told:
        _take_in(held, one, today)
    _settle(held, {one.placement.child_looked_after_placement_id: one.fault for one in told}, today)


def hide_episode(held: Held, social_care_episode_id: str | None, today: date) -> None:
    """The feed asks to purge all of a social care episode: its placements are kept, and shown no more."""
    for row in held.episodes:
        if social_care_episode_id and row.social_care_episode_id == social_care_episode_id:
            _hide(row, today)
    _settle(held, {}, today)


def _take_in(held: Held, told: Told, today: date) -> None:
    sent = told.placement
    rows = _rows_of(held, sent)
    if sent.purge:
        for row in rows:
            _hide(row, today)
        return
    said = sent.said(**_OF_ALL, **_OF_FIRST, **_OF_LAST)
    if not said:
        return
    if not rows:
        if sent.start_date is None:
            told.fault("start_date", "is needed: this placement is not known here")
            return
        rows = [_new(sent.start_date)]
        held.episodes += rows
    for row in rows:
        row.hidden_on = None
        row.placement_id = sent.child_looked_after_placement_id
        row.social_care_episode_id = told.episode.social_care_episode_id or row.social_care_episode_id
        _set(row, said, _OF_ALL)
    if sent.start_date is None:
        said.pop("started_on", None)
    _set(rows[0], said, _OF_FIRST)
    _set(rows[-1], said, _OF_LAST)
    _check(rows, told.fault, today)


def _rows_of(held: Held, sent: Placement) -> list[Episode]:
    """The episodes of this placement, several where the legal status changed meanwhile; else the one that the 903 or
    the API recorded for it: of the same day, or of one up to 28 days away whose placement nobody sent."""
    key = sent.child_looked_after_placement_id
    rows = [one for one in held.episodes if one.placement_id == key]
    if rows:
        return sorted([one for one in rows if one.hidden_on is None] or rows, key=lambda one: one.started_on)
    start = sent.start_date
    free = [one for one in held.shown if one.placement_id is None]
    if start is None or sent.purge:
        return []
    same = [one for one in free if one.started_on == start]
    near = [one for one in free if abs(one.started_on - start).days <= CORRECTED_BY and _alike(one, sent)]
    return (same or near)[:1]


def _alike(row: Episode, sent: Placement) -> bool:
    return (row.start_reason == STARTED) == (sent.start_reason == STARTED)


def _new(start: date) -> Episode:
    # Where nobody says why it began, it goes on from what was before.
    return Episode(started_on=start, start_reason="P", legal_status="", placement_type="")


def _set(row: Episode, said: dict[str, Any], names: dict[str, str]) -> None:
    for name in names:
        if name in said:
            blank = None if name == "ended_on" else ("P" if name == "start_reason" else "")
            setattr(row, name, blank if said[name] is None else said[name])


def _hide(row: Episode, today: date) -> None:
    row.hidden_on = row.hidden_on or today


def _check(rows: list[Episode], fault: Fault, today: date) -> None:
    first, last = rows[0], rows[-1]
    if first.started_on > today:
        fault("start_date", "lies in the future: send a placement when it has begun")
    if last.ended_on is not None and last.ended_on > today:
        fault("end_date", "lies in the future: send it when the placement has ended")
    if last.ended_on is not None and last.ended_on < last.started_on:
        fault("end_date", "lies before the placement began, or before its legal status changed")
    if len(rows) > 1 and first.started_on >= rows[1].started_on:
        fault("start_date", "lies after a change of legal status in this placement: correct that first")


def _settle(held: Held, faults: dict[str, Fault], today: date) -> None:
    _hide_without_length(held, today)
    if not _ensure_one_a_day(held.shown, faults):
        return
    for row in held.shown:
        if row.period_id is None:
            row.period = _period_for(held, row, faults.get(row.placement_id or ""))
    for period in held.periods:
        _follow_start(held, period)
        _close_followed(held.shown_in(period))
    _end_periods(held, faults)


def _hide_without_length(held: Held, today: date) -> None:
    """Rule 355: an episode lasts for a day or more. A placement of no length gives way to another of that day."""
    for row in held.shown:
        others = (one for one in held.shown if one is not row and one.started_on == row.started_on)
        if row.ended_on == row.started_on and any(others):
            _hide(row, today)


def _ensure_one_a_day(shown: list[Episode], faults: dict[str, Fault]) -> bool:
    for row, after in pairwise(shown):
        if row.started_on == after.started_on:
            told = faults.get(after.placement_id or "") or faults.get(row.placement_id or "")
            if told:
                told("start_date", "is the day on which another placement of this child begins")
                return False
    return True


def _period_for(held: Held, row: Episode, fault: Fault | None) -> PeriodOfCare:
    """The period of care that a new placement belongs to: one on record, from an earlier day perhaps, or a new one."""
    start, begins = row.started_on, row.start_reason == STARTED
    for period in held.ordered_periods():
        before = [one for one in held.shown_in(period) if one.started_on < start]
        if not held.shown_in(period) and _may_begin_anew(period, start):
            period.looked_after_from = start if begins else min(start, period.looked_after_from)
            return period
        if not period.looked_after_from <= start or _is_over(period, before, row):
            continue
        if not begins or start == period.looked_after_from:
            return period
        if before and before[-1].ended_on is None and fault:
            fault("start_reason", "is S, but the period of care before it is not ended: send the end of its placement")
    later = next((one for one in held.ordered_periods() if one.looked_after_from > start), None)
    if later is not None and _reaches(row, later, held.shown_in(later)):
        later.looked_after_from = start
        return later
    return held.add_period(start)


def _may_begin_anew(period: PeriodOfCare, start: date) -> bool:
    """All its placements were purged: the one that comes in their place is of the same period."""
    return period.ended_on is None or abs(period.looked_after_from - start).days <= CORRECTED_BY


def _is_over(period: PeriodOfCare, before: list[Episode], row: Episode) -> bool:
    """Whether the period had ended when the new placement began, by the last one before it."""
    if not before:
        return period.ended_on is not None and period.ended_on < row.started_on
    last = before[-1]
    if last.ended_on is None or last.ended_on > row.started_on:
        return False
    if row.start_reason == STARTED:
        return True
    return _has_left(last) and last.ended_on < row.started_on


def _reaches(row: Episode, later: PeriodOfCare, shown: list[Episode]) -> bool:
    """Whether the placement goes on into a period whose first placement isn't said to have begun it."""
    unknown = bool(shown) and shown[0].start_reason != STARTED
    return unknown and (row.ended_on is None or row.ended_on >= later.looked_after_from)


def _follow_start(held: Held, period: PeriodOfCare) -> None:
    """The period begins with its first placement, and moves with it."""
    shown = held.shown_in(period)
    moved = any(
        held.began.get(one.id) == held.began.get(period.id) != one.started_on for one in shown if one.id in held.began
    )
    if shown and (moved or shown[0].started_on < period.looked_after_from):
        period.looked_after_from = shown[0].started_on


def _close_followed(shown: list[Episode]) -> None:
    """The feed can't end what it doesn't know: an episode of the API's or the 903's ends where the next one begins."""
    for row, after in pairwise(shown):
        if row.ended_on is None and row.placement_id is None:
            row.ended_on, row.end_reason = after.started_on, CONTINUES


def _end_periods(held: Held, faults: dict[str, Fault]) -> None:
    ordered = held.ordered_periods()
    for period, later in zip(ordered, [*ordered[1:], None], strict=True):
        shown = held.shown_in(period)
        if not shown:
            continue
        last = shown[-1]
        if _has_left(last):
            period.ended_on, period.end_reason = last.ended_on, last.end_reason
        elif later is None:
            period.ended_on, period.end_reason = None, ""
        elif last.ended_on is not None:
            period.ended_on = last.ended_on
        elif last.placement_id in faults:
            faults[last.placement_id]("end_date", "is needed: a later period of care has begun")


def _has_left(row: Episode) -> bool:
    """Whether the child left care at the end of this episode."""
    return row.ended_on is not None and row.end_reason not in ("", CONTINUES)
