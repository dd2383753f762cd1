import pytest

from casework.ssda903.headings import COLUMNS, FileKind, Recognised, Unrecognised, recognise


@pytest.mark.parametrize("kind", list(FileKind))
def test_each_file_is_known_by_its_columns_in_any_order_and_case(kind):
    headings = [f" {column.lower()} " for column in reversed(COLUMNS[kind])]
    known = recognise([*headings, "LA", "Year"])
    assert isinstance(known, Recognised)
    assert known.kind is kind
    assert known.ignored == ()
    assert [headings[place].strip().upper() for place in known.positions] == list(COLUMNS[kind])


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
