"""What a case is: rows by file kind, made from clean ones."""

from dataclasses import dataclass
from datetime import date

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.sample import TODAY, child, ended, episode, moved_on

Row = dict[str, str]
Rows = dict[FileKind, list[Row]]
REJECT, WARN, INFO = "reject_row", "warn", "info"
CLOSED = date(2025, 6, 1)
BIRTH = {"CHILD": "K100", "DOB": "01/05/2012"}
CLEAN: Rows = {
    FileKind.REVIEWS: [BIRTH | {"REVIEW": "01/07/2024", "REVIEW_CODE": "PN1"}],
    FileKind.UASC: [BIRTH | {"SEX": "F", "DUC": ""}],
    FileKind.OC2: [BIRTH],
    FileKind.OC3: [BIRTH | {"IN_TOUCH": "YES", "ACTIV": "F1", "ACCOM": "U1"}],
    FileKind.AD1: [
        BIRTH
        | {
            "DATE_INT": "01/08/2024",
            "DATE_MATCH": "01/09/2024",
            "FOSTER_CARE": "0",
            "NB_ADOPTR": "2",
            "SEX_ADOPTR": "MF",
            "LS_ADOPTR": "L11",
        }
    ],
    FileKind.PLACED_ADOPTION: [
        BIRTH | {"DATE_PLACED": "01/08/2024", "DATE_PLACED_CEASED": "", "REASON_PLACED_CEASED": ""}
    ],
    FileKind.PREV_PERM: [BIRTH | {"PREV_PERM": "P1", "LA_PERM": "210", "DATE_PERM": "01/01/2018"}],
    FileKind.MISSING: [BIRTH | {"MISSING": "M", "MIS_START": "01/07/2024", "MIS_END": "03/07/2024"}],
    FileKind.SW_EPISODES: [
        BIRTH | {"SW_ID": "SW123456", "SW_DECOM": "10/06/2024", "SW_DEC": "", "SW_REASON": "FCONTA"}
    ],
}


@dataclass(frozen=True)
class Case:
    rule: str
    severity: str
    fails: Rows
    passes: Rows
    year: int = 2025
    today: date = TODAY


def clean(kind: FileKind, **changes: str) -> Row:
    return CLEAN[kind][0] | changes


def rows(children: list[Row], episodes: list[Row] = [], **others: list[Row]) -> Rows:  # noqa: B006
    """`others` by the names of `FileKind`, in lower case."""
    found = {FileKind.HEADER: children, FileKind.EPISODES: episodes}
    return found | {FileKind[name.upper()]: given for name, given in others.items()}


def header(rule: str, severity: str, fails: Row, passes: Row) -> Case:
    return Case(rule, severity, rows([child(**fails)]), rows([child(**passes)]))


def single(rule: str, severity: str, fails: Row, passes: Row, dob: str = "01/05/2012", **when) -> Case:
    born = [child(DOB=dob)]
    return Case(rule, severity, rows(born, [episode(**fails)]), rows(born, [episode(**passes)]), **when)


def chain(rule: str, severity: str, fails: list[Row], passes: list[Row], **when) -> Case:
    return Case(rule, severity, rows([child()], fails), rows([child()], passes), **when)


def of(kind: FileKind, rule: str, severity: str, fails: Row | list[Row], passes: Row | list[Row], **around) -> Case:
    """Rows of another file, of the clean child with the clean episode; `episodes`, `child`, `year` and `today` change
    what stands around them, other names add files.
    """
    when = {name: around.pop(name) for name in ("year", "today") if name in around}
    children = [child(**around.pop("child", {}))]
    episodes = around.pop("episodes", [episode()])

    def made(given: Row | list[Row]) -> Rows:
        lines = given if isinstance(given, list) else [given]
        return rows(children, episodes, **around) | {kind: [clean(kind, **line) for line in lines]}

    return Case(rule, severity, made(fails), made(passes), **when)


def left(reason: str, day: str = "01/12/2024", **others: str) -> Row:
    return {"DEC": day, "REC": reason, **others}


def provided(rule: str, provider: str, place: str, fits: str) -> Case:
    return single(rule, WARN, {"PLACE": place, "PLACE_PROVIDER": provider}, {"PLACE": fits, "PLACE_PROVIDER": provider})


__all__ = [
    "BIRTH", "CLOSED", "INFO", "REJECT", "WARN", "Case", "Row", "Rows", "chain", "child", "clean", "ended", "episode",
    "header", "left", "moved_on", "of", "provided", "rows", "single",
]  # fmt: skip
