"""Faults that show only across rows and files: a child nobody knows, a row that stands twice, another date of birth."""

from dataclasses import dataclass

from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule

_UNKNOWN = {
    FileKind.AD1: "INT01",
    FileKind.PLACED_ADOPTION: "INT02",
    FileKind.EPISODES: "INT03",
    FileKind.MISSING: "INT04",
    FileKind.OC2: "INT05",
    FileKind.OC3: "INT06",
    FileKind.PREV_PERM: "INT07",
    FileKind.REVIEWS: "INT08",
    FileKind.UASC: "INT09",
    FileKind.SW_EPISODES: "P-W2",
}
_OTHER_BIRTH = {
    FileKind.AD1: "INT11",
    FileKind.PLACED_ADOPTION: "INT12",
    FileKind.MISSING: "INT13",
    FileKind.OC2: "INT14",
    FileKind.OC3: "INT15",
    FileKind.PREV_PERM: "INT16",
    FileKind.REVIEWS: "INT17",
    FileKind.UASC: "INT18",
    FileKind.SW_EPISODES: "P-W3",
}
_ONE_A_CHILD = {
    FileKind.AD1: "INT31",
    FileKind.HEADER: "INT32",
    FileKind.OC2: "INT33",
    FileKind.OC3: "INT34",
    FileKind.PREV_PERM: "INT35",
    FileKind.UASC: "INT36",
}
_ONE_A_DAY = {
    FileKind.EPISODES: ("DECOM", "P-E1", "P-E2"),
    FileKind.REVIEWS: ("REVIEW", "P-D1", "P-D2"),
    FileKind.MISSING: ("MIS_START", "P-D1", "P-D2"),
    FileKind.SW_EPISODES: ("SW_DECOM", "P-D1", "P-D2"),
    FileKind.PLACED_ADOPTION: ("DATE_PLACED", "P-D1", "P-D2"),
}


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows of one natural key: the child, and the day in column `day` unless that is blank. Equal rows count once, rows
    that differ not at all.
    """

    kind: FileKind
    day: str
    same: SqlRule
    rival: SqlRule


def _unknown(kind: FileKind) -> SqlRule:
    return SqlRule(
        _UNKNOWN[kind],
        kind,
        "CHILD",
        Severity.REJECT_ROW,
        "No child with this id was taken in from a Header file, now or before: send the child's Header row too, or "
        "correct it if it was rejected.",
        "NOT EXISTS (SELECT FROM header h WHERE h.child = r.child)"
        " AND NOT EXISTS (SELECT FROM casework_child k WHERE k.reference = r.child)",
    )


def _other_birth(kind: FileKind) -> SqlRule:
    return SqlRule(
        _OTHER_BIRTH[kind],
        kind,
        "DOB",
        Severity.WARN,
        "The date of birth is not the Header's, or not that on record: is it the same child? Correct one of them.",
        "r.dob_on <> c.born",
    )


def _one_a_child(kind: FileKind) -> Twins:
    number = _ONE_A_CHILD[kind]
    same = f"The child stands twice in the {kind} with the same values: once is enough."
    rival = (
        f"The child stands more than once in the {kind} with different values: none is taken in. Keep the right row."
    )
    return Twins(
        kind,
        "",
        SqlRule(number, kind, "CHILD", Severity.WARN, same, ""),
        SqlRule(number, kind, "CHILD", Severity.REJECT_ROW, rival, ""),
    )


def _one_a_day(kind: FileKind) -> Twins:
    column, same, rival = _ONE_A_DAY[kind]
    what = "episode" if kind is FileKind.EPISODES else "row"
    differ = (
        "Another row has the same child and day with other values: neither is taken in. Keep the right row, or correct "
        "the date."
    )
    return Twins(
        kind,
        column,
        SqlRule(same, kind, column, Severity.INFO, f"The same {what} stands in an earlier row: once is enough.", ""),
        SqlRule(rival, kind, column, Severity.REJECT_ROW, differ, ""),
    )


UNKNOWN: tuple[SqlRule, ...] = tuple(map(_unknown, _UNKNOWN))
TWINS: dict[FileKind, Twins] = {
    **{kind: _one_a_child(kind) for kind in _ONE_A_CHILD},
    **{kind: _one_a_day(kind) for kind in _ONE_A_DAY},
}
OTHER_BIRTHS: tuple[SqlRule, ...] = tuple(map(_other_birth, _OTHER_BIRTH))
