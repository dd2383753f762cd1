"""The drill itself: it passes on the real ladder, and notices one that would let a council wait or a limit slip."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from escalation import ladder
from escalation.ladder import TRANSITIONS, Mover, State, Transition
from infra.drill import walks
from infra.drill.drill import DrillFailed

SLIPPED = walks.dispute_stage


def test_no_limit_breaks_in_a_thousand_walks():
    told = []
    walks.run(told.append, walks=1_000)
    assert told[0].startswith("1,000 walks, 25,000 steps")
    assert told[0].endswith("limits broken: 0.")
    for event in walks.EVENTS:
        assert int(re.search(rf"[(, ]{event} ([\d,]+)", told[0])[1].replace(",", "")) > 100


def slipping(*args, **kwargs):
    due = SLIPPED(*args, **kwargs)
    return replace(due, limit=due.limit + timedelta(days=1))


def asking(course, today):
    """Silence waits for a council as long as it likes."""


@pytest.mark.parametrize(("where", "name", "wrong"), [
    (walks, "dispute_stage", slipping),
    (ladder, "on_silence", asking),
    (walks, "day_in_england", lambda at: at.date()),
])  # fmt: skip
def test_a_ladder_that_slips_is_noticed(monkeypatch, where, name, wrong):
    monkeypatch.setattr(where, name, wrong)
    with pytest.raises(DrillFailed):
        walks.run(lambda line: None, walks=300)


def test_a_step_that_waits_for_an_answer_is_noticed(monkeypatch):
    only_answered = Transition(Mover.SERVICE, TRANSITIONS[ladder.Move.CLIMB].permission, frozenset({State.ANSWERED}))
    monkeypatch.setattr(ladder, "TRANSITIONS", {**TRANSITIONS, ladder.Move.CLIMB: only_answered})
    with pytest.raises(DrillFailed):
        walks.run(lambda line: None, walks=100)
