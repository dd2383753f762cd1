"""Periods of care from chains of episodes, and which of those on record they are."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import process
from casework.models import Child, Episode, PeriodOfCare, PlannedEpisode, PlannedPeriod
from casework.ssda903.checking import CheckedLoad, parameters
from casework.ssda903.headings import FileKind
from casework.ssda903.settling.writing import plan
from ledger.acts import act
from tests.casework.ssda903.sample import TODAY, child, ended, episode, moved_on
from tests.casework.ssda903.staging import checked, findings

KINDS = frozenset({FileKind.HEADER, FileKind.EPISODES})
DAYS = st.integers(0, 400).map(lambda days: f"{date(2024, 1, 1) + timedelta(days):%d/%m/%Y}")
EPISODES = st.lists(
    st.fixed_dictionaries(
        {
            "CHILD": st.sampled_from(["K1", "K2"]),
            "DECOM": DAYS,
            "RNE": st.sampled_from("SLPTBUA"),
            "LS": st.sampled_from(["C1", "C2", "V2", "L1"]),
            "DEC": st.one_of(st.just(""), DAYS),
            "REC": st.sampled_from(["", "X1", "E4A"]),
        }
    ),
    max_size=12,
)


def planned(*episodes, children=None, read=None):
    rows = {FileKind.HEADER: children or [child()], FileKind.EPISODES: list(episodes)}
    with checked(rows) as load_id:
        plan(parameters(CheckedLoad(load_id, 2025, TODAY, KINDS)))
        found = PlannedPeriod.objects.filter(load_id=load_id).order_by("reference", "looked_after_from")
        return read(load_id) if read else list(found)


def of(period):
    return period.looked_after_from, period.start_is_known, period.ended_on, period.end_reason


def test_a_period_runs_from_its_s_through_every_change(council):
    (period,) = planned(ended(), moved_on(DEC="01/10/2024", REC="X1"), moved_on(DECOM="01/10/2024", RNE="L", LS="C2"))
    assert of(period) == (date(2024, 6, 10), True, None, "")


def test_a_period_ends_with_a_reason_other_than_x1(council):
    (period,) = planned(ended(), moved_on(DEC="01/10/2024", REC="E4A"))
    assert of(period)[2:] == (date(2024, 10, 1), "E4A")


def test_a_return_to_care_is_a_new_period(council):
    first, second = planned(ended(REC="E4A"), episode(DECOM="01/12/2024"))
    assert first.ended_on == date(2024, 8, 10)
    assert of(second) == (date(2024, 12, 1), True, None, "")


def test_a_return_without_its_s_has_no_known_start(council):
    _, second = planned(ended(REC="E4A"), moved_on(DECOM="01/12/2024"))
    assert of(second)[:2] == (date(2024, 12, 1), False)
    (alone,) = planned(episode(RNE="P", DECOM="01/02/2021"))
    assert of(alone)[:2] == (date(2021, 2, 1), False)


def test_an_s_on_the_day_of_an_x1_does_not_restart_the_clock(council):
    (period,) = planned(ended(), moved_on(RNE="S"))
    assert period.looked_after_from == date(2024, 6, 10)


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        ([ended(), episode(DECOM="01/12/2024")], (date(2024, 8, 10), "")),
        ([episode(), episode(DECOM="01/12/2024")], (date(2024, 12, 1), "")),
        ([ended(REC="E4A"), episode(DECOM="01/08/2024")], (date(2024, 8, 10), "E4A")),
        ([ended(), episode(DECOM="01/08/2024")], (date(2024, 8, 1), "")),
    ],
    ids=["an S after an X1", "two starts", "a stated end past the next start", "an unstated end"],
)
def test_a_period_that_another_follows_has_ended(council, rows, end):
    first, second = planned(*rows)
    assert of(first)[2:] == end
    assert second.ended_on is None


def test_no_postcode_in_full_is_planned(council):
    def areas(load_id):
        return set(PlannedEpisode.objects.filter(load_id=load_id).values_list("home_area", "placement_area"))

    sent = [episode(), moved_on(PL_POST="SE15", HOME_POST="AB12CD"), moved_on(DECOM="11/08/2024", PL_POST="M1 1")]
    assert planned(*sent, read=areas) == {("AB1", "AB3"), ("AB1", "SE15"), ("AB1", "M1")}


@pytest.mark.parametrize(
    ("sent", "kept", "is_new", "clashes"),
    [
        (episode(), [(date(2020, 1, 6), date(2021, 1, 6)), (date(2024, 6, 10), None)], False, False),
        (episode(RNE="P", DECOM="01/04/2024"), [(date(2020, 1, 6), None)], False, False),
        (episode(RNE="P", DECOM="01/04/2024"), [(date(2020, 1, 6), date(2021, 1, 6))], True, False),
        (episode(DECOM="12/06/2024"), [(date(2024, 6, 10), None)], False, False),
        (episode(DECOM="12/09/2024"), [(date(2024, 6, 10), None)], True, True),
        (episode(), [(date(2020, 1, 6), date(2021, 1, 6))], True, False),
    ],
    ids=["the same start", "under way", "one that had ended", "corrected", "months away", "a later one"],
)
def test_which_period_on_record_it_is(council, sent, kept, is_new, clashes):
    reference = f"K{uuid4().hex[:8]}"
    with act(process("test"), "periods on record"):
        one = Child(reference=reference, date_of_birth=date(2012, 5, 1), sex="F")
        one.save(force_insert=True)
        for start, end in kept:
            PeriodOfCare(child=one, looked_after_from=start, ended_on=end).save(force_insert=True)

    def read(load_id):
        rules = {rule for _, _, rule, _ in findings(load_id)}
        return list(PlannedPeriod.objects.filter(load_id=load_id)), rules

    found, rules = planned(sent | {"CHILD": reference}, children=[child(CHILD=reference)], read=read)
    assert ("P-L1" in rules) is clashes
    assert [period.is_new for period in found] == ([] if clashes else [is_new])


def test_an_episode_whose_start_was_corrected_is_the_one_on_record(council):
    reference = f"K{uuid4().hex[:8]}"
    with act(process("test"), "an episode on record"):
        one = Child(reference=reference, date_of_birth=date(2012, 5, 1), sex="F")
        one.save(force_insert=True)
        period = PeriodOfCare(child=one, looked_after_from=date(2024, 6, 10))
        period.save(force_insert=True)
        known = Episode(
            period=period, started_on=date(2024, 6, 10), start_reason="S", legal_status="C1", placement_type="U4"
        )
        known.save(force_insert=True)

    def read(load_id):
        rows = PlannedEpisode.objects.filter(load_id=load_id).order_by("started_on")
        return [row.episode_id == known.id for row in rows]

    sent = [row | {"CHILD": reference} for row in (ended(DECOM="12/06/2024"), moved_on())]
    assert planned(*sent, children=[child(CHILD=reference)], read=read) == [True, False]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=EPISODES, shuffler=st.randoms(use_true_random=False))
def test_whatever_is_sent_a_child_has_one_open_period_at_most_and_order_makes_no_difference(council, rows, shuffler):
    rows = [episode() | row for row in rows]
    children = [child(CHILD="K1"), child(CHILD="K2")]
    found = planned(*rows, children=children)
    shuffled = list(rows)
    shuffler.shuffle(shuffled)
    again = planned(*shuffled, children=children)
    assert [(one.reference, *of(one)) for one in found] == [(one.reference, *of(one)) for one in again]
    for reference in ("K1", "K2"):
        mine = [one for one in found if one.reference == reference]
        assert all(one.ended_on is not None for one in mine[:-1])
        assert all(one.ended_on is None or one.ended_on >= one.looked_after_from for one in mine)
