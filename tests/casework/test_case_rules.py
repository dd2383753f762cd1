"""The rules of casework, without a database."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import rules
from casework.rules import CaseInvalid
from casework.rules.submitting import ensure_submission
from casework.shapes import EpisodeFacts, Staff, WorkerFacts
from casework.ssda903 import codes
from casework.ssda903.values import birthday
from tests.casework.cases import EPISODE, a_case

TODAY = date(2026, 7, 1)
TEXT = st.text(max_size=20)


def broken(case) -> set[tuple[str, str]]:
    """(code, field) of everything that is wrong with a case."""
    try:
        ensure_submission(rules.normal(case), TODAY)
    except CaseInvalid as refusal:
        return {(reason["code"], reason["field"]) for reason in refusal.extra["reasons"]}
    return set()


@pytest.mark.parametrize(
    ("case", "code", "field"),
    [
        (a_case("Ivy Marlowe"), "reference-malformed", "child/reference"),
        (a_case(""), "reference-malformed", "child/reference"),
        (a_case(child={"given_names": "x" * 121}), "name-too-long", "child/given_names"),
        (a_case(child={"date_of_birth": date(2026, 7, 2)}), "born-in-future", "child/date_of_birth"),
        (a_case(looked_after_from=date(2026, 7, 2)), "starts-in-future", "looked_after_from"),
        (a_case(child={"date_of_birth": date(2026, 1, 6)}), "born-after-start", "child/date_of_birth"),
        (a_case(child={"date_of_birth": date(2008, 1, 5)}), "adult-at-start", "child/date_of_birth"),
        (a_case(child={"date_of_birth": date(2008, 6, 30)}), "adult-today", "child/date_of_birth"),
        (a_case(child={"sex": "X"}), "unknown-code", "child/sex"),
        (a_case(child={"ethnicity": "BLUE"}), "unknown-code", "child/ethnicity"),
        (a_case(child={"upn": "123"}), "upn-malformed", "child/upn"),
        (a_case(episode={"legal_status": "C3"}), "unknown-code", "episode/legal_status"),
        (a_case(episode={"placement_type": "H5"}), "unknown-code", "episode/placement_type"),
        (a_case(episode={"placement_provider": "PR9"}), "unknown-code", "episode/placement_provider"),
        (a_case(episode={"placement_provider": ""}), "provider-missing", "episode/placement_provider"),
        (a_case(episode={"placement_type": "T1"}), "provider-needless", "episode/placement_provider"),
        (a_case(episode={"placement_provider": "PR0"}), "parents-elsewhere", "episode/placement_provider"),
        (a_case(episode={"need": "N9"}), "unknown-code", "episode/need"),
        (a_case(episode={"home_area": "Peckham"}), "area-malformed", "episode/home_area"),
        (a_case(episode={"placement_area": "12345"}), "area-malformed", "episode/placement_area"),
        (a_case(episode={"urn": "SC/1"}), "urn-malformed", "episode/urn"),
        (a_case(worker={"reference": ""}), "reference-malformed", "worker/reference"),
        (a_case(worker={"name": " "}), "name-missing", "worker/name"),
        (a_case(worker={"team": ""}), "team-missing", "worker/team"),
        (a_case(worker={"email": "pat"}), "email-malformed", "worker/email"),
        (a_case(worker={"registration": "12345"}), "registration-malformed", "worker/registration"),
        (a_case(worker={"manager_registration": "SW"}), "registration-malformed", "worker/manager_registration"),
    ],
)
def test_each_fault_has_its_code_and_its_field(case, code, field):
    assert broken(case) == {(code, field)}


def test_a_good_case_has_no_fault():
    assert broken(a_case()) == set()
    assert broken(a_case(looked_after_from=TODAY)) == set()
    assert broken(a_case(child={"date_of_birth": date(2026, 1, 5)})) == set()


@pytest.mark.parametrize("place", sorted(codes.TEMPORARY_PLACES | {"Z1"}))
def test_a_place_without_provider(place):
    assert broken(a_case(episode={"placement_type": place, "placement_provider": ""})) == set()


@given(born=st.dates(date(2000, 1, 1), date(2030, 1, 1)), started=st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_dates_pass_exactly_when_a_child_was_under_eighteen_from_then_till_now(born, started):
    faults = broken(a_case(looked_after_from=started, child={"date_of_birth": born}))
    assert (faults == set()) == (born <= started <= TODAY < birthday(born, 18))


@given(
    child=st.fixed_dictionaries({}, optional=dict.fromkeys(("given_names", "family_name", "sex", "upn"), TEXT)),
    episode=st.fixed_dictionaries({}, optional={field.name: TEXT for field in fields(EpisodeFacts)}),
    worker=st.fixed_dictionaries({}, optional={field.name: TEXT for field in fields(WorkerFacts)}),
)
def test_any_text_at_all_is_refused_by_field_or_fits_its_column(child, episode, worker):
    case = rules.normal(a_case(child=child, episode=episode, worker=worker))
    assert rules.normal(case) == case
    if not broken(case):
        assert len(case.episode.home_area) <= 4
        assert len(case.episode.placement_type) <= 3
        assert len(case.child.upn) <= 13
        assert len(case.worker.registration) <= 12


@given(st.sampled_from(["SE15 4AA", " se15 4aa ", "SE154AA", "SE15"]))
def test_no_more_than_the_first_half_of_a_postcode_is_kept(postcode):
    assert rules.normal(a_case(episode={"home_area": postcode})).episode.home_area == "SE15"


@given(legal=st.booleans(), moved=st.booleans(), same_carer=st.booleans())
def test_the_reason_for_a_new_episode(legal, moved, same_carer):
    after = replace(EPISODE, legal_status="C1" if legal else "V2", placement_type="K2" if moved else "U6")
    reason = rules.reason_for_new_episode(EPISODE, after, same_carer=same_carer)
    expected = {(False, False): "", (True, False): "L", (False, True): "PT", (True, True): "BU"}[legal, moved]
    assert reason == (expected[same_carer] if moved else expected)


@pytest.mark.parametrize(
    ("staff", "code"),
    [
        (Staff("SW1", "", False), "EX-a"),
        (Staff(" sw1 ", "", True), "EX-d"),
        (Staff("SW2", "ADA@example.org", False), "EX-a"),
        (Staff("SW2", "ben@example.org", False), None),
        (Staff("", "", False), None),
    ],
)
def test_who_worked_on_the_case_or_managed_it_can_t_be_the_iro(staff, code):
    found = rules.exclusion("SW1", "ada@example.org", [staff])
    assert (found.code if found else None) == code


def test_an_officer_without_registration_is_not_everybody_without_one():
    assert rules.exclusion("", "", [Staff("", "", False)]) is None


def test_mixed_legal_statuses_have_an_ordinary_first_review():
    assert rules.only_short_breaks({"V3", "V4"})
    assert not rules.only_short_breaks({"V3", "C2"})
    assert not rules.only_short_breaks(set())


def test_a_return_to_care_on_the_day_the_last_period_ended_is_no_overlap():
    case = a_case(looked_after_from=date(2026, 3, 2))
    ended = date(2026, 3, 2)
    rules.ensure_return_to_care(case, born=case.child.date_of_birth, periods=[(date(2025, 1, 1), ended)])
    with pytest.raises(rules.PeriodOverlaps):
        rules.ensure_return_to_care(
            case, born=case.child.date_of_birth, periods=[(date(2025, 1, 1), ended + timedelta(days=1))]
        )
