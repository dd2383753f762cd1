"""A council's 903 return, through the database: once, twice, corrected, refused, raced."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from casework.actions import load_return
from casework.actions.returns import LoadedMeanwhile, ReturnRefused
from casework.models import Child, Episode, PeriodOfCare, ReturnLoad
from casework.shapes import Counts
from casework.ssda903.headings import FileKind
from ledger.models import Change
from notifications.models import OutboxEvent
from tenants.pins import pinned
from tenants.problems import NotPermitted
from tests.casework.cases import a_case, relayed, submitted
from tests.casework.ssda903.sample import child, csv_of, ended, episode, moved_on
from workforce.models import DiaryEntry

HEADER = csv_of(FileKind.HEADER, [child(), child(CHILD="K200", SEX="M")])
EPISODES = csv_of(FileKind.EPISODES, [ended(), moved_on(), episode(CHILD="K200", DECOM="01/07/2024")])
FILES = [("header.csv", HEADER), ("episodes.csv", EPISODES)]


def load(cast, files, who="pat", council="210"):
    with pinned(cast.house(f"council/{council}").own_pin()):
        return load_return(files, actor=cast.actor(who, f"council/{council}"))


def tags(cast):
    with pinned(cast.house("council/210").relay_pin()):
        return sorted(OutboxEvent.objects.values_list("tag", flat=True))


def test_a_return_becomes_children_periods_and_episodes(cast):
    done = load(cast, FILES)
    assert (done.children, done.periods, done.episodes) == (Counts(2), Counts(2), Counts(3))
    assert not done.already_loaded
    with pinned(cast.house("council/210").own_pin()):
        period = PeriodOfCare.objects.get(child__reference="K100")
        assert (period.looked_after_from, period.ended_on) == (date(2024, 6, 10), None)
        first, second = Episode.objects.filter(period=period).order_by("started_on")
        assert (first.end_reason, first.change_reason, second.start_reason) == ("X1", "CARPL", "P")
        assert (second.placement_type, second.placement_area) == ("U4", "AB5")
        assert ReturnLoad.objects.get().files == ["header.csv", "episodes.csv"]
    assert tags(cast) == ["casework:case:opened"] * 2


def test_the_region_hears_of_each_open_period(cast):
    load(cast, FILES)
    relayed(cast, "council/210", "region/london")
    with pinned(cast.house("region/london").own_pin()):
        assert sorted(DiaryEntry.objects.values_list("reference", "initials", "officer__name")) == [
            ("K100", "?", "Ada Fairweather"), ("K200", "?", "Ben Okafor"),
        ]  # fmt: skip


def test_the_same_files_twice_write_nothing_whatever_they_are_called(cast):
    first = load(cast, FILES)
    with pinned(cast.house("council/210").own_pin()):
        before = Change.objects.count()
    again = load(cast, [("b.csv", EPISODES), ("a.csv", HEADER)])
    assert again.already_loaded
    assert (again.load_id, again.report, again.receipt) == (first.load_id, first.report, None)
    with pinned(cast.house("council/210").own_pin()):
        assert Change.objects.count() == before
        assert Child.history.count() == 2


def test_a_corrected_file_changes_what_was_corrected_with_history(cast):
    load(cast, FILES)
    corrected = csv_of(
        FileKind.EPISODES, [ended(), moved_on(LS="C2", RNE="B"), episode(CHILD="K200", DECOM="01/07/2024")]
    )
    done = load(cast, [("header.csv", HEADER), ("episodes.csv", corrected)])
    assert done.children == done.periods == Counts(unchanged=2)
    assert done.episodes == Counts(updated=1, unchanged=2)
    with pinned(cast.house("council/210").own_pin()):
        changed = Episode.objects.get(legal_status="C2")
        assert [row.legal_status for row in changed.history.order_by("history_id")] == ["C1", "C2"]
        assert Episode.history.count() == 4
    assert tags(cast) == ["casework:case:opened"] * 2


def test_a_corrected_start_moves_the_period_instead_of_adding_one(cast):
    load(cast, FILES)
    moved = csv_of(FileKind.EPISODES, [ended(), moved_on(), episode(CHILD="K200", DECOM="03/07/2024")])
    done = load(cast, [("header.csv", HEADER), ("episodes.csv", moved)])
    assert (done.periods, done.episodes) == (Counts(0, 1, 1), Counts(0, 1, 2))
    with pinned(cast.house("council/210").own_pin()):
        assert PeriodOfCare.objects.get(child__reference="K200").looked_after_from == date(2024, 7, 3)


def test_an_end_in_the_return_ends_the_period_and_reaches_the_region(cast):
    load(cast, FILES)
    left = csv_of(
        FileKind.EPISODES,
        [ended(), moved_on(DEC="01/12/2024", REC="E4A"), episode(CHILD="K200", DECOM="01/07/2024")],
    )
    load(cast, [("header.csv", HEADER), ("episodes.csv", left)])
    relayed(cast, "council/210")
    with pinned(cast.house("region/london").own_pin()):
        assert DiaryEntry.objects.get(reference="K100").closed
        assert not DiaryEntry.objects.get(reference="K200").closed


def test_a_child_known_by_the_api_is_the_same_child(cast):
    known = submitted(
        cast,
        a_case("K100", looked_after_from=date(2024, 6, 10), child={"date_of_birth": date(2012, 5, 1)}),
    )
    done = load(cast, FILES)
    assert done.children == Counts(1, 1, 0)  # the UPN is new
    assert done.periods == Counts(1, 0, 1)
    with pinned(cast.house("council/210").own_pin()):
        assert Child.objects.get(reference="K100").given_names == "Ivy Rose"
        assert PeriodOfCare.objects.get(child__reference="K100").id == known.period_id


def test_a_period_that_runs_into_another_is_left_out_and_reported(cast):
    submitted(cast, a_case("K100", looked_after_from=date(2023, 1, 9), child={"date_of_birth": date(2012, 5, 1)}))
    done = load(cast, FILES)
    assert [(one["child"], one["rule"]) for one in done.report["left_out"]] == [("K100", "P-L1")]
    with pinned(cast.house("council/210").own_pin()):
        assert PeriodOfCare.objects.get(child__reference="K100").looked_after_from == date(2023, 1, 9)
        assert Child.objects.filter(reference="K200").exists()


@pytest.mark.parametrize(
    "files",
    [
        [],
        [("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")],
        [("header.csv", HEADER), ("episodes.csv", b"A,B,C\r\n1,2,3\r\n")],
        [("header.csv", HEADER), ("episodes.csv", EPISODES[: len(EPISODES) // 2].rsplit(b"\r\n", 1)[0][:40])],
        [("header.csv", csv_of(FileKind.HEADER, [child(DOB="31/02/2012")]))],
    ],
    ids=["nothing", "a picture", "other headings", "cut in its headings", "no row that can be taken in"],
)
def test_files_that_can_t_be_loaded_write_nothing_and_say_why(cast, files):
    with pytest.raises(ReturnRefused) as refusal:
        load(cast, files)
    assert set(refusal.value.extra["report"]) >= {"files", "findings", "counts"}
    assert bool(refusal.value.extra["report"]["findings"]) == bool(files)
    with pinned(cast.house("council/210").own_pin()):
        assert not Child.objects.exists()
        assert not ReturnLoad.objects.exists()


@pytest.mark.parametrize("who", ["dora", "mary"])
def test_whoever_may_not_submit_loads_nothing(cast, who):
    with pinned(cast.house("council/210").service_pin()):
        with pytest.raises(NotPermitted):
            load_return(FILES, actor=cast.actor(who, "council/210"))
        assert not Child.objects.exists()


def test_of_two_loads_of_the_same_files_at_once_one_wins(cast):
    council, pat = cast.house("council/210"), cast.actor("pat", "council/210")
    both = Barrier(2)

    def attempt(_: int) -> bool:
        try:
            with pinned(council.own_pin()):
                connection.ensure_connection()
                both.wait(timeout=20)
                return not load_return(FILES, actor=pat).already_loaded
        except LoadedMeanwhile:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(attempt, range(2))) == [False, True]
    with pinned(council.own_pin()):
        assert (Child.history.count(), ReturnLoad.objects.count()) == (2, 1)
    assert tags(cast) == ["casework:case:opened"] * 2


def test_a_large_return_takes_few_statements(cast, number_of_queries):
    header = csv_of(FileKind.HEADER, [child(CHILD=f"M{n}") for n in range(1, 601)])
    episodes = csv_of(FileKind.EPISODES, [episode(CHILD=f"M{n}") for n in range(1, 601)])
    pat = cast.actor("pat", "council/210")
    with pinned(cast.house("council/210").own_pin()):
        files = [("h.csv", header), ("e.csv", episodes)]
        assert number_of_queries(lambda: load_return(files, actor=pat)) < 25
        assert Child.objects.count() == 600
