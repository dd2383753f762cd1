"""The bench of the daily feed sends what the feed takes: new children, a change for each, and the same again."""

from casework.models import Episode
from infra.bench.feeding import KINDS, batch, changed, tell
from tenants.pins import pinned
from tests.api.feeds.conftest import sender, site

__all__ = ["sender", "site"]


def episodes(cast):
    with pinned(cast.house("council/210").own_pin()):
        return Episode.objects.filter(period__child__reference__startswith="F0-").count()


def test_each_kind_of_batch_is_taken_in_and_does_what_it_says(cast, sender):
    southwark, new = sender(), batch("F0", 3)
    southwark.ids(new)
    assert episodes(cast) == 3
    later = changed(new)
    ids = southwark.ids(later)
    assert episodes(cast) == 6
    assert southwark.ids(later) == ids, "sent again it changes nothing"
    assert episodes(cast) == 6


def test_the_figures_are_told_beside_the_floor():
    lines = list(tell([{"floor": 0.1, "new": 0.2, "changed": 0.3, "sent again": 0.1}], 100))
    assert [line.split("  ")[0].strip() for line in lines] == list(KINDS)
    assert "×2.00 of the floor" in lines[1]
