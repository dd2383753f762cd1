"""The council confirms the IRO whom the region proposed, with one press of a button."""

import re

import pytest

from casework.models import Appointment
from tenants.pins import pinned
from tests.casework.cases import proposed

LIST = "/councils/210/appointments/"


@pytest.fixture
def case(cast):
    return proposed(cast)


def button(client):
    """Where the first button of the list posts to."""
    found = re.search(r'action="(/councils/210/appointments/[0-9a-f-]{36}/confirm)"', client.get(LIST).content.decode())
    assert found
    return found[1]


def appointed(cast):
    with pinned(cast.house("council/210").service_pin()):
        return Appointment.objects.count()


def test_the_proposal_waits_with_its_limit_and_one_press_confirms_it(cast, case, sign_in):
    max_ = sign_in("max")
    page = max_.get(LIST).content.decode()
    assert "Ivy Rose Marlowe" in page
    assert re.search(r"Confirm<span class=\"govuk-visually-hidden\"> \w+ \w+ for Ivy Rose Marlowe", page)
    after = max_.post(button(max_), follow=True).content.decode()
    assert re.search(r"(Ada Fairweather|Ben Okafor) is the IRO of Ivy Rose Marlowe from today", after)
    assert "No proposal waits for you." in after
    assert appointed(cast) == 1


def test_a_second_press_changes_nothing_and_says_so(cast, case, sign_in):
    max_ = sign_in("max")
    address = button(max_)
    max_.post(address)
    again = max_.post(address)
    assert again.status_code == 409
    assert "has its IRO: nothing is left to do" in again.content.decode()
    assert appointed(cast) == 1


@pytest.mark.parametrize(
    ("who", "status"), [("pat", 403), ("ada", 403), ("mary", 403), ("bea", 404), ("nora", 404), ("arno", 404)]
)
def test_only_the_councils_own_manager_appoints(cast, case, sign_in, who, status):
    address = button(sign_in("max"))
    client = sign_in(who)
    assert client.get(LIST).status_code == status
    assert client.post(address).status_code == status
    assert appointed(cast) == 0


def test_another_councils_manager_finds_no_such_proposal_at_home(cast, case, sign_in):
    address = button(sign_in("max")).replace("/210/", "/305/")
    assert sign_in("bea").post(address).status_code == 404
    assert appointed(cast) == 0


def test_confirming_is_no_link(cast, case, sign_in):
    max_ = sign_in("max")
    assert max_.get(button(max_)).status_code == 405
    assert appointed(cast) == 0
