"""Pages as they were known at a position of the log; nothing to be done there; the twin of every live refusal."""

import re

import pytest

from casework.models import PeriodOfCare
from reviews import actions as reviews
from tenants.pins import pinned
from tests.past import back_in_care, numbered, seen, succeed
from tests.reviews.care import InCare, held, in_care
from tests.web.dispute_journey import raise_dispute
from tests.web.test_dispute_pages import ANSWER

BUTTON = 'class="govuk-button'


def text(answer) -> str:
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def main(answer) -> str:
    """What stands in the page's own part."""
    return text(answer).partition("<main")[2].partition("</main>")[0]


def case_of(child_id, code="210") -> str:
    return f"/councils/{code}/cases/{child_id}/"


def answered(cast, sign_in):
    """(dispute, position before the council's answer, position after it)."""
    raised = raise_dispute(cast, sign_in("ada"))
    before = numbered(cast)
    assert sign_in("max").post(f"{raised.address}stages/L1/answer/", ANSWER).status_code == 302
    return raised, before, numbered(cast)


@pytest.mark.parametrize("name", ["ada", "max", "mary"])
def test_a_dispute_as_it_was_known(cast, sign_in, name):
    raised, before, after = answered(cast, sign_in)
    browser = sign_in(name)
    then, later = (main(browser.get(f"{raised.address}?as_of={size}")) for size in (before, after))
    assert f"As it was known at position {before} of the log, on " in then
    assert f'<a class="govuk-link" href="{raised.address}">See it as it is now</a>' in then
    assert "One visit a month, from Friday." not in then
    assert "One visit a month, from Friday." in later
    assert "I want to see Zoë’s dog" in then
    for page in (then, later):
        assert BUTTON not in page
        assert "<form" not in page
    assert f"{case_of(raised.child_id)}?as_of={before}" in then
    assert "As it was known at position" not in text(browser.get(raised.address))
    assert (f"dispute as of {before}", [str(raised.child_id)]) in seen(cast)


def test_a_case_as_it_was_known_and_the_way_there(cast, sign_in):
    raised, before, after = answered(cast, sign_in)
    ada, address = sign_in("ada"), case_of(raised.child_id)
    now = main(ada.get(address))
    ways = [int(size) for size in re.findall(r'href="\?as_of=(\d+)"', now)]
    assert ways == sorted(ways, reverse=True)
    assert {before, after} <= set(ways)
    assert BUTTON in now
    earliest = main(ada.get(f"{address}?as_of={min(ways)}"))
    assert BUTTON not in earliest
    assert "No dispute has been raised." in earliest
    assert "the region is choosing one" in earliest
    then = main(ada.get(f"{address}?as_of={before}"))
    assert f"{raised.address}?as_of={before}" in then
    assert "Answer to a dispute" not in then
    assert (f"case as of {before}", [str(raised.child_id)]) in seen(cast)


def test_the_history_ends_at_the_position(cast, sign_in):
    raised, before, after = answered(cast, sign_in)
    browser = sign_in("max")
    assert f"?as_of={after}" not in text(browser.get(f"{raised.address}?as_of={before}"))
    assert f'"?as_of={before}"' in text(browser.get(f"{raised.address}?as_of={before}"))


def test_a_councils_caseload_as_it_was_known(cast, sign_in):
    first = in_care(cast)
    before = numbered(cast)
    second = in_care(cast, iro="ben")
    after = numbered(cast)
    mary = sign_in("mary")
    then, later = (main(mary.get(f"/councils/210/?as_of={size}")) for size in (before, after))
    assert f"{case_of(first.child_id)}?as_of={before}" in then
    assert str(second.child_id) not in then
    assert str(second.child_id) in later
    assert "Children in care for each IRO" in then
    assert "Ben Okafor" not in then
    assert "Ben Okafor" in later
    assert "Children in care for each IRO" not in text(mary.get("/councils/210/"))
    assert (f"caseloads as of {before}", [str(first.child_id)]) in seen(cast)
    own = main(sign_in("ada").get(f"/councils/210/?as_of={after}"))
    assert str(first.child_id) in own
    assert str(second.child_id) not in own


@pytest.mark.parametrize(("name", "address"), [("ada", "/region/"), ("mary", "/region/team/")])
def test_the_regions_diary_has_no_past(cast, sign_in, name, address):
    in_care(cast)
    answer = sign_in(name).get(f"{address}?as_of=1")
    assert answer.status_code == 422
    assert "each council’s log" in answer.content.decode().replace("&#x27;", "’")


@pytest.mark.parametrize("given", ["0", "-1", "x", "99999999"])
def test_a_position_that_is_not_there_is_said_to_be_so(cast, sign_in, given):
    raised, _, after = answered(cast, sign_in)
    before, browser = seen(cast), sign_in("max")
    for address in (raised.address, case_of(raised.child_id), "/councils/210/"):
        answer = browser.get(f"{address}?as_of={given}")
        assert answer.status_code == 422
        assert f"from 1 to {after}" in answer.content.decode()
    assert seen(cast) == before


@pytest.mark.parametrize("name", ["ben", "bea", "nora", "sara", "otto"])
def test_whoever_sees_nothing_now_sees_nothing_of_the_past(cast, sign_in, name):
    raised, before, after = answered(cast, sign_in)
    looks, browser = seen(cast), sign_in(name)
    for address in (raised.address, case_of(raised.child_id)):
        live = browser.get(address).status_code
        assert live == 404
        for size in (1, before, after):
            assert browser.get(f"{address}?as_of={size}").status_code == live
    assert seen(cast) == looks


def test_a_former_iro_sees_no_past_and_the_successor_sees_all_of_it(cast, sign_in):
    raised, before, _ = answered(cast, sign_in)
    ada, ben = sign_in("ada"), sign_in("ben")
    period = _period(cast, raised.child_id)
    succeed(cast, InCare(raised.child_id, period, "council/210"), "ben")
    numbered(cast)
    looks = seen(cast)
    for address in (raised.address, case_of(raised.child_id)):
        assert ada.get(address).status_code == 404
        assert ada.get(f"{address}?as_of={before}").status_code == 404
    assert seen(cast) == looks
    assert str(raised.child_id) not in text(ada.get(f"/councils/210/?as_of={before}"))
    then = main(ben.get(f"{case_of(raised.child_id)}?as_of={before}"))
    assert raised.address in then
    assert "Ada Fairweather" in then
    assert "I want to see Zoë’s dog" in main(ben.get(f"{raised.address}?as_of={before}"))


def test_a_practitioner_sees_the_case_of_then_but_no_dispute(cast, sign_in):
    raised, before, after = answered(cast, sign_in)
    pat, looks = sign_in("pat"), seen(cast)
    live = pat.get(raised.address).status_code
    assert live in (403, 404)
    for size in (before, after):
        assert pat.get(f"{raised.address}?as_of={size}").status_code == live
    assert seen(cast) == looks
    html = text(pat.get(f"{case_of(raised.child_id)}?as_of={after}"))
    assert raised.address not in html
    assert "Answer to a dispute" not in html
    assert "sister" not in html


def _period(cast, child_id):
    with pinned(cast.house("council/210").own_pin()):
        return PeriodOfCare.objects.get(child=child_id).id


def test_the_next_periods_iro_sees_no_review_of_the_first_one_then_either(cast, sign_in):
    raised = raise_dispute(cast, sign_in("ada"))
    first = InCare(raised.child_id, _period(cast, raised.child_id), "council/210")
    with pinned(cast.house("council/210").service_pin()):
        reviews.hold_review(first.period_id, held(), actor=cast.actor("ada", "council/210"))
    then = numbered(cast)
    back_in_care(cast, first, "ben")
    ben, address = sign_in("ben"), case_of(raised.child_id)
    now, past = main(ben.get(address)), main(ben.get(f"{address}?as_of={then}"))
    for page in (now, past):
        assert "No review has been held yet." in page
        assert "No dispute has been raised." in page
    assert ben.get(raised.address).status_code == ben.get(f"{raised.address}?as_of={then}").status_code == 404
