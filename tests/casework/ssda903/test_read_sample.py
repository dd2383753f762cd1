"""A small dirty set of our own, with the faults that real exports have."""

from pathlib import Path

import pytest

from casework.ssda903.load import Load, read

from .sample import TODAY

DATA = Path(__file__).parent / "data"
HEADER, EPISODES = "header.csv", "episodes.csv"
# file, row, column, rule, severity
EXPECTED = {
    (HEADER, 4, "DOB", "102", "reject_row"),
    (HEADER, 5, "SEX", "101", "reject_row"),
    (HEADER, 6, "ETHNIC", "103", "warn"),
    (HEADER, 6, "UPN", "168", "warn"),
    (HEADER, 7, "CHILD", "P-C1", "reject_row"),
    (HEADER, 9, "CHILD", "INT32", "reject_row"),
    (HEADER, 10, "CHILD", "INT32", "reject_row"),
    (EPISODES, 5, "CHILD", "P-C1", "reject_row"),
    (EPISODES, 6, "DECOM", "141", "reject_row"),
    (EPISODES, 7, "RNE", "143", "reject_row"),
    (EPISODES, 8, "RNE", "357", "warn"),
    (EPISODES, 8, "CHILD", "P-E3", "warn"),
    (EPISODES, 9, "CHILD", "INT03", "reject_row"),
    (EPISODES, 10, "DEC", "148", "warn"),
    (EPISODES, 10, "RNE", "357", "info"),
    (EPISODES, 10, "PL_POST", "392c", "warn"),
    (EPISODES, 11, "PLACE", "146", "info"),
    (EPISODES, 11, "RNE", "357", "info"),
    (EPISODES, 12, "PLACE", "378", "warn"),
    (EPISODES, 13, "LS", "361", "warn"),
}


@pytest.fixture
def load() -> Load:
    cut_off = (DATA / EPISODES).read_bytes().removesuffix(b"K008,20/01/2025,S\n")
    return read([(HEADER, (DATA / HEADER).read_bytes()), (EPISODES, cut_off)], today=TODAY)


def test_the_faults_are_these_and_no_others(load):
    found = {(f.file, f.row, f.column, f.rule, f.severity.value) for f in load.report.findings}
    assert found == EXPECTED


def test_the_good_rows_go_on(load):
    assert [row.child for row in load.children] == ["K001", "K002", "K005", "K006", "K008"]
    assert {child: len(rows) for child, rows in load.episodes_by_child.items()} == {
        "K001": 3,
        "K002": 1,
        "K005": 1,
        "K006": 1,
        "K008": 2,
    }
    header, episodes = load.report.files
    assert (header.kind, header.rows, header.taken, header.rejected) == ("Header", 10, 5, 5)
    assert (episodes.kind, episodes.rows, episodes.taken, episodes.rejected) == ("Episodes", 12, 8, 4)


def test_periods_follow_from_the_chains(load):
    periods = {
        child: [(p.looked_after_from.isoformat(), p.start_is_known, p.end_reason, p.has_gap) for p in periods]
        for child, periods in load.periods_of_care.items()
    }
    assert periods == {
        "K001": [("2024-05-02", True, "", False)],
        "K002": [("2024-12-20", False, "", True)],
        "K005": [("2023-09-01", False, "", False)],
        "K006": [("2023-01-10", False, "E6", False)],
        "K008": [("2024-11-05", True, "E4A", False), ("2025-01-20", True, "", False)],
    }
    current = load.periods_of_care["K001"][0]
    assert (current.legal_status, current.place, current.place_provider) == ("C2", "U4", "PR4")


def test_what_was_only_warned_of_is_not_stored(load):
    row = next(row for row in load.children if row.child == "K005")
    assert (row.sex, row.ethnic, row.upn) == ("M", "", "")
    (open_still,) = load.episodes_by_child["K005"]
    assert (open_still.dec, open_still.rec, open_still.placement_area) == (None, "", "")


def test_a_file_cut_off_is_refused_whole_and_says_where():
    whole = [(name, (DATA / name).read_bytes().rstrip(b"\n")) for name in (HEADER, EPISODES)]
    load = read(whole, today=TODAY)
    assert [(f.row, f.severity.value) for f in load.report.findings if f.rule == "P-F8"] == [(14, "reject_file")]
    assert load.episodes_by_child == {}
    assert len(load.children) == 5


def test_no_postcode_in_full_leaves_the_load(load):
    told = f"{load.episodes_by_child} {load.periods_of_care} {load.report.as_dict()}"
    assert "AB3" in told
    assert not [code for code in ("4EF", "2CD", "6GH", "8JK", "9ZZ") if code in told]


def test_an_unfit_value_is_not_repeated_in_the_report(load):
    told = str(load.report.as_dict())
    assert "PURPLE" not in told
    assert "someday" not in told
    assert "31/02/2012" not in told
