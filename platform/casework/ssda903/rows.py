"""One row of a Header or Episodes file: as text while it is checked, typed once it is accepted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from casework.ssda903 import codes
from casework.ssda903.values import is_upn, is_urn, outward_code, parse_date


class Where(NamedTuple):
    """Where a row stands: which file of the load (from 0), its name, the spreadsheet's row."""

    file_index: int
    file: str
    row: int


class HeaderCells(NamedTuple):
    """A Header row as sent, stripped, codes in capitals."""

    where: Where
    child: str
    sex: str
    dob: str
    ethnic: str
    upn: str
    mother: str
    mc_dob: str


class EpisodeCells(NamedTuple):
    """An Episodes row as sent, stripped, codes in capitals. The only place with full postcodes."""

    where: Where
    child: str
    decom: str
    rne: str
    ls: str
    cin: str
    place: str
    place_provider: str
    dec: str
    rec: str
    reason_place_change: str
    home_post: str
    pl_post: str
    urn: str


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A child. `ethnic` and `upn` are blank where the cell was blank or wrong; `mother` None where not said."""

    child: str
    sex: str
    dob: date
    ethnic: str
    upn: str
    mother: bool | None
    mc_dob: date | None
    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class EpisodeRow:
    """An episode of care. `dec` and `rec` are both given or both empty. Areas are outward codes (`SE15`),
    blank where unknown: no full postcode gets past the check of its row.
    """

    child: str
    decom: date
    rne: str
    ls: str
    cin: str
    place: str
    place_provider: str
    dec: date | None
    rec: str
    reason_place_change: str
    home_area: str
    placement_area: str
    urn: str
    where: Where = field(compare=False)


def header_cells(where: Where, cells: Sequence[str]) -> HeaderCells:
    """From cells in the order of `headings.COLUMNS`."""
    child, *others = [cell.strip() for cell in cells]
    sex, dob, ethnic, upn, mother, mc_dob = (cell.upper() for cell in others)
    return HeaderCells(where, child, codes.OLD_SEX.get(sex, sex), dob, ethnic, upn, mother, mc_dob)


def episode_cells(where: Where, cells: Sequence[str]) -> EpisodeCells:
    """From cells in the order of `headings.COLUMNS`."""
    child, *others = [cell.strip() for cell in cells]
    return EpisodeCells(where, child, *(cell.upper() for cell in others))


def typed_header(cells: HeaderCells) -> HeaderRow:
    """For cells that no rule rejects; what a rule only warned of stays out."""
    born = parse_date(cells.dob)
    assert born is not None, "rule 102 rejects a row without date of birth"
    return HeaderRow(
        child=cells.child,
        sex=cells.sex,
        dob=born,
        ethnic=cells.ethnic if cells.ethnic in codes.ETHNIC else "",
        upn=cells.upn if is_upn(cells.upn) else "",
        mother={"0": False, "1": True}.get(cells.mother),
        mc_dob=parse_date(cells.mc_dob),
        where=cells.where,
    )


def typed_episode(cells: EpisodeCells) -> EpisodeRow:
    """For cells that no rule rejects; what a rule only warned of stays out."""
    began = parse_date(cells.decom)
    assert began is not None, "rule 141 rejects a row without a start"
    ended = parse_date(cells.dec)
    # Rule 148: with half an ending the child counts as still looked after, the safe side of the doubt.
    has_end = ended is not None and cells.rec != ""
    return EpisodeRow(
        child=cells.child,
        decom=began,
        rne=cells.rne,
        ls=cells.ls,
        cin=cells.cin,
        place=cells.place,
        place_provider=cells.place_provider if cells.place_provider in codes.PLACE_PROVIDER else "",
        dec=ended if has_end else None,
        rec=cells.rec if has_end else "",
        reason_place_change=(
            cells.reason_place_change if cells.reason_place_change in codes.REASON_PLACE_CHANGE else ""
        ),
        home_area=outward_code(cells.home_post) or "",
        placement_area=outward_code(cells.pl_post) or "",
        urn=cells.urn if is_urn(cells.urn) else "",
        where=cells.where,
    )
