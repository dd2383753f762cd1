"""Rules that compare a return with what the platform knows, and loads that hold only some of the files."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from accounts.actor import process
from casework.models import Child, PeriodOfCare
from casework.ssda903.headings import FileKind
from casework.ssda903.rules.frame import STAGED
from ledger.acts import act
from reviews.models import Review
from tenants.pins import pinned
from tests import databases
from tests.casework.ssda903.cases.table import clean
from tests.casework.ssda903.sample import child, ended, episode, moved_on
from tests.casework.ssda903.staging import checked, findings
from tests.reviews.care import in_care

SINCE, HELD = date(2024, 6, 10), date(2024, 7, 1)
HEADER, EPISODES, REVIEWS = FileKind.HEADER, FileKind.EPISODES, FileKind.REVIEWS


@pytest.fixture
def house(cast):
    return cast.house("council/210")


def on_record(cast, house) -> str:
    """The reference of a child in care with an IRO and one review, held on HELD."""
    care = in_care(cast, since=SINCE, born=date(2012, 5, 1))
    with pinned(house.service_pin()), act(process("cast"), "a review for a test"):
        Review(
            id=uuid4(), period_id=care.period_id, number=1, kind="first", held_on=HELD, limit=HELD,
            participation="PN1", child_views="Yes.", iro_id=uuid4(), iro_name="Ada", reply_limit=HELD,
            next_limit=HELD + timedelta(days=90),
        ).save(force_insert=True)  # fmt: skip
    with pinned(house.own_pin()):
        return Child.objects.get(pk=care.child_id).reference


def rules(house, rows) -> set[str]:
    with pinned(house.own_pin()), checked(rows) as load_id:
        return {rule for _, _, rule, _ in findings(load_id)}


def claimed(reference: str, *days: str, code: str = "PN1"):
    return {
        HEADER: [child(CHILD=reference)],
        EPISODES: [episode(CHILD=reference)],
        REVIEWS: [clean(REVIEWS, CHILD=reference, REVIEW=day, REVIEW_CODE=code) for day in days],
    }


def test_a_claimed_review_is_compared_with_the_iro_s_record(cast, house):
    reference = on_record(cast, house)
    ours = {"P-R7", "P-R8", "P-R9"}
    assert rules(house, claimed(reference, "01/07/2024")) & ours == set()
    assert rules(house, claimed(reference, "01/07/2024", code="PN2")) & ours == {"P-R9"}
    assert rules(house, claimed(reference, "01/07/2024", "01/09/2024")) & ours == {"P-R8"}


def test_a_review_on_record_that_the_return_lacks_is_named(cast, house):
    reference = on_record(cast, house)
    with pinned(house.own_pin()), checked(claimed(reference, "05/06/2024")) as load_id:
        assert (EPISODES, 2, "P-R8", "warn") in findings(load_id)


def test_whoever_has_no_iro_after_a_week_is_named(cast, house):
    with pinned(house.own_pin()), act(process("cast"), "a case for a test"):
        for reference, since in (("K1", date(2025, 1, 24)), ("K2", date(2025, 1, 25))):
            one = Child(id=uuid4(), reference=reference, date_of_birth=date(2012, 5, 1), sex="F")
            one.save(force_insert=True)
            PeriodOfCare(id=uuid4(), child=one, looked_after_from=since).save(force_insert=True)
    episodes = [episode(CHILD="K1", DECOM="24/01/2025"), episode(CHILD="K2", DECOM="25/01/2025")]
    with pinned(house.own_pin()), checked({EPISODES: episodes}) as load_id:
        assert [row for _, row, rule, _ in findings(load_id) if rule == "P-R7"] == [2]


def test_a_child_on_record_needs_no_header(cast, house):
    reference = on_record(cast, house)
    review = clean(REVIEWS, CHILD=reference, DOB="02/05/2012")
    found = rules(house, {REVIEWS: [review]})
    assert "INT08" not in found
    assert "INT17" in found
    assert "P-R1" not in found


def test_a_review_outside_the_period_on_record_is_found_without_episodes(cast, house):
    reference = on_record(cast, house)
    assert "P-R1" in rules(house, {REVIEWS: [clean(REVIEWS, CHILD=reference, REVIEW="09/06/2024")]})


def test_what_needs_another_file_says_nothing_without_it(house):
    alone = rules(house, {HEADER: [child()], EPISODES: [episode(PLACE="A5", LS="E1")]})
    assert alone == set()
    assert "EPI" not in rules(house, {HEADER: [child()]})


def test_a_rejected_row_counts_for_nothing_afterwards(house):
    """A row that only repeats another is left out too, and counts as no loss."""
    rows = {HEADER: [child()], EPISODES: [ended(), moved_on(LS="??"), ended()]}
    with pinned(house.own_pin()), checked(rows) as load_id:
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT "row" FROM {STAGED[EPISODES]} WHERE load_id = %s AND rejected ORDER BY 1', (str(load_id),)
            )
            assert cursor.fetchall() == [(3,), (4,)]
        assert {(row, rule) for _, row, rule, _ in findings(load_id)} == {
            (3, "144"), (4, "P-E1"), (2, "388"), (2, "P-E3"),
        }  # fmt: skip


def test_a_load_looks_at_no_other_load(house):
    with pinned(house.own_pin()), checked({HEADER: [child(), child()]}) as first:
        with checked({HEADER: [child()]}) as second:
            assert findings(second) == []
        assert [rule for _, _, rule, _ in findings(first)] == ["INT32"]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (episode(RNE="A"), "RNE", "A"),
        (episode(LS="WHATEVER"), "LS", ""),
        (episode(PLACE="Q1"), "PLACE", "Q1"),
        (episode(DECOM="2024-06-10"), "DECOM", "2024-06-10"),
        (episode(PL_POST="Nowhere 1"), "PL_POST", ""),
        (episode(CHILD="Jo Bloggs"), "CHILD", ""),
        (episode(CHILD="Bloggs"), "CHILD", ""),
        (episode(CHILD="K999"), "CHILD", "K999"),
        (episode(REASON_PLACE_CHANGE="Zoë 1"), "REASON_PLACE_CHANGE", ""),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_value_that_could_name_a_child_is_not_repeated(house, row, column, value):
    with pinned(house.own_pin()), checked({HEADER: [child()], EPISODES: [row]}) as load_id, connection.cursor() as c:
        c.execute(
            'SELECT DISTINCT value FROM casework_returnfinding WHERE load_id = %s AND "column" = %s AND file = %s',
            (str(load_id), column, list(FileKind).index(EPISODES)),
        )
        assert c.fetchall() == [(value,)]


def test_nobody_s_words_are_read_as_sql(house):
    evil = "'); DROP TABLE casework_child; --"
    rows = {HEADER: [child(CHILD=evil, SEX=evil, UPN=evil, ETHNIC=evil)], EPISODES: [episode(CHILD=evil, URN=evil)]}
    assert {"P-C2", "101", "168"} <= rules(house, rows)
    with databases.superuser(connection.settings_dict["NAME"]).cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'casework_child'")
        assert cursor.fetchone()[0] >= 3
