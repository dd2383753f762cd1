import pytest

from casework.ssda903.headings import COLUMNS, FileKind, Recognised, Unrecognised, recognise
from casework.ssda903.load import read

from .sample import TODAY


@pytest.mark.parametrize("kind", list(FileKind))
def test_each_file_is_known_by_its_columns_in_any_order_and_case(kind):
    headings = [f" {column.lower()} " for column in reversed(COLUMNS[kind])]
    known = recognise([*headings, "LA", "Year"])
    assert isinstance(known, Recognised)
    assert known.kind is kind
    assert known.ignored == ()
    assert [headings[place].strip().upper() for place in known.positions] == list(COLUMNS[kind])


@pytest.mark.parametrize("kind", sorted(set(FileKind) - {FileKind.HEADER, FileKind.EPISODES}))
def test_the_other_nine_are_recognised_and_said_not_to_be_taken_in(kind):
    columns = COLUMNS[kind]
    content = f"\ufeff{','.join(columns)}\r\n{','.join('1' for _ in columns)}\r\n".encode()
    report = read([("header.csv", content)], today=TODAY).report
    assert report.files[0].kind == kind
    assert [(f.row, f.severity.value) for f in report.findings] == [(None, "info")]
    assert f"{kind} file: not taken in yet" in report.findings[0].message


def test_what_is_lacking_is_named():
    known = recognise(["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER"])
    assert known == Unrecognised("The headings are nearest to the Header file but lack MC_DOB: add what is missing.")


def test_headings_that_are_data_are_never_repeated():
    known = recognise(["Joanna Bloggs", "F", "01/05/2012"])
    assert isinstance(known, Unrecognised)
    assert "Bloggs" not in known.reason


def test_two_files_in_one_and_a_heading_twice_are_refused():
    assert isinstance(recognise([*COLUMNS[FileKind.HEADER], "DUC"]), Unrecognised)
    assert isinstance(recognise([*COLUMNS[FileKind.HEADER], "dob"]), Unrecognised)


def test_further_columns_are_named_by_letter_only():
    headings = ",".join([*COLUMNS[FileKind.HEADER], "LA", "Surname"])
    content = f"{headings}\nK1,F,01/05/2012,WBRI,UN1,,,210,Bloggs\n".encode()
    load = read([("x.csv", content)], today=TODAY)
    assert [row.child for row in load.children] == ["K1"]
    (remark,) = load.report.findings
    assert (remark.rule, remark.severity.value) == ("P-F9", "info")
    assert remark.message.endswith("ignored: column I.")


def test_unknown_headings_refuse_the_file_but_not_the_others():
    good = ",".join(COLUMNS[FileKind.HEADER]) + "\nK1,F,01/05/2012,WBRI,UN1,,\n"
    load = read([("a.csv", b"name,age\nJo,4\n"), ("b.csv", good.encode())], today=TODAY)
    assert [(f.file, f.rule, f.severity.value) for f in load.report.findings] == [("a.csv", "P-F4", "reject_file")]
    assert len(load.children) == 1
