"""What holds for every date: properties of counting, found by hypothesis rather than by example."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from timetable.calendar import bank_holidays
from timetable.rules import RULES, WorkingCalendar, deadline, dispute_stage, months_after, next_review
from timetable.rules.wording import long_date

ENGLAND = WorkingCalendar.of(bank_holidays(range(1991, 2041)))
HOLIDAYS = {holiday.day: holiday.title for holiday in ENGLAND.holidays}
WEEKEND_NAMES = {"Saturday", "Sunday"}

days = st.dates(date(1993, 1, 1), date(2038, 12, 31))
modern = st.dates(date(2011, 4, 1), date(2038, 12, 31))
counts = st.integers(0, 60)
codes = st.sampled_from(sorted({rule.code for rule in RULES}))


def is_free(day):
    """An independent reading of "not a working day", by name of weekday instead of by number."""
    return day.strftime("%a") in {"Sat", "Sun"} or day in HOLIDAYS


def every_day(first, last):
    """Each day from first to last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@given(days, counts)
def test_a_count_of_working_days_ends_on_one(start, count):
    assert count == 0 or not is_free(ENGLAND.add_working_days(start, count))
    assert count == 0 or not is_free(ENGLAND.working_days_before(start, count))


@given(days, counts)
def test_a_count_passes_exactly_that_many_working_days(start, count):
    end = ENGLAND.add_working_days(start, count)
    assert sum(not is_free(day) for day in every_day(start, end)[1:]) == count
    assert ENGLAND.working_days_between(start, end) == count
    begin = ENGLAND.working_days_before(start, count)
    assert sum(not is_free(day) for day in every_day(begin, start)[:-1]) == count


@given(days, st.integers(1, 60), counts)
def test_adding_n_then_m_is_adding_both(start, n, m):
    assert ENGLAND.add_working_days(ENGLAND.add_working_days(start, n), m) == ENGLAND.add_working_days(start, n + m)


@given(days, days, counts)
def test_a_later_start_never_ends_earlier(one, other, count):
    early, late = sorted((one, other))
    assert ENGLAND.add_working_days(early, count) <= ENGLAND.add_working_days(late, count)
    assert months_after(early, count) <= months_after(late, count)


@given(days, counts)
def test_counting_back_undoes_counting_on_from_a_working_day(start, count):
    assume(not is_free(start))
    assert ENGLAND.working_days_before(ENGLAND.add_working_days(start, count), count) == start


@given(days, st.integers(-24, 24))
def test_months_keep_the_day_or_take_the_months_last(start, months):
    end = months_after(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == min(start.day, monthrange(end.year, end.month)[1])


@given(codes, modern)
def test_the_aim_is_the_last_working_day_by_the_limit(code, start):
    due = deadline(code, start, ENGLAND)
    assert due.aim <= due.limit
    assert not is_free(due.aim)
    assert all(is_free(day) for day in every_day(due.aim, due.limit)[1:])


@given(codes, modern)
def test_each_day_skipped_is_listed_once_with_its_reason(code, start):
    due = deadline(code, start, ENGLAND)
    if due.rule.unit != "working_days":
        passed = every_day(due.aim, due.limit)[1:]
    elif due.rule.direction == "after":
        passed = every_day(start, due.limit)[1:]
    else:
        passed = every_day(due.limit, start)[:-1]
    expected = [(day, HOLIDAYS.get(day) or day.strftime("%A")) for day in passed if is_free(day)]
    assert [tuple(skip) for skip in due.skipped] == expected


def days_read_back(clause):
    """The dates in "21, 22 and 28 March 2026, 4 April 2026"."""
    months = re.findall(r"((?:\d+(?:, | and )?)+) ([A-Z][a-z]+) (\d{4})", clause)
    return [
        datetime.strptime(f"{number} {month} {year}", "%d %B %Y").date()
        for numbers, month, year in months
        for number in re.findall(r"\d+", numbers)
    ]


@given(codes, modern)
def test_the_explanation_names_each_day_skipped_and_no_other(code, start):
    due = deadline(code, start, ENGLAND)
    text = due.explain()
    passed = re.search(r"Not counted: (.*?)\.|midnight in England\. .*?\. (.*?) (?:is|are) not", text)
    named = days_read_back(passed[1] or passed[2]) if passed else []
    assert sorted(named) == [skip.day for skip in due.skipped]
    reasons = {skip.reason for skip in due.skipped} - WEEKEND_NAMES
    assert {title for title in HOLIDAYS.values() if f"({title})" in text} == reasons
    for fact in (due.rule.source, long_date(due.start), long_date(due.limit), due.calendar_version):
        assert fact in text


@given(modern, st.lists(modern, max_size=6))
def test_a_review_held_never_leaves_the_next_more_than_six_months_off(looked_after_from, held):
    due = next_review(looked_after_from, held, ENGLAND)
    own = {day for day in held if day >= looked_after_from}
    assert due.start == max(own, default=looked_after_from)
    assert due.rule.code == ("review.first", "review.second", "review.further")[min(len(own), 2)]
    assert due.limit <= months_after(due.start, 6)


@given(modern, st.integers(0, 40), st.sampled_from(["L1", "L2", "L3", "L4"]), st.integers(1, 20), st.booleans())
def test_no_stage_outlasts_the_whole_dispute(opened, waited, level, amount, urgent):
    reached = opened + timedelta(days=waited)
    stage = dispute_stage(level, opened=opened, reached=reached, calendar=ENGLAND, urgent=urgent, amount=amount)
    whole = ENGLAND.add_working_days(opened, 20)
    own = ENGLAND.add_working_days(reached, amount)
    assert stage.limit == min(own, whole)
    assert (stage.cap is not None) == (own > whole)
    assert stage.skipped == ENGLAND.skipped_between(reached, stage.limit)
