"""What becomes of a determination stands on the register by itself: from the council's answer to the IRO's word."""

from datetime import timedelta

from arbitration import register
from arbitration.models import DirectionState, PublishedCompliance
from notifications.tags import Tag
from tests.arbitration import post
from tests.arbitration import register as way
from tests.escalation.quarrel import carry
from tests.escalation.test_directions import comply, determined_today, find, first, strike
from tests.reviews.care import in_care
from timetable.queries import england


def told(cast, slug):
    with way.reading(cast):
        found = register.entry(slug)
    return found.answer, found.standing, [one.state for one in found.directions]


def test_a_direction_is_under_way_then_overdue_and_done_by_the_iros_word_alone(cast):
    case = in_care(cast)
    determined = determined_today(cast, case)
    comply(cast, case, determined)
    carry(cast, case.council)
    kept = way.published(cast, determined[1])
    assert told(cast, kept.slug) == ("comply", "open", ["accepted"])
    late = england().add_working_days(first(cast, case, determined).due_on, 10) + timedelta(days=1)
    strike(cast, case, late)
    carry(cast, case.council)
    assert told(cast, kept.slug) == ("comply", "overdue", ["overdue"])
    find(cast, case, determined, False, "Tamsin is where she was.", day=late)
    find(cast, case, determined, True, "Tamsin has moved.", day=late)
    carry(cast, case.council)
    assert told(cast, kept.slug) == ("comply", "done", ["done"])
    with post.panel(cast):
        words = [str(row) for row in DirectionState.objects.values()]
    assert not [row for row in words if "Tamsin" in row]


def test_the_same_news_twice_is_noted_once_and_another_council_cannot_send_it(cast):
    kept = way.published(cast, way.determined(cast))
    with post.panel(cast):
        referral_id = way.Determination.objects.get().referral_id
    news = {
        "state_id": str(kept.id), "referral_id": str(referral_id), "number": 1, "carried_out": True,
        "since": post.today().isoformat(),
    }  # fmt: skip
    for house in ("council/210", "council/210", "council/305"):
        post.post(cast, house, Tag.DIRECTION_FOUND, news)
    assert post.failures(cast, "council/305")
    with post.panel(cast):
        assert (DirectionState.objects.count(), PublishedCompliance.objects.count()) == (1, 2)
    assert told(cast, kept.slug) == ("decline", "done", ["done"])
