"""What goes out by mail: to nobody beyond the wall, and of a child not a word."""

from datetime import timedelta

import pytest
from django.core import mail

from casework.models import PeriodOfCare
from escalation import actions as escalation
from notifications.relay import relay
from reviews.actions import hold_review
from tenants.pins import pinned
from tests.arbitration import post
from tests.escalation.quarrel import about
from tests.reviews.care import decision, held, on
from tests.walls import houses
from tests.walls.principals import EVERYBODY
from tests.walls.story import CORNERS


@pytest.mark.parametrize("corner", CORNERS, ids=lambda one: one.council)
def test_mail_names_no_child_and_goes_to_the_houses_own_people(furnished, settings_mail, corner):
    aviary, house = houses.aviary(), furnished.house(corner.council)
    with pinned(house.service_pin()), on(post.today()):
        iro = furnished.actor(corner.iro, corner.council)
        theirs = PeriodOfCare.objects.filter(appointments__iro_id=iro.person_id)
        period = theirs.exclude(reviews__held_on=post.today()).first()
        review = held(
            held_on=post.today(), late_reason="illness",
            decisions=(decision(due_on=post.today() + timedelta(days=30)),),
        )  # fmt: skip
        hold_review(period.pk, review, actor=iro)
        escalation.raise_dispute(period.pk, about(urgent=True), actor=iro)
    for name in (corner.council, f"region/{house.region.code}", f"panel/{corner.panel}"):
        relay(furnished.house(name))
        post.relay_again(furnished, name)
    assert mail.outbox
    beyond = {
        f"{name}@example.org" for name, (_, _, where) in EVERYBODY.items()
        if where not in (corner.council, f"region/{house.region.code}", f"panel/{corner.panel}")
    }  # fmt: skip
    for message in mail.outbox:
        assert aviary.found(message.message().as_string()) == set()
        assert not beyond & set(message.recipients())
