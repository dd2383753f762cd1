from datetime import date

import pytest

from casework.ssda903 import codes
from casework.ssda903.codeset import Standing
from casework.ssda903.values import (
    birthday,
    collection_year_of,
    is_child_id,
    outward_code,
    parse_date,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29/02/2024", date(2024, 2, 29)),
        ("29/02/2023", None),
        ("1/2/2024", None),
        ("2024-02-01", None),
        ("01/02/24", None),
        ("01/02/2024 00:00", None),
        ("٠١/٠٢/٢٠٢٤", None),
        ("01/01/1899", None),
        ("01/01/9999", None),
        ("", None),
    ],
)
def test_only_a_whole_date_is_a_date(text, day):
    assert parse_date(text) == day


def test_a_leap_day_child_has_its_birthday_on_1_march_of_common_years():
    assert birthday(date(2008, 2, 29), 17) == date(2025, 3, 1)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "outward"),
    [
        ("SE15 1AA", "SE15"),
        ("se151aa", "SE15"),
        ("B1 1AA", "B1"),
        ("B11AA", "B1"),
        ("L8   0AA", "L8"),
        ("EC1A 1BB", "EC1A"),
        ("SE15", "SE15"),
        ("SE15 1", "SE15"),
        ("12 High Street", None),
        ("", None),
    ],
)
def test_only_the_outward_code_is_kept(text, outward):
    assert outward_code(text) == outward


@pytest.mark.parametrize("text", ["900327", "A/12-3_4.5", "7"])
def test_a_council_s_id_is_taken_as_it_is(text):
    assert is_child_id(text)


@pytest.mark.parametrize("text", ["", "Jo Bloggs", "=1+1", "9.1E+05", "x" * 37, "jö"])
def test_what_is_no_id_is_not(text):
    assert not is_child_id(text)


@pytest.mark.parametrize(("day", "year"), [(date(2025, 3, 31), 2025), (date(2025, 4, 1), 2026)])
def test_the_collection_year_ends_on_31_march(day, year):
    assert collection_year_of(day) == year


@pytest.mark.parametrize(
    ("code", "year", "happened", "standing"),
    [
        ("K3", 2023, None, Standing.FUTURE),
        ("K3", 2024, None, Standing.CURRENT),
        ("Z11", 2025, None, Standing.FUTURE),
        ("Z11", 2026, None, Standing.CURRENT),
        ("H5", 2024, None, Standing.CURRENT),
        ("H5", 2025, date(2024, 3, 31), Standing.PAST),
        ("H5", 2025, date(2024, 4, 1), Standing.EXPIRED),
        ("H5", 2025, None, Standing.EXPIRED),
        ("Q9", 2025, None, Standing.UNKNOWN),
    ],
)
def test_a_code_stands_in_its_years(code, year, happened, standing):
    assert codes.PLACE.standing(code, year, happened) is standing


def test_codes_have_plain_meanings():
    assert codes.LS.meaning("C2") == "full care order"
    assert codes.PLACE.meaning("K1") == "secure children's home"
    assert all(code.meaning for code_set in (codes.RNE, codes.REC, codes.CIN) for code in code_set)
