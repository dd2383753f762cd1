"""A council's 903 return, through the database: once, twice, corrected, refused, raced."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from casework.actions import load_return
from casework.actions.returns import HandedFile, ReturnInvalid
from casework.models import Child, Episode, HandedReturn, PeriodOfCare, ReturnLoad
from casework.queries import findings, one_import
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


def load(cast, files, who="pat", council="210", **choices):
    """What became of the import."""
    actor = cast.actor(who, f"council/{council}")
    with pinned(cast.house(f"council/{council}").own_pin()):
        handed = [HandedFile(name, io.BytesIO(content)) for name, content in files]
        return one_import(load_return(handed, **{"collection_year": 2025} | choices, actor=actor), actor=actor)


def report(cast, loaded):
    with pinned(cast.house("council/210").own_pin()):
        return {(one.rule, one.severity) for one in findings(loaded.id, actor=cast.actor("pat", "council/210")).items}


def tags(cast):
    with pinned(cast.house("council/210").relay_pin()):
        return sorted(OutboxEvent.objects.values_list("tag", flat=True))


def test_a_return_becomes_children_periods_and_episodes(cast):
    done = load(cast, FILES)
    assert (done.state, done.counts) == ("done", {"children": Counts(2), "periods": Counts(2), "episodes": Counts(3)})
    assert [(file.kinds, file.taken, file.rejected) for file in done.files] == [
        (("Header",), 2, 0),
        (("Episodes",), 3, 0),
    ]
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
    again = load(cast, [("b.csv", EPISODES), ("a.csv", HEADER)])
    assert (again.state, again.load_id, again.change_id, again.counts) == ("done", first.load_id, None, {})
    with pinned(cast.house("council/210").own_pin()):
        assert Child.history.count() == 2
        assert ReturnLoad.objects.count() == 1
        # That they were handed in twice is on record, by whom and when.
        assert list(Change.objects.order_by("id").values_list("purpose", flat=True)) == [
            "A return was handed in", "SSDA903 return loaded", "A return was handed in",
        ]  # fmt: skip


def test_a_return_after_another_is_loaded_again(cast):
    load(cast, FILES)
    corrected = csv_of(FileKind.HEADER, [child(SEX="M"), child(CHILD="K200", SEX="M")])
    assert load(cast, [("header.csv", corrected), FILES[1]]).counts["children"] == Counts(0, 1, 1)
    back = load(cast, FILES)
    assert back.counts["children"] == Counts(0, 1, 1)
    assert load(cast, FILES).change_id is None
    with pinned(cast.house("council/210").own_pin()):
        sexes = Child.history.filter(reference="K100").order_by("history_id").values_list("sex", flat=True)
        assert list(sexes) == ["F", "M", "F"]


def test_the_load_is_in_the_name_of_whoever_handed_it_in(cast):
    load(cast, FILES)
    with pinned(cast.house("council/210").own_pin()):
        assert set(Change.objects.values_list("actor_name", "role")) == {("Pat Deacon", "Council practitioner")}


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(cast):
    tried = load(cast, FILES, dry_run=True)
    assert (tried.state, tried.counts["episodes"]) == ("checked", Counts(3))
    with pinned(cast.house("council/210").own_pin()):
        assert not Child.objects.exists() and not Child.history.exists() and not ReturnLoad.objects.exists()
        assert HandedReturn.objects.get().dry_run
    assert tags(cast) == []
    assert load(cast, FILES).counts["episodes"] == Counts(3)


def test_all_or_nothing(cast):
    files = [("h.csv", HEADER), ("e.csv", csv_of(FileKind.EPISODES, [episode(), episode(CHILD="K200", DECOM="x")]))]
    refused = load(cast, files, accept="all")
    assert (refused.state, refused.problem.code) == ("refused", "return-refused")
    assert ("141", "reject_row") in report(cast, refused)
    with pinned(cast.house("council/210").own_pin()):
        assert not Child.history.exists() and not ReturnLoad.objects.exists()
    loaded = load(cast, files, accept="good")
    assert loaded.counts["episodes"] == Counts(1)
    assert loaded.findings["reject_row"] == 1


def test_a_corrected_file_changes_what_was_corrected_with_history(cast):
    load(cast, FILES)
    corrected = csv_of(
        FileKind.EPISODES, [ended(), moved_on(LS="C2", RNE="B"), episode(CHILD="K200", DECOM="01/07/2024")]
    )
    done = load(cast, [("header.csv", HEADER), ("episodes.csv", corrected)])
    assert done.counts["children"] == done.counts["periods"] == Counts(unchanged=2)
    assert done.counts["episodes"] == Counts(updated=1, unchanged=2)
    with pinned(cast.house("council/210").own_pin()):
        changed = Episode.objects.get(legal_status="C2")
        assert [row.legal_status for row in changed.history.order_by("history_id")] == ["C1", "C2"]
        assert Episode.history.count() == 4
    assert tags(cast) == ["casework:case:opened"] * 2


def test_a_corrected_start_moves_the_period_instead_of_adding_one(cast):
    load(cast, FILES)
    moved = csv_of(FileKind.EPISODES, [ended(), moved_on(), episode(CHILD="K200", DECOM="03/07/2024")])
    done = load(cast, [("header.csv", HEADER), ("episodes.csv", moved)])
    assert (done.counts["periods"], done.counts["episodes"]) == (Counts(0, 1, 1), Counts(0, 1, 2))
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
    assert done.counts["children"] == Counts(1, 1, 0)  # the UPN is new
    assert done.counts["periods"] == Counts(1, 0, 1)
    with pinned(cast.house("council/210").own_pin()):
        assert Child.objects.get(reference="K100").given_names == "Ivy Rose"
        assert PeriodOfCare.objects.get(child__reference="K100").id == known.period_id


def test_a_period_that_runs_into_another_is_left_out_and_reported(cast):
    submitted(cast, a_case("K100", looked_after_from=date(2023, 1, 9), child={"date_of_birth": date(2012, 5, 1)}))
    done = load(cast, FILES)
    assert ("P-L1", "reject_row") in report(cast, done)
    with pinned(cast.house("council/210").own_pin()):
        assert PeriodOfCare.objects.get(child__reference="K100").looked_after_from == date(2023, 1, 9)
        assert Child.objects.filter(reference="K200").exists()


@pytest.mark.parametrize(
    "files",
    [
        [("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF")],
        [("header.csv", HEADER), ("episodes.csv", b"A,B,C\r\n1,2,3\r\n")],
        [("header.csv", HEADER), ("episodes.csv", EPISODES[: len(EPISODES) // 2].rsplit(b"\r\n", 1)[0][:40])],
        [("header.csv", csv_of(FileKind.HEADER, [child(DOB="31/02/2012")]))],
    ],
    ids=["a picture", "other headings", "cut in its headings", "no row that can be taken in"],
)
def test_files_that_can_t_be_loaded_write_nothing_and_say_why(cast, files):
    refused = load(cast, files)
    assert (refused.state, refused.problem.code) == ("refused", "return-refused")
    assert report(cast, refused)
    with pinned(cast.house("council/210").own_pin()):
        assert not Child.objects.exists()
        assert not ReturnLoad.objects.exists()


@pytest.mark.parametrize(
    ("files", "choices", "field"),
    [([], {}, "file"), (FILES, {"accept": "some"}, "accept"), (FILES, {"collection_year": 1990}, "collection_year")],
)
def test_what_can_t_be_handed_in(cast, files, choices, field):
    with pytest.raises(ReturnInvalid) as refusal:
        load(cast, files, **choices)
    assert set(refusal.value.errors) == {field}
    with pinned(cast.house("council/210").own_pin()):
        assert not HandedReturn.objects.exists() and not Change.objects.exists()


@pytest.mark.parametrize("who", ["dora", "mary"])
def test_whoever_may_not_submit_loads_nothing(cast, who):
    with pinned(cast.house("council/210").service_pin()):
        with pytest.raises(NotPermitted):
            load_return([HandedFile("h.csv", io.BytesIO(HEADER))], actor=cast.actor(who, "council/210"))
        assert not HandedReturn.objects.exists()
        assert not Child.objects.exists()


def test_of_two_loads_of_the_same_files_at_once_one_wins(cast):
    council, both = cast.house("council/210"), Barrier(2)

    def attempt(_: int) -> bool:
        try:
            with pinned(council.own_pin()):
                connection.ensure_connection()
                both.wait(timeout=20)
                return load(cast, FILES).change_id is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(attempt, range(2))) == [False, True]
    with pinned(council.own_pin()):
        assert (Child.history.count(), ReturnLoad.objects.count()) == (2, 1)
    assert tags(cast) == ["casework:case:opened"] * 2


def test_a_large_return_takes_few_statements(cast, number_of_queries):
    def files(many):
        header = csv_of(FileKind.HEADER, [child(CHILD=f"M{n}") for n in range(1, many)])
        episodes = csv_of(FileKind.EPISODES, [episode(CHILD=f"M{n}") for n in range(1, many)])
        return [("h.csv", header), ("e.csv", episodes)]

    with pinned(cast.house("council/210").own_pin()):
        few = number_of_queries(lambda: load(cast, files(3)))
        assert number_of_queries(lambda: load(cast, files(601))) <= few + 2
        assert Child.objects.count() == 600
