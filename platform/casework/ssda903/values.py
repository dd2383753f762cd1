"""Single values of a cell: dates, birthdays, identifiers, postcodes."""

import re
from datetime import date
from functools import lru_cache

_DATE = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", re.ASCII)
# The council's own id of a child; this shape keeps out formulas, full names and Excel's long numbers.
_CHILD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]{0,35}", re.ASCII)
_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_POSTCODE = re.compile(rf"({_OUTWARD})\s*[0-9][A-Z]{{2}}|({_OUTWARD})(?:\s+[0-9])?", re.ASCII)
# DfE rule 168: a letter other than I, O and S, eleven digits, and a digit or (temporary numbers) a letter.
_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]|UN[1-5]", re.ASCII)
_URN = re.compile(r"[A-Z0-9]{1,12}", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@lru_cache(maxsize=32_768)
def parse_date(text: str) -> date | None:
    """`dd/mm/yyyy` and nothing else; None where `text` is blank or no day of 1900 to 2100."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def birthday(born: date, years: int) -> date:
    """The day a person reaches that age: born on 29 February, that is 1 March of a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def is_child_id(text: str) -> bool:
    return _CHILD.fullmatch(text) is not None


def is_upn(text: str) -> bool:
    return _UPN.fullmatch(text) is not None


def is_urn(text: str) -> bool:
    return _URN.fullmatch(text) is not None


@lru_cache(maxsize=32_768)
def outward_code(text: str) -> str | None:
    """The first half of a postcode (`SE15`), also where no more was sent; None where `text` is no postcode.

    The rest is never kept: where a child is placed is a matter of safety (domain.md 8.2).
    """
    match = _POSTCODE.fullmatch(text.strip().upper())
    return (match[1] or match[2]) if match else None


def collection_year_of(day: date) -> int:
    """The year (of its 31 March) of the collection that `day` falls in: 2025-06-01 is in 2026."""
    return day.year + 1 if (day.month, day.day) >= (4, 1) else day.year
