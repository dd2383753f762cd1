"""The eleven files of the SSDA903, each known by its headings, never by its name (domain.md 4.2)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    HEADER = "Header"
    EPISODES = "Episodes"
    REVIEWS = "Reviews"
    UASC = "UASC"
    OC2 = "OC2"
    OC3 = "OC3"
    AD1 = "AD1"
    PLACED_ADOPTION = "PlacedAdoption"
    PREV_PERM = "PrevPerm"
    MISSING = "Missing"
    SW_EPISODES = "SWEpisodes"


COLUMNS: dict[FileKind, tuple[str, ...]] = {
    kind: tuple(columns.split(","))
    for kind, columns in {
        FileKind.HEADER: "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
        FileKind.EPISODES: (
            "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
        ),
        FileKind.REVIEWS: "CHILD,DOB,REVIEW,REVIEW_CODE",
        FileKind.UASC: "CHILD,SEX,DOB,DUC",
        FileKind.OC2: (
            "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
            "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
        ),
        FileKind.OC3: "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
        FileKind.AD1: "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
        FileKind.PLACED_ADOPTION: "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
        FileKind.PREV_PERM: "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
        FileKind.MISSING: "CHILD,DOB,MISSING,MIS_START,MIS_END",
        FileKind.SW_EPISODES: "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    }.items()
}

_DATES = frozenset(
    {
        "DATE_INT", "DATE_MATCH", "DATE_PERM", "DATE_PLACED", "DATE_PLACED_CEASED", "DEC", "DECOM", "DOB", "DUC",
        "MC_DOB", "MIS_END", "MIS_START", "REVIEW", "SW_DEC", "SW_DECOM",
    }
)  # fmt: skip
DATES: dict[FileKind, tuple[str, ...]] = {
    kind: tuple(column for column in columns if column in _DATES) for kind, columns in COLUMNS.items()
}
"""The columns of each file that hold a date, in the order of `COLUMNS`."""

# Regional pipelines add these two at the end of every file: they say nothing we use and get no remark.
ADDED_BY_PIPELINES = frozenset({"LA", "YEAR"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """`positions[i]` is where in a row the i-th of `COLUMNS[kind]` stands; `width` the number of headings;
    `ignored` the places (from 0) of columns that are not of this file.
    """

    kind: FileKind
    positions: tuple[int, ...]
    width: int
    ignored: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """Why headings were not taken, in a sentence. It never repeats a heading that is not of the 903: a file
    without headings has a child's data in that place.
    """

    reason: str


def recognise(headings: Sequence[str]) -> Recognised | Unrecognised:
    """The file kind whose columns are all there, in any order and case."""
    names = [heading.strip().upper() for heading in headings]
    kinds = [kind for kind, columns in COLUMNS.items() if set(columns) <= set(names)]
    if not kinds:
        return Unrecognised(_nearest(names))
    if len(kinds) > 1:
        return Unrecognised(f"The headings are of more than one file ({', '.join(kinds)}): send each as its own.")
    columns = COLUMNS[kinds[0]]
    twice = [name for name, times in Counter(names).items() if times > 1 and name in columns]
    if twice:
        return Unrecognised(f"The heading {twice[0]} stands there twice: keep the right one.")
    known = ADDED_BY_PIPELINES.union(columns)
    return Recognised(
        kind=kinds[0],
        positions=tuple(names.index(column) for column in columns),
        width=len(names),
        ignored=tuple(place for place, name in enumerate(names) if name and name not in known),
    )


def _nearest(names: Sequence[str]) -> str:
    """What the headings come closest to, and what they lack for it."""
    shares = {kind: len(set(columns).intersection(names)) / len(columns) for kind, columns in COLUMNS.items()}
    kind = max(shares, key=lambda each: shares[each])
    if shares[kind] < 0.5:
        return "The first row has not the headings of any SSDA903 file. Check that it holds headings, not data."
    lacking = [column for column in COLUMNS[kind] if column not in names]
    return f"The headings are nearest to the {kind} file but lack {', '.join(lacking)}: add what is missing."
