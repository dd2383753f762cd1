"""Properties of a whole load: no input breaks it, order makes no difference, it is quick."""

import random
import time
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.load import Load, read

from .sample import TODAY, child, csv_of, ended, episode, found, load_of, moved_on

CELLS = st.one_of(
    st.sampled_from(["", "K1", "K2", "S", "P", "L", "C1", "C2", "V3", "N1", "U4", "T1", "PR1", "X1", "E4A", "M", "0"]),
    st.dates(date(2023, 1, 1), date(2026, 1, 1)).map(lambda day: f"{day:%d/%m/%Y}"),
    st.text(max_size=8),
)
DAYS = st.integers(0, 400).map(lambda days: f"{date(2024, 1, 1) + timedelta(days):%d/%m/%Y}")
EPISODES = st.lists(
    st.fixed_dictionaries(
        {
            "CHILD": st.sampled_from(["K1", "K2", "K3"]),
            "DECOM": DAYS,
            "RNE": st.sampled_from("SLPTBUA"),
            "LS": st.sampled_from(["C1", "C2", "V2", "L1"]),
            "PLACE": st.sampled_from(["U4", "U6", "T1", "K2"]),
            "DEC": st.one_of(st.just(""), DAYS),
            "REC": st.sampled_from(["", "X1", "E4A"]),
            "PL_POST": st.sampled_from(["AB1 2CD", "AB1 2CE", ""]),
        }
    ),
    max_size=14,
)
CHILDREN = [child(CHILD="K1"), child(CHILD="K2", SEX="M", MOTHER=""), child(CHILD="K3"), child(CHILD="K3", DOB="")]


def facts(load: Load) -> tuple[object, ...]:
    return load.children, load.episodes_by_child, load.periods_of_care


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=10), st.binary(max_size=400)), max_size=3))
def test_no_bytes_break_it(files):
    load = read(files, today=TODAY)
    assert len(load.report.files) == len(files)


@settings(deadline=None)
@given(st.sampled_from(list(FileKind)), st.lists(st.lists(CELLS, max_size=14), max_size=8), st.binary(max_size=8))
def test_no_cells_break_it(kind, rows, tail):
    lines = [",".join(COLUMNS[kind]), *(",".join(row) for row in rows)]
    header = csv_of(FileKind.HEADER, CHILDREN)
    load = read([("h", header), ("x", "\n".join(lines).encode() + tail)], today=TODAY)
    for file in load.report.files:
        assert file.taken + file.rejected <= file.rows


@settings(deadline=None)
@given(EPISODES, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_files_makes_no_difference(rows, shuffler):
    rows = [episode() | row for row in rows]
    shuffled, children = list(rows), list(CHILDREN)
    shuffler.shuffle(shuffled)
    shuffler.shuffle(children)
    one = read([("h", csv_of(FileKind.HEADER, CHILDREN)), ("e", csv_of(FileKind.EPISODES, rows))], today=TODAY)
    other = read([("e", csv_of(FileKind.EPISODES, shuffled)), ("h", csv_of(FileKind.HEADER, children))], today=TODAY)
    assert facts(one) == facts(other)
    assert one.report.by_rule == other.report.by_rule


@settings(deadline=None)
@given(EPISODES)
def test_the_same_input_gives_the_same_result(rows):
    rows = [episode() | row for row in rows]
    assert load_of(CHILDREN, rows) == load_of(CHILDREN, rows)


@settings(deadline=None)
@given(EPISODES)
def test_periods_hold_every_episode_once_and_at_most_the_last_is_open(rows):
    load = load_of(CHILDREN, [episode() | row for row in rows])
    for name, periods in load.periods_of_care.items():
        assert tuple(each for period in periods for each in period.episodes) == load.episodes_by_child[name]
        assert all(not period.is_open for period in periods[:-1])


def test_episodes_may_come_without_the_header_of_children_on_record():
    content = csv_of(FileKind.EPISODES, [episode(PLACE="R5"), episode(CHILD="K200")])
    load = read([("e", content)], today=TODAY, known_births={"K100": date(2016, 1, 1)})
    assert list(load.episodes_by_child) == ["K100"]
    assert {("372", "warn"), ("INT03", "reject_row")} <= found(load)
    assert load.children == []


def test_the_collection_year_follows_from_today_and_can_be_given():
    assert load_of([child()], [episode()]).report.collection_year == 2025
    assert ("146", "reject_row") in found(load_of([child()], [episode(PLACE="H5")]))
    assert ("146", "reject_row") not in found(load_of([child()], [episode(PLACE="H5")], 2024))


def test_a_report_counts_and_can_be_cut_short():
    report = load_of([child(), child(CHILD="")], [episode(), moved_on(RNE="A"), moved_on(LS="C9")]).report
    whole, short = report.as_dict(), report.as_dict(most=1)
    assert whole["counts"] == {"reject_file": 0, "reject_row": 3, "warn": 1, "info": 0}
    assert whole["by_rule"] == {"143": 1, "144": 1, "P-C1": 1, "P-E3": 1}
    assert (len(whole["findings"]), whole["left_off"]) == (4, 0)
    assert (len(short["findings"]), short["left_off"]) == (1, 3)
    assert report.left_something_out
    assert whole["findings"][0] == {
        "file": "h.csv",
        "row": 3,
        "column": "CHILD",
        "rule": "P-C1",
        "severity": "reject_row",
        "message": "The child's id is blank: every row needs the council's own id of the child.",
        "value": "",
    }


def test_twenty_thousand_episodes_are_read_in_seconds():
    names = [f"K{number}" for number in range(10_000)]
    rows = [row for name in names for row in (ended(CHILD=name), moved_on(CHILD=name))]
    random.Random(1).shuffle(rows)
    files = [
        ("h", csv_of(FileKind.HEADER, [child(CHILD=name) for name in names])),
        ("e", csv_of(FileKind.EPISODES, rows)),
    ]
    began = time.perf_counter()
    load = read(files, today=TODAY)
    took = time.perf_counter() - began
    assert load.report.findings == ()
    assert len(load.periods_of_care) == 10_000
    # About 1.2 s alone on two cores; the margin is for a machine that does other work too.
    assert took < 6
