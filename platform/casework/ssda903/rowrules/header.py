"""Rules on Header rows. Numbers and meaning are the DfE's (2024/25), the words are ours."""

from casework.ssda903.codes import ETHNIC, SEX
from casework.ssda903.report import Severity
from casework.ssda903.rowrules.rule import Context, Rule
from casework.ssda903.rows import HeaderCells, HeaderRow
from casework.ssda903.values import birthday, is_bad_date, is_upn, parse_date


def sex_is_no_code(cells: HeaderCells, _: Context) -> bool:
    return cells.sex not in SEX


def born_is_no_date(cells: HeaderCells, _: Context) -> bool:
    return parse_date(cells.dob) is None


def ethnic_is_no_code(cells: HeaderCells, _: Context) -> bool:
    return cells.ethnic not in ETHNIC


def mother_is_no_code(cells: HeaderCells, _: Context) -> bool:
    return cells.mother not in ("", "0", "1") or (cells.mother != "" and cells.sex == "M")


def upn_is_no_number(cells: HeaderCells, _: Context) -> bool:
    return cells.upn != "" and not is_upn(cells.upn)


def first_child_born_is_no_date(cells: HeaderCells, _: Context) -> bool:
    return is_bad_date(cells.mc_dob)


HEADER_FORM: tuple[Rule[HeaderCells], ...] = (
    Rule(
        "101",
        Severity.REJECT_ROW,
        "SEX",
        "Sex is blank or no code: M, F or U (1 and 2 of earlier years are understood).",
        sex_is_no_code,
    ),
    Rule(
        "102",
        Severity.REJECT_ROW,
        "DOB",
        "The date of birth is blank or no date: write it as dd/mm/yyyy.",
        born_is_no_date,
    ),
    Rule(
        "103",
        Severity.WARN,
        "ETHNIC",
        "Ethnicity is blank or no code. The child is taken in without it: send NOBT if it is not known yet.",
        ethnic_is_no_code,
    ),
    Rule(
        "165",
        Severity.WARN,
        "MOTHER",
        "Mother status is neither 0 nor 1, or was given for a boy: correct it or leave it blank.",
        mother_is_no_code,
    ),
    Rule(
        "168",
        Severity.WARN,
        "UPN",
        "The unique pupil number has the wrong shape and is not taken in: 13 characters, or UN1 to UN5.",
        upn_is_no_number,
    ),
    Rule(
        "171",
        Severity.WARN,
        "MC_DOB",
        "The birth of the mother's child is no date and is not taken in: write it as dd/mm/yyyy.",
        first_child_born_is_no_date,
    ),
)


def boy_with_child(row: HeaderRow, _: Context) -> bool:
    return row.sex == "M" and row.mc_dob is not None


def born_after_the_year(row: HeaderRow, context: Context) -> bool:
    return row.dob > context.year_end


def over_25(row: HeaderRow, context: Context) -> bool:
    return context.year_start > birthday(row.dob, 25)


def mother_without_birth(row: HeaderRow, _: Context) -> bool:
    return row.mother is True and row.mc_dob is None


def birth_without_mother(row: HeaderRow, _: Context) -> bool:
    return row.mother is not True and row.mc_dob is not None


def mother_under_11(row: HeaderRow, context: Context) -> bool:
    return row.mother is True and birthday(row.dob, 11) > context.year_start


def mother_younger_than_child(row: HeaderRow, _: Context) -> bool:
    return row.mc_dob is not None and row.mc_dob <= row.dob


HEADER_FACTS: tuple[Rule[HeaderRow], ...] = (
    Rule(
        "174",
        Severity.WARN,
        "MC_DOB",
        "The birth of a mother's child is given for a boy: correct the sex or leave the date blank.",
        boy_with_child,
    ),
    Rule(
        "301",
        Severity.WARN,
        "DOB",
        "The date of birth is after the end of the collection year: check it.",
        born_after_the_year,
    ),
    Rule(
        "351",
        Severity.WARN,
        "DOB",
        "The young person was over 25 at the start of the collection year: check the date of birth.",
        over_25,
    ),
    Rule(
        "611",
        Severity.WARN,
        "MC_DOB",
        "The child is recorded as a mother, but the birth of her child is blank: add the date.",
        mother_without_birth,
    ),
    Rule(
        "612",
        Severity.WARN,
        "MC_DOB",
        "The birth of a mother's child is given, but mother status does not say 1: correct one of them.",
        birth_without_mother,
    ),
    Rule(
        "620",
        Severity.WARN,
        "DOB",
        "The child is recorded as a mother but was under 11 at the start of the year: check both.",
        mother_under_11,
    ),
    Rule(
        "621",
        Severity.WARN,
        "MC_DOB",
        "The mother's child was born on or before the day of her own birth: check both dates.",
        mother_younger_than_child,
    ),
)
