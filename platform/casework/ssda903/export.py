"""What is on record as the files of a return, each a SELECT: its values as the return of `collection_year` codes them.

Postcodes are outward codes, because no more of them is kept (domain.md 8.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.ssda903.headings import COLUMNS, FileKind

NOTE = (
    "HOME_POST and PL_POST hold the outward half of the postcode: the rest is never kept. OC2 and OC3 hold the"
    " collection year that was asked for, every other file all that is on record."
)


@dataclass(frozen=True, slots=True)
class _File:
    """`columns` are the expressions of what isn't of the child `c`; `rows` what is read, `order` what of besides
    CHILD. A Header column that a file repeats comes from the child.
    """

    rows: str
    columns: dict[str, str]
    order: str = ""


def _day(column: str) -> str:
    return f"to_char({column}, 'DD/MM/YYYY')"


def _flag(column: str) -> str:
    return f"CASE WHEN {column} THEN '1' WHEN NOT {column} THEN '0' END"


_CHILD = {"CHILD": "c.reference", "SEX": "c.sex", "DOB": _day("c.date_of_birth")}
_OF_CHILD = "JOIN casework_child c ON c.id = x.child_id"
_FILES: Mapping[FileKind, _File] = {
    FileKind.HEADER: _File(
        "casework_child c",
        {
            "ETHNIC": "c.ethnicity", "UPN": "c.upn", "MOTHER": _flag("c.is_mother"),
            "MC_DOB": _day("c.first_child_born_on"),
        },
    ),
    FileKind.EPISODES: _File(
        "casework_episode x JOIN casework_periodofcare p ON p.id = x.period_id AND x.hidden_on IS NULL"
        " JOIN casework_child c ON c.id = p.child_id",
        {
            "DECOM": _day("x.started_on"), "RNE": "x.start_reason", "LS": "x.legal_status", "CIN": "x.need",
            "PLACE": "x.placement_type", "PLACE_PROVIDER": "x.placement_provider", "DEC": _day("x.ended_on"),
            "REC": "x.end_reason", "REASON_PLACE_CHANGE": "x.change_reason", "HOME_POST": "x.home_area",
            "PL_POST": "x.placement_area", "URN": "x.urn",
        },
        "x.started_on, x.ended_on",
    ),
    FileKind.REVIEWS: _File(
        f"casework_claimedreview x {_OF_CHILD}",
        {"REVIEW": _day("x.held_on"), "REVIEW_CODE": "x.participation"},
        "x.held_on",
    ),
    FileKind.UASC: _File(
        "casework_child c", {"DUC": _day("c.asylum_seeking_until")}
    ),
    FileKind.OC2: _File(
        f"casework_yearincare x {_OF_CHILD}",
        {
            "SDQ_SCORE": "x.sdq_score::text", "SDQ_REASON": "x.sdq_reason",
            **{
                name: _flag(f"x.{name.lower()}")
                for name in (
                    "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT",
                    "SUBSTANCE_MISUSE", "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
                )
            },
        },
    ),
    FileKind.OC3: _File(
        f"casework_careleaver x {_OF_CHILD}",
        {"IN_TOUCH": "x.in_touch", "ACTIV": "x.activity", "ACCOM": "x.accommodation"},
    ),
    FileKind.AD1: _File(
        f"casework_adoption x {_OF_CHILD}",
        {
            "DATE_INT": _day("x.best_interest_on"), "DATE_MATCH": _day("x.matched_on"),
            "FOSTER_CARE": _flag("x.by_former_carer"), "NB_ADOPTR": "x.adopters::text",
            "SEX_ADOPTR": "x.sex_of_adopters", "LS_ADOPTR": "x.status_of_adopters",
        },
    ),
    FileKind.PLACED_ADOPTION: _File(
        f"casework_adoptiondecision x {_OF_CHILD}",
        {
            "DATE_PLACED": _day("x.decided_on"), "DATE_PLACED_CEASED": _day("x.ceased_on"),
            "REASON_PLACED_CEASED": "x.reason",
        },
        "x.decided_on",
    ),
    FileKind.PREV_PERM: _File(
        f"casework_previouspermanence x {_OF_CHILD}",
        {"PREV_PERM": "x.option", "LA_PERM": "x.arranged_by", "DATE_PERM": _day("x.ordered_on")},
    ),
    FileKind.MISSING: _File(
        f"casework_missingspell x {_OF_CHILD}",
        {"MISSING": "x.kind", "MIS_START": _day("x.started_on"), "MIS_END": _day("x.ended_on")},
        "x.started_on",
    ),
    FileKind.SW_EPISODES: _File(
        f"casework_workerepisode x {_OF_CHILD}",
        {
            "SW_ID": "x.registration", "SW_DECOM": _day("x.started_on"), "SW_DEC": _day("x.ended_on"),
            "SW_REASON": "x.reason",
        },
        "x.started_on",
    ),
}  # fmt: skip
_WHERE = {
    FileKind.UASC: "c.asylum_seeking",
    FileKind.OC2: "x.collection_year = %(collection_year)s",
    FileKind.OC3: "x.collection_year = %(collection_year)s",
}


def select(kind: FileKind) -> str:
    """The file's rows by CHILD, its columns named and ordered as in `COLUMNS`. Takes the parameter collection_year."""
    file = _FILES[kind]
    told = _CHILD | file.columns
    # A blank is nothing between two commas, never a pair of quotes.
    columns = ", ".join(f"""nullif({told[column]}, '') AS "{column}\"""" for column in COLUMNS[kind])
    order = ", ".join(filter(None, ["c.reference", file.order]))
    return f"SELECT {columns} FROM {file.rows} WHERE {_WHERE.get(kind, 'true')} ORDER BY {order}"


def children(kind: FileKind) -> str:
    """Whom the file tells of: the ids of the children, each once. Takes the parameter collection_year."""
    return f"SELECT DISTINCT c.id FROM {_FILES[kind].rows} WHERE {_WHERE.get(kind, 'true')}"
