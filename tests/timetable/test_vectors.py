"""Every cell of the test vectors of domain.md 2.3."""

from datetime import date, timedelta

import pytest

from timetable.rules import deadline, dispute_stage, next_review, tighten
from timetable.rules.table import rule_in_force


def d(text):
    return date.fromisoformat(text)


STARTS = [
    # looked after from, notified, appointed, R1, R2, aim of R2, R3
    ("2026-01-05", "2026-01-07", "2026-01-12", "2026-02-02", "2026-05-02", "2026-05-01", "2026-11-02"),
    ("2025-12-12", "2025-12-16", "2025-12-19", "2026-01-14", "2026-04-14", "2026-04-14", "2026-10-14"),
    ("2026-03-20", "2026-03-24", "2026-03-27", "2026-04-21", "2026-07-21", "2026-07-21", "2027-01-21"),
    ("2026-08-03", "2026-08-05", "2026-08-10", "2026-09-01", "2026-12-01", "2026-12-01", "2027-06-01"),
    ("2025-08-31", "2025-09-02", "2025-09-05", "2025-09-26", "2025-12-26", "2025-12-24", "2026-06-26"),
    ("2026-11-30", "2026-12-02", "2026-12-07", "2026-12-30", "2027-03-30", "2027-03-30", "2027-09-30"),
]

RECORDS = [
    # completed, decisions out, manager's reply, circulated, full record, distributed
    ("2025-12-18", "2025-12-29", "2026-01-06", "2026-01-06", "2026-01-13", "2026-01-20"),
    ("2026-03-27", "2026-04-07", "2026-04-14", "2026-04-14", "2026-04-21", "2026-04-28"),
    ("2026-05-20", "2026-05-28", "2026-06-04", "2026-06-04", "2026-06-11", "2026-06-18"),
    ("2026-08-24", "2026-09-01", "2026-09-08", "2026-09-08", "2026-09-15", "2026-09-22"),
]

DISPUTES = [
    # opened, +5, +10, +15, +20
    ("2026-04-01", "2026-04-10", "2026-04-17", "2026-04-24", "2026-05-01"),
    ("2026-12-14", "2026-12-21", "2026-12-30", "2027-01-07", "2027-01-14"),
]

MEETINGS = [
    # meeting, consult (15 wd before), papers (3 wd before), Southwark's one week
    ("2026-04-15", "2026-03-23", "2026-04-10", "2026-04-08"),
    ("2026-09-08", "2026-08-17", "2026-09-03", "2026-09-01"),
]


@pytest.mark.parametrize(("start", "notified", "appointed", "first", "second", "aim", "third"), STARTS)
def test_from_becoming_looked_after_to_the_third_review(england, start, notified, appointed, first, second, aim, third):
    assert deadline("iro.notified", d(start), england).limit == d(notified)
    assert deadline("iro.appointed", d(start), england).limit == d(appointed)
    r1 = next_review(d(start), [], england)
    assert (r1.rule.code, r1.limit, r1.aim) == ("review.first", d(first), d(first))
    r2 = next_review(d(start), [r1.limit], england)
    assert (r2.rule.code, r2.limit, r2.aim) == ("review.second", d(second), d(aim))
    # The table's R3 is counted from a second review held on the last day of its limit.
    r3 = next_review(d(start), [r1.limit, r2.limit], england)
    assert (r3.rule.code, r3.limit) == ("review.further", d(third))


@pytest.mark.parametrize(("completed", "issued", "reply", "circulated", "full", "distributed"), RECORDS)
def test_after_the_review(england, completed, issued, reply, circulated, full, distributed):
    out = deadline("decisions.issued", d(completed), england).limit
    assert out == d(issued)
    assert deadline("decisions.reply", out, england).limit == d(reply)
    assert deadline("decisions.circulated", d(completed), england).limit == d(circulated)
    assert deadline("record.full", d(completed), england).limit == d(full)
    assert deadline("record.distributed", d(completed), england).limit == d(distributed)


@pytest.mark.parametrize(("opened", "five", "ten", "fifteen", "twenty"), DISPUTES)
def test_dispute_climbs_in_fives_to_its_cap(england, opened, five, ten, fifteen, twenty):
    reached = d(opened)
    limits = []
    for level in ("L1", "L2", "L3", "L4"):
        limits.append(dispute_stage(level, opened=d(opened), reached=reached, calendar=england).limit)
        reached = limits[-1]
    assert limits == [d(five), d(ten), d(fifteen), d(twenty)]
    assert deadline("dispute.whole", d(opened), england).limit == d(twenty)


@pytest.mark.parametrize(("meeting", "consult", "papers", "week"), MEETINGS)
def test_before_the_meeting(england, meeting, consult, papers, week):
    assert deadline("consultation", d(meeting), england).limit == d(consult)
    national = deadline("papers", d(meeting), england)
    assert national.limit == d(papers)
    southwark = tighten(rule_in_force("papers", d(meeting)), 7, unit="days", source="Southwark protocol")
    local = deadline("papers", d(meeting), england, local=[southwark])
    assert (local.limit, local.rule.source) == (d(week), "Southwark protocol")


def test_arbitration_counts_from_the_notice_and_from_the_determination(england):
    notice = d("2026-03-30")  # Good Friday and Easter Monday lie inside
    steps = {
        "admissibility": "2026-03-31",
        "panel": "2026-04-01",
        "objection": "2026-04-02",
        "response": "2026-04-10",
        "reply": "2026-04-14",
        "bundle": "2026-04-15",
        "hearing": "2026-04-17",
        "determination": "2026-04-22",
        "determination.fast": "2026-04-08",
    }
    found = {step: deadline(f"arbitration.{step}", notice, england).limit for step in steps}
    assert found == {step: d(day) for step, day in steps.items()}
    determined = found["determination"]
    after = {"slips": 7, "answer": 7, "compliance": 15, "publication": 29}
    # From Wednesday 22 April 2026: 4 May is a bank holiday, so +10 and +20 slip by a day.
    assert {step: deadline(f"arbitration.{step}", determined, england).limit for step in after} == {
        step: determined + timedelta(days=days) for step, days in after.items()
    }
