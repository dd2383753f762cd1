"""The diary follows the councils: late news, repeated news, and what the IRO reads of it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from ledger.models import Read
from tenants.pins import pinned
from tenants.problems import NotFound, NotPermitted
from tests.casework.cases import a_case, proposed
from workforce import queries
from workforce.actions import diary
from workforce.models import DiaryEntry
from workforce.rules import NotYetKnown

TODAY = datetime(2026, 1, 9, 12, tzinfo=UTC)


@pytest.fixture
def entry(cast):
    """Ada's entry for a Southwark child, in the region's house."""
    period_id = proposed(cast).period_id
    with pinned(cast.house("region/london").own_pin()):
        yield DiaryEntry.objects.get(period_id=period_id)


def test_an_earlier_review_that_arrives_late_changes_nothing(entry):
    diary.note_review("210", entry.period_id, "further", date(2026, 10, 20))
    diary.note_review("210", entry.period_id, "second", date(2026, 4, 20))
    entry.refresh_from_db()
    assert (entry.next_review, entry.next_review_limit) == ("further", date(2026, 10, 20))


def test_the_newest_figures_on_disputes_count_whatever_comes_last(entry):
    earlier, later = datetime(2026, 2, 1, 9, tzinfo=UTC), datetime(2026, 2, 1, 10, tzinfo=UTC)
    diary.note_disputes("210", entry.period_id, 2, date(2026, 2, 6), later)
    diary.note_disputes("210", entry.period_id, 1, date(2026, 2, 9), earlier)
    entry.refresh_from_db()
    assert (entry.open_disputes, entry.dispute_limit) == (2, date(2026, 2, 6))


def test_news_of_an_unknown_case_is_to_come_again(entry):
    with pytest.raises(NotYetKnown):
        diary.note_period_ended("210", uuid4())
    with pytest.raises(NotYetKnown):
        diary.note_period_ended("305", entry.period_id)


def test_the_worklist_begins_with_what_is_due_first(cast, entry):
    proposed(cast, a_case("S-1002"))  # Ben's
    proposed(cast, a_case("B-1", looked_after_from=date(2025, 12, 12)), council="305", by="bea")
    ada = cast.actor("ada", "region/london")
    diary.note_disputes("210", entry.period_id, 1, date(2026, 1, 8), datetime(2026, 1, 5, tzinfo=UTC))
    with time_machine.travel(TODAY, tick=False):
        worklist = queries.worklist(actor=ada)
    assert [(row.council_name, row.reference) for row in worklist] == [("Bromley", "B-1"), ("Southwark", "S-1001")]
    assert [(due.kind, due.title, due.days_left) for due in worklist[1].due] == [
        ("dispute", "Council's answer in dispute", -1),
        ("appointment", "Council to appoint the IRO", 3),
        ("review", "First review", 24),
    ]
    assert Read.objects.latest("id").what == "worklist"
    assert set(Read.objects.latest("id").children) == {str(row.child_id) for row in worklist}


def test_closed_cases_leave_the_worklist_and_the_caseload(cast, entry):
    diary.note_period_ended("210", entry.period_id)
    assert queries.worklist(actor=cast.actor("ada", "region/london")) == ()
    assert {member.children for member in queries.team(actor=cast.actor("mary", "region/london"))} == {0}


def test_who_is_no_officer_has_no_worklist_and_an_iro_no_team_view(cast):
    with pinned(cast.house("region/london").own_pin()):
        with pytest.raises(NotFound):
            queries.worklist(actor=cast.actor("hugo", "region/london"))
        for read in (queries.team, queries.unallocated):
            with pytest.raises(NotPermitted):
                read(actor=cast.actor("ada", "region/london"))


def test_the_team_with_its_caseloads(cast, entry):
    ada, ben = queries.team(actor=cast.actor("hugo", "region/london"))
    assert (ada.name, ada.children, str(ada.per_fte), ada.band) == ("Ada Fairweather", 1, "1.0", "green-low")
    assert (ben.manager_name, ben.children) == ("Mary Whitlock", 0)
