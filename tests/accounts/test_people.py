"""People and roles: one side of the wall each, by constraint."""

from uuid import uuid4

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from accounts.actions import invite
from accounts.models import Membership, Person
from accounts.permissions import Role, Side
from tenants.pins import pinned
from tenants.problems import Conflict, Invalid
from tenants.provision import INSTALLER_PIN
from tenants.sql import run
from tests.cast import PEOPLE


def test_a_regions_manager_cannot_hold_a_council_role(cast):
    with pinned(INSTALLER_PIN), pytest.raises(Conflict) as refused:
        invite("mary@example.org", "Mary", Role.COUNCIL_MANAGER, cast.house("council/210"))
    assert refused.value.code == "one-side"
    with pinned(INSTALLER_PIN):
        assert Membership.objects.filter(person__email="mary@example.org").count() == 1


@pytest.mark.parametrize("side", ["council", "region"])
def test_nor_by_any_other_path_the_database_says_so(cast, side):
    mary, council = cast.person("mary"), cast.house("council/210")
    with pinned(INSTALLER_PIN):
        with pytest.raises(DatabaseError), transaction.atomic():
            Membership.objects.create(person=mary, side=side, role=Role.COUNCIL_MANAGER, house=council)
        with pytest.raises(DatabaseError), transaction.atomic():
            Person.objects.filter(pk=mary.pk).update(side=Side.COUNCIL)
        assert Membership.objects.filter(person=mary).count() == 1


def test_a_role_is_held_in_a_house_of_its_kind(cast):
    with pinned(INSTALLER_PIN):
        for role, house in ((Role.IRO, cast.house("council/210")), (Role.ARBITRATOR, None)):
            with pytest.raises(Invalid):
                invite(f"{uuid4().hex}@example.org", "X", role, house)
        assert Person.objects.count() == len(PEOPLE)


def test_an_invitation_is_mailed_and_its_link_chooses_a_password(cast, settings_mail, client):
    with pinned(INSTALLER_PIN):
        invite("new@example.org", "New Person", Role.COUNCIL_MANAGER, cast.house("council/210"))
    [letter] = mail.outbox
    assert letter.to == ["new@example.org"]
    link = next(word for word in letter.body.split() if word.startswith("http"))
    path = link.split("8000", 1)[1]
    page = client.get(path, follow=True)
    assert page.status_code == 200
    words = "a long enough passphrase 42"
    answer = client.post(page.request["PATH_INFO"], {"password1": words, "password2": words}, follow=True)
    assert answer.status_code == 200
    signed_in = client.post("/accounts/login/", {"login": "new@example.org", "password": words})
    assert (signed_in.status_code, signed_in["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/councils/210/"


@pytest.mark.parametrize("statement", ["SELECT email FROM accounts_person", "SELECT * FROM accounts_membership"])
def test_no_house_reads_the_list_of_people(cast, statement):
    for house in ("council/210", "region/london", "panel/national"):
        with pinned(cast.house(house).own_pin()), pytest.raises(DatabaseError, match="permission denied"):
            run(statement)
