import pytest

from casework.ssda903 import files
from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.load import read

from .sample import TODAY

HEADINGS = ",".join(COLUMNS[FileKind.HEADER])
ROW = "K1,F,01/05/2012,WBRI,UN1,,"


def report_of(content: bytes, name: str = "h.csv"):
    return read([(name, content)], today=TODAY).report


def rules_of(content: bytes) -> list[tuple[str, int | None, str]]:
    return [(f.rule, f.row, f.severity.value) for f in report_of(content).findings]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "P-F1"),
        (b"\xef\xbb\xbf \r\n\r\n", "P-F1"),
        (b"PK\x03\x04rest of a workbook", "P-F3"),
        (b"\xd0\xcf\x11\xe0old workbook", "P-F3"),
        (b"%PDF-1.7", "P-F3"),
        (HEADINGS.encode("utf-16"), "P-F3"),
        (b"\xef\xbb\xbf<EXPSSDA903></EXPSSDA903>", "P-F3"),
        (f"{HEADINGS}\n{ROW}\x00\n".encode(), "P-F3"),
        (f"{HEADINGS}\n{ROW}\x07\n".encode(), "P-F3"),
        (b"a,b,c\n1,2,3\n", "P-F4"),
    ],
)
def test_what_is_no_csv_of_the_903_is_refused_with_a_reason(content, rule):
    assert [(r, s) for r, _, s in rules_of(content)] == [(rule, "reject_file")]


def test_a_file_past_the_limit_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(files, "MAX_BYTES", 64)
    assert rules_of(f"{HEADINGS}\n{ROW}\n".encode()) == [("P-F2", None, "reject_file")]


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_ROWS", 3)
    assert rules_of(f"{HEADINGS}\n{ROW}\n{ROW}\n{ROW}\n".encode()) == [("P-F11", None, "reject_file")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_make_no_difference(mark, end):
    load = read([("h.csv", f"{mark}{HEADINGS}{end}{ROW}{end}".encode())], today=TODAY)
    assert [row.child for row in load.children] == ["K1"]
    assert load.report.files[0].encoding == "utf-8"


def test_a_last_line_without_an_end_is_whole_when_its_cells_are():
    assert rules_of(f"{HEADINGS}\n{ROW}".encode()) == []


@pytest.mark.parametrize("tail", ["K2,F,01/0", 'K2,F,"01/0', "K2"])
def test_a_file_cut_off_is_refused_at_its_last_row(tail):
    assert rules_of(f"{HEADINGS}\n{ROW}\n{tail}".encode()) == [("P-F8", 3, "reject_file")]


@pytest.mark.parametrize(("content", "encoding"), [(b"\xa3", "cp1252"), (b"\x81", "latin-1")])
def test_windows_text_is_read_and_said_to_be(content, encoding):
    ignored = f"{HEADINGS},LA\n{ROW},".encode() + content + b"\n"
    report = report_of(ignored)
    assert report.files[0].encoding == encoding
    assert report.files[0].taken == 1
    assert [(f.rule, f.severity.value) for f in report.findings] == [("P-F6", "info")]


@pytest.mark.parametrize("row", ["K2,F", f"{ROW},extra"])
def test_a_row_of_another_width_is_rejected_alone(row):
    load = read([("h.csv", f"{HEADINGS}\n{row}\n{ROW}\n".encode())], today=TODAY)
    assert [(f.rule, f.row) for f in load.report.findings] == [("P-F7", 2)]
    assert len(load.children) == 1


def test_blank_rows_and_empty_cells_at_the_end_do_no_harm_and_count_as_rows():
    load = read([("h.csv", f"{HEADINGS}\n\n,,,,,,\n{ROW},,\nK2,F,,,,,\n".encode())], today=TODAY)
    assert [row.child for row in load.children] == ["K1"]
    assert {f.row for f in load.report.findings} == {5}


def test_headings_alone_are_said():
    assert rules_of(f"{HEADINGS}\n".encode()) == [("P-F13", None, "info")]


def test_the_same_file_twice_in_a_load_counts_once():
    content = f"{HEADINGS}\n{ROW}\n".encode()
    load = read([("a.csv", content), ("b.csv", content)], today=TODAY)
    assert [(f.file, f.rule) for f in load.report.findings] == [("b.csv", "P-F14")]
    assert len(load.children) == 1
    assert load.report.files[0].sha256 == load.report.files[1].sha256


def test_a_report_names_the_file_without_its_folders():
    assert report_of(b"", "C:\\exports\\2025\\he\nader.csv").files[0].name == "header.csv"
    assert report_of(b"", "../../").files[0].name == "unnamed file"
