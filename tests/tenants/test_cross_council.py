import pytest

from ledger.models import Read
from tenants.crossing import cross_council
from tenants.pins import current, pinned
from tenants.problems import NotFound


def reads(cast, code):
    with pinned(cast.house(f"council/{code}").own_pin()):
        return list(Read.objects.values_list("what", "purpose", "actor"))


def test_a_crossing_is_recorded_in_the_council_entered(cast):
    here, there = cast.house("council/210"), cast.house("council/305")
    mary = cast.actor("mary", "council/210")
    with pinned(here.service_pin()):
        with cross_council(there, actor=mary, reason="Siblings in two councils"):
            assert current().schema == "council_305"
        assert current().schema == "council_210"
    assert reads(cast, "305") == [("crossing", "Siblings in two councils", mary.id)]
    assert reads(cast, "210") == []


@pytest.mark.parametrize(("start", "to", "reason"), [
    ("council/210", "council/351", "another region's council"),
    ("council/210", "council/305", "  "),
    ("council/210", "panel/national", "not a council"),
])  # fmt: skip
def test_no_crossing_without_reason_or_out_of_the_region(cast, start, to, reason):
    target, mary = cast.house(to), cast.actor("mary", "council/210")
    with (
        pinned(cast.house(start).service_pin()),
        pytest.raises(NotFound),
        cross_council(target, actor=mary, reason=reason),
    ):
        pass
    assert reads(cast, "351") == reads(cast, "305") == []


def test_a_council_crosses_nowhere(cast):
    target, max_ = cast.house("council/305"), cast.actor("max", "council/210")
    with (
        pinned(cast.house("council/210").own_pin()),
        pytest.raises(NotFound),
        cross_council(target, actor=max_, reason="curious"),
    ):
        pass
    assert reads(cast, "305") == []
