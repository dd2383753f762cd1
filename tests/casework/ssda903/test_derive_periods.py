from datetime import date

import pytest

from .sample import child, ended, episode, load_of, moved_on


def periods(*episodes):
    return load_of([child()], episodes).periods_of_care["K100"]


def test_a_period_runs_from_its_s_through_every_change():
    (period,) = periods(ended(), moved_on(DEC="01/10/2024", REC="X1"), moved_on(DECOM="01/10/2024", RNE="L", LS="C2"))
    assert period.looked_after_from == date(2024, 6, 10)
    assert period.start_is_known
    assert period.is_open
    assert not period.has_gap
    assert (period.legal_status, period.place, period.place_provider) == ("C2", "U4", "PR4")
    assert [each.placement_area for each in period.episodes] == ["AB3", "AB5", "AB5"]


def test_a_period_ends_with_a_reason_other_than_x1():
    (period,) = periods(ended(), moved_on(DEC="01/10/2024", REC="E4A"))
    assert (period.ended_on, period.end_reason) == (date(2024, 10, 1), "E4A")
    assert not period.is_open


def test_a_return_to_care_is_a_new_period():
    first, second = periods(ended(REC="E4A"), episode(DECOM="01/12/2024"))
    assert first.ended_on == date(2024, 8, 10)
    assert (second.looked_after_from, second.start_is_known, second.is_open) == (date(2024, 12, 1), True, True)


def test_a_return_without_its_s_has_no_known_start():
    _, second = periods(ended(REC="E4A"), moved_on(DECOM="01/12/2024"))
    assert (second.looked_after_from, second.start_is_known) == (date(2024, 12, 1), False)


def test_a_chain_that_began_in_an_earlier_return_has_no_known_start():
    (period,) = periods(episode(RNE="P", DECOM="01/02/2021"))
    assert (period.looked_after_from, period.start_is_known, period.has_gap) == (date(2021, 2, 1), False, False)


def test_an_s_on_the_day_of_an_x1_does_not_restart_the_clock():
    (period,) = periods(ended(), moved_on(RNE="S"))
    assert period.looked_after_from == date(2024, 6, 10)


def test_an_s_after_an_x1_ends_the_period_before_it_without_a_reason():
    first, second = periods(ended(), episode(DECOM="01/12/2024"))
    assert (first.ended_on, first.end_reason, first.has_gap) == (date(2024, 8, 10), "", True)
    assert second.is_open


def test_two_starts_without_an_end_leave_one_period_open():
    first, second = periods(episode(), episode(DECOM="01/12/2024"))
    assert (first.ended_on, first.has_gap) == (date(2024, 12, 1), True)
    assert second.is_open


def test_a_stated_end_past_the_next_start_stands_but_is_marked():
    first, second = periods(ended(REC="E4A"), episode(DECOM="01/08/2024"))
    assert (first.ended_on, first.has_gap) == (date(2024, 8, 10), True)
    assert second.looked_after_from == date(2024, 8, 1)


def test_an_unstated_end_is_no_later_than_the_next_start():
    first, _ = periods(ended(), episode(DECOM="01/08/2024"))
    assert (first.ended_on, first.end_reason, first.has_gap) == (date(2024, 8, 1), "", True)


@pytest.mark.parametrize(
    "rows",
    [
        [ended()],
        [ended(), moved_on(DECOM="12/08/2024")],
        [ended(), moved_on(DECOM="01/08/2024")],
        [ended(), moved_on(LS="??"), moved_on(DECOM="01/10/2024")],
        [episode(), moved_on(CIN="")],
    ],
)
def test_a_chain_that_does_not_close_says_so(rows):
    (period,) = periods(*rows)
    assert period.has_gap
