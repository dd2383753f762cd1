"""Which rows on record a return speaks of; without a database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.matching import Span, match_by_start, match_periods
from casework.ssda903.periods import PeriodOfCare

DAYS = st.dates(date(2020, 1, 1), date(2025, 1, 1))


def filed(start: date, end: date | None = None, *, known: bool = True) -> PeriodOfCare:
    return PeriodOfCare("K1", start, known, end, "E4A" if end else "", (), has_gap=False)


def at(periods: list[PeriodOfCare], spans: list[Span]) -> list[tuple[int | None, bool]]:
    return [(one.at, one.clashes) for one in match_periods(periods, spans)]


def test_the_same_start_is_the_same_period():
    spans = [Span(date(2020, 1, 6), date(2021, 1, 6)), Span(date(2024, 6, 10), None)]
    assert at([filed(date(2024, 6, 10)), filed(date(2020, 1, 6), date(2021, 1, 6))], spans) == [(1, False), (0, False)]


def test_a_return_that_does_not_reach_back_to_the_start_speaks_of_the_period_under_way():
    assert at([filed(date(2024, 4, 1), known=False)], [Span(date(2020, 1, 6), None)]) == [(0, False)]
    assert at([filed(date(2024, 4, 1), known=False)], [Span(date(2020, 1, 6), date(2021, 1, 6))]) == [(None, False)]


def test_a_start_corrected_by_days_is_the_same_period_and_one_months_away_is_not():
    open_one = [Span(date(2024, 6, 10), None)]
    assert at([filed(date(2024, 6, 12))], open_one) == [(0, False)]
    assert at([filed(date(2024, 9, 12))], open_one) == [(None, True)]


def test_a_later_period_after_one_that_ended_is_new():
    assert at([filed(date(2024, 6, 10))], [Span(date(2020, 1, 6), date(2021, 1, 6))]) == [(None, False)]


@given(starts=st.lists(DAYS, unique=True, max_size=5), kept=st.lists(DAYS, unique=True, max_size=5))
def test_no_two_periods_of_a_return_are_the_same_one_on_record(starts, kept):
    found = match_periods([filed(day) for day in sorted(starts)], [Span(day, None) for day in sorted(kept)])
    places = [one.at for one in found if one.at is not None]
    assert len(places) == len(set(places))
    assert all(not one.clashes for one in found if one.at is not None)


@given(starts=st.lists(DAYS, unique=True, max_size=6), kept=st.lists(DAYS, unique=True, max_size=6))
def test_episodes_keep_their_rows_and_share_none(starts, kept):
    spans = [Span(day, None) for day in sorted(kept)]
    found = match_by_start(sorted(starts), spans, lambda day: day, lambda span: span)
    places = [one.at for one in found if one.at is not None]
    assert len(places) == len(set(places))
    for one in found:
        if one.filed in kept:
            assert spans[one.at].looked_after_from == one.filed
        elif one.at is not None:
            assert abs(spans[one.at].looked_after_from - one.filed) <= timedelta(days=28)
