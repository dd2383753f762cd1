import io
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.sources import Unreadable, csv_source, examining, open_source, source

HEADINGS = ",".join(COLUMNS[FileKind.HEADER])
ROW = "K1,F,01/05/2012,WBRI,UN1,,"
CELLS = ("K1", "F", "01/05/2012", "WBRI", "UN1", "", "")


def opened(content: bytes, name: str = "h.csv"):
    found = open_source(name, io.BytesIO(content))
    return found, list(found.rows())


def refusal(content: bytes) -> tuple[str, int | None]:
    with pytest.raises(Unreadable) as refused:
        opened(content)
    return refused.value.rule, refused.value.row


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "P-F1"),
        (b"\xef\xbb\xbf \r\n\r\n", "P-F1"),
        (b"PK\x03\x04rest of a workbook", "P-F3"),
        (b"\xd0\xcf\x11\xe0old workbook", "P-F3"),
        (b"%PDF-1.7", "P-F3"),
        (HEADINGS.encode("utf-16"), "P-F3"),
        (f"{HEADINGS}\n{ROW}\x00\n".encode(), "P-F3"),
        (f"{HEADINGS}\n{ROW}\x07\n".encode(), "P-F3"),
        (b"a,b,c\n1,2,3\n", "P-F4"),
    ],
)
def test_what_is_no_file_of_the_return_is_refused_with_a_reason(content, rule):
    assert refusal(content) == (rule, None)


def test_a_file_past_the_limit_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(examining, "MAX_BYTES", 64)
    assert refusal(f"{HEADINGS}\n{ROW}\n".encode()) == ("P-F2", None)


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(csv_source, "MAX_ROWS", 3)
    assert refusal(f"{HEADINGS}\n{ROW}\n{ROW}\n{ROW}\n".encode()) == ("P-F11", None)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_make_no_difference(mark, end):
    found, rows = opened(f"{mark}{HEADINGS}{end}{ROW}{end}".encode())
    assert rows == [(FileKind.HEADER, 2, CELLS)]
    assert (found.encoding, found.remarks, found.kinds) == ("utf-8", [], {FileKind.HEADER})


def test_headings_come_in_any_order_and_case_with_columns_that_pipelines_add():
    found, rows = opened(b"LA,dob,Child,SEX,ETHNIC,UPN,MOTHER,MC_DOB,YEAR\nx,01/05/2012,K1,F,WBRI,UN1,,,2025\n")
    assert rows == [(FileKind.HEADER, 2, CELLS)]
    assert found.remarks == []


def test_a_column_that_is_not_of_the_file_is_ignored_and_named_by_its_letter():
    found, rows = opened(f"{HEADINGS},NAME\n{ROW},Zo\n".encode())
    assert rows == [(FileKind.HEADER, 2, CELLS)]
    assert [(each.rule, each.row, each.message[-8:]) for each in found.remarks] == [("P-F9", 1, "olumn H.")]


@pytest.mark.parametrize("kind", FileKind)
def test_each_of_the_eleven_files_is_known_by_its_headings(kind):
    cells = tuple(f"v{number}" for number, _ in enumerate(COLUMNS[kind]))
    _, rows = opened(f"{','.join(COLUMNS[kind])}\n{','.join(cells)}\n".encode())
    assert rows == [(kind, 2, cells)]


def test_a_last_line_without_an_end_is_whole_when_its_cells_are():
    assert opened(f"{HEADINGS}\n{ROW}".encode())[1] == [(FileKind.HEADER, 2, CELLS)]


@pytest.mark.parametrize("tail", ["K2,F,01/0", 'K2,F,"01/0', "K2"])
def test_a_file_cut_off_is_refused_at_its_last_row(tail):
    assert refusal(f"{HEADINGS}\n{ROW}\n{tail}".encode()) == ("P-F8", 3)


@pytest.mark.parametrize(("content", "encoding"), [(b"\xa3", "cp1252"), (b"\x81", "latin-1")])
def test_windows_text_is_read_and_said_to_be(content, encoding):
    found, rows = opened(f"{HEADINGS},LA\n{ROW},".encode() + content + b"\n")
    assert (found.encoding, len(rows)) == (encoding, 1)
    assert [(each.rule, each.severity.value) for each in found.remarks] == [("P-F6", "info")]


def test_text_that_turns_out_not_to_be_utf8_at_its_very_end_is_read_as_windows_text(monkeypatch):
    monkeypatch.setattr(examining, "PIECE", 16)
    found, rows = opened(f"{HEADINGS},LA\n{ROW},\n{ROW},".encode() + b"\xc3")
    assert (found.encoding, len(rows)) == ("cp1252", 2)


@pytest.mark.parametrize("row", ["K2,F", f"{ROW},extra"])
def test_a_row_of_another_width_is_left_out_alone(row):
    found, rows = opened(f"{HEADINGS}\n{row}\n{ROW}\n".encode())
    assert rows == [(FileKind.HEADER, 3, CELLS)]
    assert [(each.rule, each.row, each.severity.value) for each in found.remarks] == [("P-F7", 2, "reject_row")]
    assert (found.row_count, found.rejected) == (2, 1)


def test_a_file_whose_rows_all_have_another_width_is_refused_as_a_whole(monkeypatch):
    monkeypatch.setattr(source, "OUT_OF_SHAPE_MOST", 3)
    assert refusal(HEADINGS.encode() + b"\nK2,F" * 9 + b"\n") == ("P-F7", 5)


def test_blank_rows_and_empty_cells_at_the_end_do_no_harm_and_count_as_rows():
    _, rows = opened(f"{HEADINGS}\n\n,,,,,,\n{ROW},,\n{ROW}\n".encode())
    assert [number for _, number, _ in rows] == [4, 5]


def test_headings_alone_are_said():
    found, rows = opened(f"{HEADINGS}\n".encode())
    assert rows == []
    assert [(each.rule, each.severity.value) for each in found.remarks] == [("P-F13", "info")]


def test_a_report_names_the_file_without_its_folders():
    assert opened(f"{HEADINGS}\n{ROW}\n".encode(), "C:\\exports\\he\nader.csv")[0].name == "header.csv"
    assert opened(f"{HEADINGS}\n{ROW}\n".encode(), "../../")[0].name == "unnamed file"


class Endless(io.RawIOBase):
    """So many bytes of one kind after a beginning, made as they are read."""

    def __init__(self, start: bytes, size: int, filling: bytes) -> None:
        self.start, self.size, self.filling, self.place = start, size, filling, 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = offset if whence == 0 else self.size
        return self.place

    def read(self, size: int = -1) -> bytes:
        wanted = self.size - self.place if size < 0 else min(size, self.size - self.place)
        piece = (self.start[self.place :] + self.filling * wanted)[:wanted]
        self.place += wanted
        return piece


@pytest.mark.parametrize(
    "start", [HEADINGS.encode() + b"\n", b"<EXPSSDA903><CHILD a='", b"<EXPSSDA903><CHILD><HEADER><X>"]
)
@pytest.mark.parametrize("filling", [b"x", b'"', b" "])
def test_a_line_of_a_gigabyte_is_refused_within_a_few_megabytes(monkeypatch, start, filling):
    monkeypatch.setattr(examining, "MAX_BYTES", 2**31)
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable) as refused:
            found = open_source("big", Endless(start, 2**30 if filling != b" " else 2**25, filling))
            list(found.rows())
        assert tracemalloc.get_traced_memory()[1] < 16 * 2**20
    finally:
        tracemalloc.stop()
    assert refused.value.rule == "P-F8"


@given(st.binary(max_size=400), st.booleans())
@example(b"\xef\xbb\xbf\xff", True)
@example(b'"', True)
def test_no_bytes_do_anything_but_give_rows_or_a_reason(content, behind_headings):
    start = f"{HEADINGS}\n{ROW}\n".encode() if behind_headings else b""
    try:
        found, rows = opened(start + content)
    except Unreadable:
        return
    assert all(len(cells) == len(COLUMNS[kind]) for kind, _, cells in rows)
    assert found.row_count == len(rows) + found.rejected
