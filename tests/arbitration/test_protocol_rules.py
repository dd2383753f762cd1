"""The panel's protocol without a database: limits, fairness, what a determination needs, the hash."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbitration import rules
from arbitration.shapes import DraftItem, DraftText
from ledger.sealed import sha256_of
from tenants.problems import Invalid
from timetable.calendar import bank_holidays
from timetable.rules import WorkingCalendar, determination_due

ENGLAND = WorkingCalendar.of(bank_holidays(range(2024, 2033)))
MONDAY = date(2026, 3, 2)
ITEM = DraftItem("Show the plan", "Director", date(2026, 4, 1))
WHOLE = DraftText("Found", "Because", (ITEM,), "Whether", "Read")


def test_fifteen_working_days_to_determine_and_five_on_the_fast_track():
    assert determination_due(MONDAY, False, ENGLAND).limit == date(2026, 3, 23)
    assert determination_due(MONDAY, True, ENGLAND).limit == date(2026, 3, 9)


def test_easter_is_skipped_and_named():
    """Good Friday and Easter Monday 2026 (3 and 6 April) stand in the explanation of domain.md 7.5's 15 days."""
    found = determination_due(date(2026, 3, 30), False, ENGLAND)
    assert found.limit == date(2026, 4, 22)
    assert "Good Friday" in found.explain()


def test_the_council_has_five_working_days_to_comply_or_explain():
    assert rules.answer_limit(date(2026, 3, 20), ENGLAND).limit == date(2026, 3, 27)


@given(st.dates(date(2025, 1, 1), date(2031, 12, 31)), st.booleans())
def test_silence_never_holds_a_determination_past_its_limit(received_on, urgent):
    earliest = rules.determinable_from(received_on, urgent, ENGLAND)
    assert received_on < earliest <= determination_due(received_on, urgent, ENGLAND).limit


def test_seven_working_days_to_be_heard():
    earliest = rules.determinable_from(MONDAY, False, ENGLAND)
    assert earliest == date(2026, 3, 12)
    with pytest.raises(rules.NotHeard) as refused:
        rules.ensure_heard({"service"}, earliest, date(2026, 3, 11))
    assert refused.value.extra == {"missing": ["council"], "from": "2026-03-12"}
    rules.ensure_heard({"service"}, earliest, date(2026, 3, 12))
    rules.ensure_heard({"council", "service"}, earliest, MONDAY)


def test_on_the_fast_track_a_side_may_speak_until_the_last_day():
    earliest = rules.determinable_from(MONDAY, True, ENGLAND)
    assert earliest == date(2026, 3, 9)
    with pytest.raises(rules.NotHeard):
        rules.ensure_heard(set(), earliest, date(2026, 3, 8))


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (replace(WHOLE, findings=""), "findings"),
        (replace(WHOLE, reasons=" \n"), "reasons"),
        (replace(WHOLE, issues=""), "issues"),
        (replace(WHOLE, evidence=""), "evidence"),
        (replace(WHOLE, items=()), "items"),
        (replace(WHOLE, items=(ITEM, DraftItem("Late", "Director", date(2026, 3, 1)))), "items[1].due_on"),
    ],
)
def test_a_determination_without_each_of_its_parts_is_refused(text, field):
    with pytest.raises(rules.NotComplete) as refused:
        rules.ensure_complete(text, MONDAY)
    assert list(refused.value.errors) == [field]


def test_a_whole_determination_is_accepted_on_the_day_that_an_item_falls_due():
    rules.ensure_complete(WHOLE, ITEM.due_on)


def test_an_item_says_what_and_by_whom():
    with pytest.raises(Invalid) as refused:
        rules.ensure_draft(DraftText(items=(ITEM, DraftItem(" ", "", MONDAY))))
    assert sorted(refused.value.errors) == ["items[1].owner", "items[1].text"]


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (DraftItem("Place her with her aunt", "Director", MONDAY, "place"), "kind"),
        (DraftItem("Pay £500", "Director", MONDAY, ""), "kind"),
        (DraftItem("The protocol was broken", "Director", None, "breach"), "kind"),
        (DraftItem("The IRO is right", "", MONDAY, "prevails"), "kind"),
        (DraftItem("Hold a review", "Manager", None, "process"), "due_on"),
    ],
)
def test_an_item_is_of_a_kind_that_a_determination_may_be(item, field):
    """Domain.md 7.1: nothing else can be expressed; a finding is nobody's to do, a direction is somebody's."""
    with pytest.raises(Invalid) as refused:
        rules.ensure_draft(DraftText(items=(item,)))
    assert list(refused.value.errors) == [f"items[0].{field}"]


def test_what_is_found_needs_neither_owner_nor_day():
    found = tuple(DraftItem("As the IRO says.", "", None, kind) for kind in ("prevails", "breach", "interference"))
    rules.ensure_draft(replace(WHOLE, items=found))
    rules.ensure_complete(replace(WHOLE, items=found), MONDAY)


@pytest.mark.parametrize(
    ("term", "today", "conflicted", "why"),
    [
        ((date(2026, 3, 3), date(2029, 3, 3)), MONDAY, False, "term begins on 2026-03-03"),
        ((date(2023, 3, 2), MONDAY), MONDAY, True, "term over on 2026-03-02"),
        ((MONDAY, date(2026, 3, 3)), MONDAY, True, "red conflict declared for this council"),
        ((MONDAY, date(2026, 3, 3)), MONDAY, False, ""),
    ],
)
def test_who_is_kept_out_of_a_draw(term, today, conflicted, why):
    assert rules.why_excluded([term], conflicted, False, today) == why


@pytest.mark.parametrize("until", [date(2026, 3, 2), date(2026, 3, 1), date(2029, 3, 3)])
def test_a_term_lasts_three_years_at_most(until):
    with pytest.raises(Invalid) as refused:
        rules.ensure_term(MONDAY, until)
    assert list(refused.value.errors) == ["term_until"]
    rules.ensure_term(MONDAY, date(2029, 3, 2))


@pytest.mark.parametrize(("position", "reasons"), [("part", ""), ("decline", "  "), ("maybe", "We shall see")])
def test_comply_or_explain(position, reasons):
    with pytest.raises(Invalid):
        rules.ensure_answer(position, reasons)
    rules.ensure_answer("comply", "")


def test_the_hash_is_that_of_canonical_json():
    """Written out by hand: keys sorted, no blanks, UTF-8 not escaped."""
    canonical = '{"a":[1,null,true],"b":{"née":"Zoë"}}'.encode()
    assert sha256_of({"b": {"née": "Zoë"}, "a": [1, None, True]}) == hashlib.sha256(canonical).hexdigest()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), json_values, min_size=1), st.text(min_size=1))
def test_a_bundle_with_anything_added_is_another_bundle(bundle, key):
    declared = sha256_of(bundle)
    rules.ensure_bundle(bundle, declared)
    altered = bundle | {key: [bundle.get(key)]}
    with pytest.raises(rules.BundleMismatch):
        rules.ensure_bundle(altered, declared)
