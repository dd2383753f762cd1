"""Makes Header and Episodes files from a clean row each and what a test changes in it."""

from collections.abc import Iterable
from datetime import date

from casework.ssda903.headings import COLUMNS, FileKind

TODAY = date(2025, 2, 1)
CLEAN_CHILD = {"CHILD": "K100", "SEX": "F", "DOB": "01/05/2012", "ETHNIC": "WBRI", "UPN": "UN3", "MOTHER": "0"}
CLEAN_EPISODE = {
    "CHILD": "K100",
    "DECOM": "10/06/2024",
    "RNE": "S",
    "LS": "C1",
    "CIN": "N1",
    "PLACE": "U6",
    "PLACE_PROVIDER": "PR1",
    "HOME_POST": "AB1 2CD",
    "PL_POST": "AB3 4EF",
    "URN": "SC100001",
}
MOVED = {"PLACE": "U4", "PLACE_PROVIDER": "PR4", "PL_POST": "AB5 6GH", "URN": "SC100002"}


def child(**changes: str) -> dict[str, str]:
    return CLEAN_CHILD | changes


def episode(**changes: str) -> dict[str, str]:
    return CLEAN_EPISODE | changes


def moved_on(**changes: str) -> dict[str, str]:
    """The episode of a new placement, on the day on which `ended()` ends."""
    return CLEAN_EPISODE | MOVED | {"DECOM": "10/08/2024", "RNE": "P"} | changes


def ended(**changes: str) -> dict[str, str]:
    """The clean episode, ended by a move."""
    return CLEAN_EPISODE | {"DEC": "10/08/2024", "REC": "X1", "REASON_PLACE_CHANGE": "CARPL"} | changes


def csv_of(kind: FileKind, rows: Iterable[dict[str, str]]) -> bytes:
    columns = COLUMNS[kind]
    lines = [",".join(columns), *(",".join(row.get(column, "") for column in columns) for row in rows)]
    return "".join(f"{line}\r\n" for line in lines).encode()
