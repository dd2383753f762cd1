"""What is made up must be valid wherever it is sent, and look like the real thing in its figures."""

import io
from collections import Counter
from datetime import date

import pytest

from accounts.actor import process
from accounts.permissions import Permission
from casework.actions import load_return
from casework.actions.returns import HandedFile
from casework.queries import findings, one_import
from casework.rules import ensure_submission, normalising
from casework.shapes import CaseSubmission, ChildFacts, EpisodeFacts, WorkerFacts
from casework.ssda903.values import collection_year_of
from infra.demo.invention import returns
from infra.demo.invention.children import FILE_COUNCILS
from infra.demo.invention.days import england
from infra.demo.story.telling import invent
from reviews.rules import Standing, ensure_review
from reviews.shapes import HeldReview, NewDecision
from tenants.pins import pinned
from timetable.rules import deadline, next_review

LAST = date(2026, 11, 23)


@pytest.fixture(scope="module", params=[LAST, date(2028, 2, 29), date(2027, 1, 3)])
def script(request):
    return invent(300, request.param)


def test_the_same_seed_and_day_make_the_same_children():
    assert invent(40, LAST) == invent(40, LAST)


def test_so_many_children_as_asked_for_in_all_three_councils():
    for how_many in (3, 6, 50, 300):
        found = Counter(one.child.council for one in invent(how_many, LAST).careers)
        assert sum(found.values()) == how_many
        assert len(found) == 3


def test_references_are_unique_and_no_name(script):
    children = [one.child for one in script.careers]
    assert len({one.reference for one in children}) == len(children)
    assert not any(one.family_name.upper() in one.reference for one in children)


@pytest.mark.parametrize("council", FILE_COUNCILS)
def test_the_903_files_load_with_nothing_missing_but_ofsted_numbers(cast, council):
    children = [one.child for one in invent(300, LAST).careers if one.child.council == council and one.child.by_file]
    actor = process("test", Permission.CASE_SUBMIT, Permission.CASE_VIEW_ALL)
    days = {one.submitted_on for one in children}
    assert days
    for day in days:
        some = [one for one in children if one.submitted_on == day]
        files = [returns.header(some), returns.episodes(some)]
        handed = [HandedFile("r.csv", io.BytesIO(text.encode())) for text in files]
        with pinned(cast.house("council/305").own_pin()):
            loaded = load_return(handed, collection_year=collection_year_of(day), actor=actor)
            # Nobody's Ofsted number is made up.
            assert {(one.rule, one.column) for one in findings(loaded, actor=actor).items} <= {("218", "URN")}
            assert one_import(loaded, actor=actor).counts["children"].created == len(some)


def test_the_api_would_take_every_case(script):
    for one in (career.child for career in script.careers if not career.child.by_file):
        child = ChildFacts(one.reference, one.date_of_birth, one.sex, one.given_names, one.family_name, one.ethnicity)
        placement = one.placement
        episode = EpisodeFacts(
            one.legal_status, placement.kind, placement.provider, one.need, one.home_area, placement.area, placement.urn
        )
        case = CaseSubmission(child, one.looked_after_from, episode, WorkerFacts(**one.worker.as_dict()))
        ensure_submission(normalising.normal(case), one.submitted_on)


def test_every_review_can_be_recorded_on_its_day(script):
    calendar = england(script.last).rules
    for career in script.careers:
        earlier = []
        for review in career.reviews:
            limit = next_review(career.child.looked_after_from, earlier, calendar).limit
            standing = Standing(
                career.child.date_of_birth, career.child.looked_after_from, career.left_on, tuple(earlier), limit
            )
            decisions = tuple(
                NewDecision(text=one.text, owner_name=one.owner, due_on=one.due_on, priority=one.priority)
                for one in review.decisions
            )
            held = HeldReview(
                held_on=review.held_on, participation=review.participation, child_views=review.child_views,
                no_views_reason=review.no_views_reason, late_reason=review.late_reason, decisions=decisions,
            )  # fmt: skip
            ensure_review(held, standing, review.recorded_on)
            assert career.confirmed_on < review.held_on <= review.recorded_on < review.voted_on
            assert review.recorded_on <= script.last
            assert review.voted_on <= deadline("decisions.reply", review.recorded_on, calendar).limit
            earlier.append(review.held_on)


def test_the_figures_are_those_of_real_services(script):
    reviews = [review for one in script.careers for review in one.reviews]
    in_time = sum(not one.late_reason for one in reviews) / len(reviews)
    assert 0.89 <= in_time <= 0.95
    older = Counter(one.participation.value for one in reviews if one.participation != "PN0")
    assert 0.42 <= older["PN1"] / older.total() <= 0.6
    assert 0.12 <= older["PN6"] / older.total() <= 0.28
    boys = sum(one.child.sex == "M" for one in script.careers) / len(script.careers)
    assert 0.48 <= boys <= 0.65


def test_every_child_who_was_long_enough_in_care_has_a_review(script):
    for one in script.careers:
        days = ((one.left_on or script.last) - one.child.submitted_on).days
        assert one.reviews or days < 60


def test_nobody_of_18_is_in_care(script):
    for one in script.careers:
        assert one.child.age(one.left_on or script.last) < 18


def test_every_kind_of_dispute_is_cast_with_a_child_of_its_own(script):
    assert len(script.disputes) == 15
    assert len({one.career.child.number for one in script.disputes}) == 15
    for one in script.disputes:
        assert one.career.child.council == one.script.council
        assert len(one.steps) == len(one.script.steps)
        youngest, oldest = one.script.ages
        assert youngest <= one.career.child.age(one.raised_on) <= oldest
