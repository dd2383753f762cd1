"""Conditions that many rules share, as SQL."""

from collections.abc import Iterable

from casework.ssda903.codeset import Code, CodeSet

CHILD_ID = "^[A-Za-z0-9][A-Za-z0-9_./-]{0,35}$"
UPN = "^([A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]|UN[1-5])$"
URN = "^[A-Z0-9]{1,12}$"
OUTWARD = "[A-Z]{1,2}[0-9][A-Z0-9]?"
POSTCODE = rf"^({OUTWARD}\s*[0-9][A-Z][A-Z]|{OUTWARD}(\s+[0-9])?)$"


def listed(codes: Iterable[str]) -> str:
    """`('A', 'B')`, for IN."""
    return "(" + ", ".join(f"'{code}'" for code in sorted(codes)) + ")"


def one_of(column: str, codes: Iterable[str]) -> str:
    return f"{column} IN {listed(codes)}"


def no_code(column: str, code_set: CodeSet, *, happened: str = "NULL::date", may_be_blank: bool = False) -> str:
    """No code of the load's collection year; a code that has gone since is let pass where the fact, by the date
    `happened`, is older than its end.
    """
    accepted = " OR ".join(_accepted(column, code, happened) for code in code_set if _has_bounds(code))
    known = one_of(column, (code.code for code in code_set if not _has_bounds(code)))
    wrong = f"NOT coalesce({known} OR {accepted}, false)" if accepted else f"NOT ({known})"
    return f"{column} <> '' AND {wrong}" if may_be_blank else wrong


def old_code(column: str, code_set: CodeSet, *, happened: str) -> str:
    """A code that has gone since but was right in its time."""
    return "(" + " OR ".join(_past(column, code, happened) for code in code_set if code.until is not None) + ")"


def bad_date(column: str) -> str:
    """Filled in, but no date."""
    return f"({column} <> '' AND {column}_on IS NULL)"


def age(day: str) -> str:
    """In whole years; a child born on 29 February has a birthday on 1 March of a common year."""
    return f"date_part('year', age(({day})::timestamp, c.born::timestamp))"


def _has_bounds(code: Code) -> bool:
    return code.since is not None or code.until is not None


def _accepted(column: str, code: Code, happened: str) -> str:
    bounds = [f"{column} = '{code.code}'"]
    if code.since is not None:
        bounds.append(f"load.collection_year >= {code.since}")
    if code.until is not None:
        bounds.append(f"(load.collection_year <= {code.until} OR {happened} < date '{code.until}-04-01')")
    return "(" + " AND ".join(bounds) + ")"


def _past(column: str, code: Code, happened: str) -> str:
    return (
        f"({column} = '{code.code}' AND load.collection_year > {code.until} AND {happened} < date '{code.until}-04-01')"
    )
