"""What makes a council's ladder lawful: levels that rise, 20 working days at most, and nobody's permission."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.rungs import CANONICAL, LEVELS, SHAPES, Ladder, LadderInvalid, Rung, ensure_rungs

TODAY = date(2026, 3, 6)


def rungs(*days, levels=LEVELS):
    return [Rung(level, f"Stage {level}", "a manager", amount) for level, amount in zip(levels, days, strict=False)]


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_that_is_shipped_is_lawful_and_comes_back_from_what_is_kept(name):
    shape = SHAPES[name]
    ensure_rungs(shape.rungs, TODAY)
    assert tuple(Rung.of(rung.as_dict()) for rung in shape.rungs) == shape.rungs


@given(st.lists(st.integers(1, 20), min_size=1, max_size=4))
def test_lawful_are_those_whose_days_fit_the_twenty(days):
    if sum(days) <= 20:
        ensure_rungs(rungs(*days), TODAY)
    else:
        with pytest.raises(LadderInvalid) as refused:
            ensure_rungs(rungs(*days), TODAY)
        assert "20 working days" in refused.value.errors["rungs"] or "whole process" in refused.value.errors["rungs"]


@pytest.mark.parametrize(("wrong", "field"), [
    ([], "rungs"),
    (rungs(5, 5, levels=("L2", "L1")), "rungs"),
    (rungs(5, 5, levels=("L1", "L1")), "rungs"),
    (rungs(5, levels=("L5",)), "rungs"),
    (rungs(0), "rungs"),
    ([Rung("L1", " ", "a manager")], "rungs[0].title"),
    ([Rung("L1", "Team", "")], "rungs[0].responder"),
    ([Rung("L1", "Permission of the head of service", "a manager")], "rungs[0].title"),
    ([Rung("L1", "Team", "manager, once the director has approved")], "rungs[0].responder"),
    ([Rung("L1", "Team", "a manager", form="Sign-off sheet")], "rungs[0].form"),
    ([Rung("L1", "T" * 121, "a manager")], "rungs[0].title"),
])  # fmt: skip
def test_what_is_not_lawful_is_refused_by_field(wrong, field):
    with pytest.raises(LadderInvalid) as refused:
        ensure_rungs(wrong, TODAY)
    assert field in refused.value.errors


def test_the_services_own_days_are_its_rules_and_a_councils_its_own():
    own = Ladder(2, "Own", (Rung("L1", "Alert", "a manager", 10), Rung("L4", "Director", "the director", 10)))
    assert (CANONICAL.amount("L1", urgent=False), own.amount("L1", urgent=False)) == (None, 10)
    assert own.amount("L1", urgent=True) is None
    assert [rung.level for rung in own.above("L1")] == ["L4"]
    with pytest.raises(KeyError):
        own.rung("L2")
