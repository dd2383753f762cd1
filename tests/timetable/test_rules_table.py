"""The table of limits as data: complete, never two versions on one day, and only ever tightened."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from timetable.rules import (
    CODES,
    RULES,
    LimitExceeded,
    LimitInvalid,
    RuleNotInForce,
    UnknownRule,
    deadline,
    ensure_ladder,
    rule_in_force,
    tighten,
    versions_of,
)

TODAY = date(2026, 3, 2)


def test_versions_of_a_rule_follow_each_other_without_gap_or_overlap():
    versions = defaultdict(list)
    for rule in RULES:
        versions[rule.code].append(rule)
    for rules in versions.values():
        rules.sort(key=lambda rule: rule.effective_from)
        assert rules[-1].effective_to is None
        for earlier, later in pairwise(rules):
            assert earlier.effective_to == later.effective_from - timedelta(days=1)


def test_the_limits_of_law_and_guidance():
    limits = {code: (rule.amount, rule.unit) for code in CODES for rule in [rule_in_force(code, TODAY)]}
    wd = "working_days"
    assert {code: limits[code] for code in limits if not code.startswith(("arbitration", "dispute"))} == {
        "break_glass.review": (2, wd),
        "consultation": (15, wd),
        "decisions.circulated": (10, wd),
        "decisions.issued": (5, wd),
        "decisions.reply": (5, wd),
        "iro.appointed": (5, wd),
        "iro.notified": (2, wd),
        "iro_concern.retaliation": (20, wd),
        "notice.one_day": (1, wd),
        "notice.two_days": (2, wd),
        "papers": (3, wd),
        "record.distributed": (20, wd),
        "record.full": (15, wd),
        "review.adjourned": (20, wd),
        "review.first": (20, wd),
        "review.further": (6, "months"),
        "review.second": (3, "months"),
    }
    assert limits["dispute.whole"] == (20, wd)


def test_default_dispute_stages_fill_the_whole_and_urgent_ones_take_a_day_each():
    levels = ("L1", "L2", "L3", "L4")
    assert [rule_in_force(f"dispute.stage.{level}", TODAY).amount for level in levels] == [5, 5, 5, 5]
    assert [rule_in_force(f"dispute.stage.{level}.urgent", TODAY).amount for level in levels] == [1, 1, 1, 1]


def test_the_law_of_the_day_counts(england):
    before = deadline("review.first", date(2011, 3, 31), england)
    assert (before.limit, before.rule.source) == (date(2011, 4, 28), "SI 1991/895 reg 3")
    since = deadline("review.first", date(2011, 4, 1), england)
    assert (since.rule.unit, since.rule.source) == ("working_days", "CPPCR 2010 reg 33(1)")
    assert deadline("review.first", date(2011, 3, 31), england, on=date(2011, 4, 1)).rule == since.rule
    assert [rule.in_force(date(2011, 3, 31)) for rule in versions_of("review.first")] == [False, True]


def test_a_day_before_any_version_is_refused(england):
    with pytest.raises(RuleNotInForce, match="2011-04-01") as refusal:
        deadline("iro.appointed", date(2010, 1, 4), england)
    assert refusal.value.code == "rule-not-in-force"


def test_an_unknown_code_is_refused_with_the_known_ones():
    with pytest.raises(UnknownRule, match=r"review\.first") as refusal:
        rule_in_force("review.frist", TODAY)
    assert refusal.value.code == "unknown-rule"


@pytest.mark.parametrize("amount", [1, 10, 20])
def test_a_local_limit_may_tighten(england, amount):
    local = tighten(rule_in_force("review.first", TODAY), amount, source="Bromley practice")
    due = deadline("review.first", TODAY, england, local=[local])
    assert due.limit == england.add_working_days(TODAY, amount)
    assert due.rule.force == ("law" if amount == 20 else "local")


@pytest.mark.parametrize(("code", "amount"), [("review.first", 21), ("papers", 2), ("review.further", 7)])
def test_a_local_limit_may_never_loosen(code, amount):
    with pytest.raises(LimitExceeded, match="may only tighten") as refusal:
        tighten(rule_in_force(code, TODAY), amount)
    assert refusal.value.code == "limit-exceeded"


@pytest.mark.parametrize(("start", "wins"), [("2026-03-02", "law"), ("2025-12-12", "local")])
def test_of_28_days_and_20_working_days_the_tighter_wins_on_each_date(england, start, wins):
    start = date.fromisoformat(start)
    weeks = tighten(rule_in_force("review.first", TODAY), 28, unit="days", source="four weeks")
    due = deadline("review.first", start, england, local=[weeks])
    assert due.rule.force == wins
    assert due.limit == min(england.add_working_days(start, 20), start + timedelta(days=28))


@pytest.mark.parametrize("amount", [0, -1, 2.5, "5", True])
def test_a_limit_is_a_whole_number_of_at_least_one(amount):
    with pytest.raises(LimitInvalid) as refusal:
        tighten(rule_in_force("review.first", TODAY), amount)
    assert refusal.value.code == "limit-invalid"


def test_an_unknown_unit_is_refused():
    with pytest.raises(LimitInvalid, match="weeks"):
        tighten(rule_in_force("review.first", TODAY), 3, unit="weeks")


@pytest.mark.parametrize("amounts", [[5, 5, 5, 5], [20], [3, 3, 3, 3, 4, 4], [1, 1, 1, 1]])
def test_a_ladder_within_twenty_working_days_stands(amounts):
    assert ensure_ladder(amounts, TODAY) is None


@pytest.mark.parametrize(
    ("amounts", "error"),
    [
        ([5, 5, 5, 6], LimitExceeded),
        ([21], LimitExceeded),
        ([], LimitInvalid),
        ([1] * 7, LimitInvalid),
        ([5, 0, 5], LimitInvalid),
    ],
)
def test_a_ladder_that_passes_the_limits_is_refused(amounts, error):
    with pytest.raises(error):
        ensure_ladder(amounts, TODAY)
