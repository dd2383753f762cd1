"""A deadline as an answer: when it ends, whether it was kept, and why it falls where it falls."""

import json
from datetime import UTC, date, datetime

import pytest

from timetable.rules import (
    LimitInvalid,
    UnknownRule,
    day_in_england,
    deadline,
    dispute_stage,
    next_review,
)


@pytest.mark.parametrize(
    ("start", "ends_at"),
    [
        # 20 working days from 16 December end in winter time, from 20 March in summer time.
        (date(2025, 12, 12), "2026-01-15T00:00:00+00:00"),
        (date(2026, 3, 20), "2026-04-22T00:00:00+01:00"),
    ],
)
def test_it_ends_at_midnight_in_england(england, start, ends_at):
    due = deadline("review.first", start, england)
    assert due.ends_at.isoformat() == ends_at
    assert due.ends_at.tzinfo.key == "Europe/London"


def test_the_last_day_is_in_time_and_the_next_is_not(england):
    due = deadline("review.first", date(2026, 1, 5), england)
    assert due.limit == date(2026, 2, 2)
    assert [due.overdue(date(2026, 2, day)) for day in (1, 2, 3)] == [False, False, True]
    assert [due.kept_by(date(2026, 2, day)) for day in (1, 2, 3)] == [True, True, False]
    assert [due.days_left(date(2026, 2, day)) for day in (1, 2, 3)] == [1, 0, -1]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 1, 1, 23, 59, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_today_is_the_day_in_england(instant, day):
    assert day_in_england(instant) == day


def test_a_naive_instant_and_a_datetime_as_start_are_refused(england):
    with pytest.raises(ValueError, match="aware"):
        day_in_england(datetime(2026, 7, 1, 23, 0))
    with pytest.raises(TypeError, match="day_in_england"):
        deadline("review.first", datetime(2026, 1, 5, tzinfo=UTC), england)


def test_the_explanation_of_a_first_review_over_easter(england):
    assert deadline("review.first", date(2026, 3, 20), england).explain() == (
        "First review: no later than Tuesday 21 April 2026, until midnight in England. "
        "That is 20 working days after Friday 20 March 2026 (the day the child became looked after), "
        "which is day 0. "
        "Not counted: Friday 3 April 2026 (Good Friday); Monday 6 April 2026 (Easter Monday); "
        "Saturdays and Sundays 21, 22, 28 and 29 March 2026, 4, 5, 11, 12, 18 and 19 April 2026. "
        "Source: CPPCR 2010 reg 33(1), required by law, in force from 1 April 2011. "
        f"Calendar {england.version}."
    )


@pytest.mark.parametrize(
    ("held", "sentences"),
    [
        (
            [date(2026, 2, 2)],
            "That is 3 months after Monday 2 February 2026 (the day of the first review), which is day 0. "
            "Saturday 2 May 2026 is not a working day, so aim for Friday 1 May 2026. ",
        ),
        (
            [date(2025, 9, 26)],
            "Thursday 25 December 2025 (Christmas Day) and Friday 26 December 2025 (Boxing Day) "
            "are not working days, so aim for Wednesday 24 December 2025. ",
        ),
        (
            [date(2026, 2, 2), date(2026, 8, 31)],
            "which is day 0; February 2027 has no day 31, so its last day counts. "
            "Saturday 27 February 2027 and Sunday 28 February 2027 are not working days, "
            "so aim for Friday 26 February 2027. ",
        ),
    ],
)
def test_the_explanation_of_a_limit_in_months(england, held, sentences):
    assert sentences in next_review(date(2025, 9, 1), held, england).explain()


def test_a_dispute_that_climbed_late_is_cut_at_the_twentieth_day(england):
    opened = date(2026, 4, 1)
    stage = dispute_stage("L4", opened=opened, reached=date(2026, 4, 29), calendar=england)
    assert (stage.limit, stage.aim, stage.cap.rule.code) == (date(2026, 5, 1),) * 2 + ("dispute.whole",)
    assert (
        "The stage itself allows 5 working days after Wednesday 29 April 2026 (the day the dispute reached "
        "this stage). It ends sooner because the whole process may take no more than 20 working days after "
        "Wednesday 1 April 2026 (the day the dispute was raised), which is day 0 "
        "(IRO Handbook 2010 para 6.2)."
    ) in stage.explain()
    assert "Friday 3 April 2026 (Good Friday)" in stage.explain()
    assert stage.as_dict()["capped_by"] == "dispute.whole"


def test_a_stage_reached_after_the_whole_is_overdue_at_once(england):
    stage = dispute_stage("L2", opened=date(2026, 4, 1), reached=date(2026, 5, 5), calendar=england)
    assert stage.limit == date(2026, 5, 1)
    assert stage.overdue(date(2026, 5, 5))


def test_an_urgent_dispute_climbs_a_day_at_a_time(england):
    stage = dispute_stage("L3", opened=date(2026, 4, 1), reached=date(2026, 4, 2), calendar=england, urgent=True)
    assert stage.limit == date(2026, 4, 7)  # over Good Friday, the weekend and Easter Monday


def test_a_councils_own_stage_limit_is_named_as_local(england):
    stage = dispute_stage("L1", opened=date(2026, 3, 2), reached=date(2026, 3, 2), calendar=england, amount=10)
    assert (stage.limit, stage.rule.force) == (date(2026, 3, 16), "local")


def test_a_stage_needs_a_formal_level_and_dates_in_order(england):
    opened = date(2026, 4, 1)
    with pytest.raises(UnknownRule, match="L5"):
        dispute_stage("L5", opened=opened, reached=opened, calendar=england)
    with pytest.raises(LimitInvalid, match="before the dispute was raised"):
        dispute_stage("L1", opened=opened, reached=date(2026, 3, 31), calendar=england)


def test_it_travels_as_json(england):
    due = deadline("decisions.issued", date(2026, 3, 27), england)
    carried = json.loads(json.dumps(due.as_dict()))
    assert carried == {
        "rule": "decisions.issued",
        "title": "Decisions issued in writing",
        "amount": 5,
        "unit": "working_days",
        "direction": "after",
        "source": "IRO Handbook 2010",
        "force": "guidance",
        "start": "2026-03-27",
        "limit": "2026-04-07",
        "aim": "2026-04-07",
        "ends_at": "2026-04-08T00:00:00+01:00",
        "skipped": [
            {"date": "2026-03-28", "reason": "Saturday"},
            {"date": "2026-03-29", "reason": "Sunday"},
            {"date": "2026-04-03", "reason": "Good Friday"},
            {"date": "2026-04-04", "reason": "Saturday"},
            {"date": "2026-04-05", "reason": "Sunday"},
            {"date": "2026-04-06", "reason": "Easter Monday"},
        ],
        "capped_by": None,
        "calendar": england.version,
        "explanation": due.explain(),
    }


def test_a_return_to_care_starts_again_with_a_first_review(england):
    due = next_review(date(2026, 6, 1), [date(2025, 3, 3), date(2025, 6, 2)], england)
    assert (due.rule.code, due.start) == ("review.first", date(2026, 6, 1))


def test_reviews_come_in_any_order_and_one_date_counts_once(england):
    held = [date(2026, 3, 2), date(2026, 2, 2), date(2026, 3, 2)]
    due = next_review(date(2026, 1, 5), held, england)
    assert (due.rule.code, due.limit) == ("review.further", date(2026, 9, 2))
    assert next_review(date(2026, 1, 5), held[:1] * 2, england).rule.code == "review.second"
