"""The IRO's worklist across councils, and the picture of the next weeks."""

from datetime import date, timedelta

import pytest

from casework.actions import confirm_appointment
from casework.queries import case as case_of
from tenants.pins import pinned
from tests.casework.cases import a_case, proposed, relayed
from tests.reviews.care import on
from web.weeks import by_week, picture
from workforce.shapes import Due

MONDAY = date(2026, 2, 2)


def due(limit, kind="review", today=MONDAY):
    return Due(kind, "First review", limit, (limit - today).days)


@pytest.fixture
def two_children(cast):
    """One of each council; both IROs have one. Appointed in Southwark, only proposed in Bromley."""
    southwark = proposed(cast, a_case("S-1"), council="210")
    bromley = proposed(cast, a_case("B-1"), council="305", by="bea")
    house = cast.house("council/210")
    with pinned(house.own_pin()):
        actor = cast.actor("max", "council/210")
        iro = case_of(southwark.child_id, actor=actor).proposal.iro_name
        confirm_appointment(case_of(southwark.child_id, actor=actor).proposal.id, actor=actor)
    relayed(cast, "council/210")
    theirs, others = ("ada", "ben") if iro == "Ada Fairweather" else ("ben", "ada")
    return southwark, bromley, theirs, others


def test_the_list_holds_the_iros_own_children_and_opens_those_appointed(two_children, sign_in):
    southwark, _, theirs, others = two_children
    mine = sign_in(theirs).get("/region/").content.decode()
    assert f'href="/councils/210/cases/{southwark.child_id}/"' in mine
    assert "First review" in mine
    assert "B-1" not in mine
    other = sign_in(others).get("/region/").content.decode()
    assert "B-1, opens once the council has appointed you" in other
    assert "S-1" not in other
    assert "/cases/" not in other


def test_of_the_child_no_more_than_initials_and_reference(two_children, sign_in):
    page = sign_in(two_children[2]).get("/region/").content.decode()
    assert "IRM" in page
    assert "Marlowe" not in page


def test_a_filter_narrows_the_list_and_says_when_nothing_is_left(two_children, sign_in):
    client = sign_in(two_children[2])
    assert "S-1" in client.get("/region/?council=210&kind=review").content.decode()
    empty = client.get("/region/?kind=dispute").content.decode()
    assert "S-1" not in empty
    assert "Nothing of that kind is due there." in empty
    assert '<option value="dispute" selected>' in empty


def test_without_children_the_page_says_how_they_come(sign_in):
    page = sign_in("ada").get("/region/").content.decode()
    assert "You have no children yet." in page
    assert "<table" not in page


@pytest.mark.parametrize(("who", "status"), [("mary", 403), ("max", 404), ("arno", 404), ("nora", 404), ("root", 404)])
def test_nobody_else_has_a_worklist_here(sign_in, who, status):
    assert sign_in(who).get("/region/").status_code == status


def test_each_limit_falls_into_its_week_and_late_ones_stand_apart():
    found = by_week(
        [
            due(MONDAY - timedelta(days=1)),
            due(MONDAY),
            due(MONDAY + timedelta(days=6), "dispute"),
            due(MONDAY + timedelta(days=7)),
            due(MONDAY + timedelta(weeks=8)),
        ],
        MONDAY,
    )
    assert [(week.reviews, week.others) for week in found] == [(1, 0), (1, 1), (1, 0), *[(0, 0)] * 6]


def test_a_limit_earlier_in_this_week_is_late_not_due():
    thursday = MONDAY + timedelta(days=3)
    late, this_week, *_ = by_week([due(MONDAY, today=thursday), due(thursday, today=thursday)], thursday)
    assert (late.total, this_week.total) == (1, 1)


def test_the_picture_is_told_in_words_and_figures():
    shown = picture(by_week([due(MONDAY), due(MONDAY), due(MONDAY + timedelta(days=9), "dispute")], MONDAY))
    assert shown["alt"] == "Nothing overdue, 3 due in the next eight weeks, 2 of it in the week from 2 February 2026."
    assert shown["week_rows"][1] == ["from 2 February 2026", "2", "0"]
    assert "style=" not in shown["svg"]
    quiet = picture(by_week([], MONDAY))
    assert quiet["alt"] == "Nothing overdue, nothing due in the next eight weeks."


def test_the_day_of_the_worklist_is_the_services_day(two_children, sign_in):
    with on(date(2026, 3, 1)):
        page = sign_in(two_children[2]).get("/region/").content.decode()
    assert "days late" in page
    assert "limit passed" in page
