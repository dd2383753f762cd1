"""The region's manager sees caseloads and allocates a child for whom nobody could be proposed."""

import re

import pytest

from accounts.actor import process
from accounts.permissions import Permission
from casework.actions import confirm_appointment
from casework.queries import case as case_of
from ledger.acts import act
from tenants.pins import pinned
from tests.casework.cases import a_case, proposed, relayed
from workforce.models import Allocation, DiaryEntry, Officer

CHOICE = "/region/team/210/{}/allocate/"


@pytest.fixture
def waiting(cast):
    """A child whose case was opened while nobody in the team chaired reviews; now they do again."""
    region = cast.house("region/london")
    clerk = process("test", Permission.WORKFORCE_MANAGE)
    with pinned(region.own_pin()), act(clerk, "nobody chairs today"):
        Officer.objects.exclude(name="Mary Whitlock").update(chairs_reviews=False)
    case = proposed(cast, a_case("S-1"))
    with pinned(region.own_pin()), act(clerk, "they chair again"):
        Officer.objects.exclude(name="Mary Whitlock").update(chairs_reviews=True)
    return case


def officer(cast, name):
    with pinned(cast.house("region/london").own_pin()):
        return str(Officer.objects.get(name=name).id)


def allocated(cast):
    with pinned(cast.house("region/london").own_pin()):
        assert Allocation.objects.count() == DiaryEntry.objects.exclude(officer=None).count()
        return Allocation.objects.count()


def test_the_page_shows_caseloads_and_who_waits(waiting, sign_in):
    page = sign_in("mary").get("/region/team/").content.decode()
    assert "Ada Fairweather" in page
    assert "Room for more" in page
    assert "S-1" in page
    assert f'href="{CHOICE.format(waiting.period_id)}"' in page
    assert re.search(r"Children without a proposed IRO</dt><dd>1</dd>", page)


def test_an_iro_is_chosen_with_their_caseload_in_sight(cast, waiting, sign_in):
    mary = sign_in("mary")
    form = mary.get(CHOICE.format(waiting.period_id)).content.decode()
    assert "0 children, 0 per full-time equivalent" in form
    given = {"officer": officer(cast, "Ben Okafor"), "reason": "Knows the family"}
    page = mary.post(CHOICE.format(waiting.period_id), given, follow=True).content.decode()
    assert "Ben Okafor is proposed for S-1." in page
    assert "Every child has a proposed IRO." in page
    with pinned(cast.house("region/london").own_pin()):
        [made] = Allocation.objects.select_related("officer")
        assert (made.officer.name, made.reason) == ("Ben Okafor", "Knows the family")


def test_without_a_choice_nothing_is_proposed(cast, waiting, sign_in):
    answer = sign_in("mary").post(CHOICE.format(waiting.period_id), {"reason": "Anybody"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_officer_0">Answer “Who is to be this child’s IRO?”</a>' in page
    assert "Anybody</textarea>" in page
    assert allocated(cast) == 0


def test_somebody_excluded_by_regulation_46_is_refused_on_the_form(cast, waiting, sign_in):
    with pinned(cast.house("region/london").own_pin()), act(process("test"), "now on the case"):
        DiaryEntry.objects.update(staff=[{"registration": "SW100001", "email": "", "manages": False}])
    given = {"officer": officer(cast, "Ada Fairweather"), "reason": "Nearest"}
    answer = sign_in("mary").post(CHOICE.format(waiting.period_id), given)
    assert answer.status_code == 409
    assert "There is a problem" in answer.content.decode()
    assert "Nearest</textarea>" in answer.content.decode()
    assert allocated(cast) == 0


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("max", 404), ("arno", 404), ("nora", 403)])
def test_only_managers_of_this_region(cast, waiting, sign_in, who, status):
    client = sign_in(who)
    given = {"officer": officer(cast, "Ben Okafor")}
    assert client.get("/region/team/").status_code == status
    assert client.post(CHOICE.format(waiting.period_id), given).status_code == status
    assert allocated(cast) == 0


def test_the_manager_may_choose_again_until_the_council_has_confirmed(cast, waiting, sign_in):
    mary, address = sign_in("mary"), CHOICE.format(waiting.period_id)
    mary.post(address, {"officer": officer(cast, "Ben Okafor")})
    page = mary.get("/region/team/").content.decode()
    assert "Overdue: the council has not confirmed the proposed IRO" in page
    assert "Choose another" in page
    assert "Ben Okafor is proposed now." in mary.get(address).content.decode()
    assert mary.post(address, {"officer": officer(cast, "Ada Fairweather")}).status_code == 302
    with pinned(cast.house("region/london").own_pin()):
        assert Allocation.objects.get().officer.name == "Ada Fairweather"


def test_after_the_appointment_there_is_nothing_to_choose(cast, waiting, sign_in):
    mary, address = sign_in("mary"), CHOICE.format(waiting.period_id)
    mary.post(address, {"officer": officer(cast, "Ben Okafor")})
    relayed(cast, "region/london")
    actor = cast.actor("max", "council/210")
    with pinned(cast.house("council/210").own_pin()):
        confirm_appointment(case_of(waiting.child_id, actor=actor).proposal.id, actor=actor)
    relayed(cast, "council/210")
    assert mary.post(address, {"officer": officer(cast, "Ada Fairweather")}).status_code == 404
    assert allocated(cast) == 1


def test_the_head_of_service_sees_the_team_too(waiting, sign_in):
    assert sign_in("hugo").get("/region/team/").status_code == 200
