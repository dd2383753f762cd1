"""Rules on a placement: does it fit the legal status, the reason for the episode and the ending."""

from collections.abc import Callable, Collection
from datetime import date

from casework.ssda903.codes import (
    ADOPTED,
    ADOPTION_PLACES,
    CONTINUES,
    FOSTER_PLACES,
    SHORT_BREAKS,
    STARTED,
    TEMPORARY_PLACES,
)
from casework.ssda903.report import Severity
from casework.ssda903.rowrules.rule import Context, Rule, Step

_WARN = Severity.WARN
_FOSTER_TO_ADOPT_FROM = date(2015, 4, 1)


def status_with_place(statuses: Collection[str], places: Collection[str]) -> Callable[[Step, Context], bool]:
    """One of `statuses` together with one of `places`, which exclude each other."""

    def fails(step: Step, _: Context) -> bool:
        return step.current.ls in statuses and step.current.place in places

    return fails


def foster_to_adopt_as_move(step: Step, _: Context) -> bool:
    current = step.current
    return (
        current.place in ("A3", "A5") and current.rne not in ("S", "T", "U") and current.decom >= _FOSTER_TO_ADOPT_FROM
    )


def starts_in_temporary(step: Step, _: Context) -> bool:
    return step.current.rne == STARTED and step.current.place in TEMPORARY_PLACES


def ends_in_temporary(step: Step, _: Context) -> bool:
    return step.current.rec not in ("", CONTINUES) and step.current.place in TEMPORARY_PLACES


def adopted_without_placement(step: Step, _: Context) -> bool:
    return step.current.rec in ADOPTED and step.current.place not in ADOPTION_PLACES


def no_postcode(step: Step, context: Context) -> bool:
    return step.current.ls not in SHORT_BREAKS and "" in context.postcodes[step.current.where]


def same_postcode(step: Step, context: Context) -> bool:
    home, placement = context.postcodes[step.current.where]
    return home != "" and home == placement and step.current.place != "P1"


def no_placement_order(step: Step, _: Context) -> bool:
    return step.current.place in ("A5", "A6") and step.current.ls != "E1"


def guardian_was_no_carer(step: Step, _: Context) -> bool:
    return step.current.rec in ("E45", "E46") and step.current.place not in FOSTER_PLACES


PLACEMENTS: tuple[Rule[Step], ...] = (
    Rule(
        "217",
        _WARN,
        "RNE",
        "Placed for adoption with the current carer (A3, A5) is no change of carer: the code must be S, T or U.",
        foster_to_adopt_as_move,
    ),
    Rule(
        "378",
        _WARN,
        "PLACE",
        "A child placed with parents (P1) can't be accommodated under section 20 (V2): correct one of them.",
        status_with_place(("V2",), ("P1",)),
    ),
    Rule("380", _WARN, "PLACE", "Care can't start with a temporary placement.", starts_in_temporary),
    Rule("381", _WARN, "PLACE", "Care can't end with a temporary placement.", ends_in_temporary),
    Rule(
        "382",
        _WARN,
        "PLACE",
        "A child on short breaks (V3, V4) can't be in a temporary placement.",
        status_with_place(SHORT_BREAKS, TEMPORARY_PLACES),
    ),
    Rule(
        "384",
        _WARN,
        "PLACE",
        "A child on short breaks (V3, V4) can't be in a long-term foster placement (U1, U4).",
        status_with_place(SHORT_BREAKS, ("U1", "U4")),
    ),
    Rule(
        "390",
        _WARN,
        "REC",
        "The reason is adoption, but the child was not placed for adoption before (A3 to A6).",
        adopted_without_placement,
    ),
    Rule(
        "392b",
        Severity.INFO,
        "PL_POST",
        "The postcode of the home or of the placement is missing. Needed, unless the child is or was an "
        "unaccompanied asylum seeker.",
        no_postcode,
    ),
    Rule(
        "392d",
        _WARN,
        "PL_POST",
        "Home and placement have the same postcode, which fits only a placement with parents (P1).",
        same_postcode,
    ),
    Rule(
        "408",
        _WARN,
        "LS",
        "Placed for adoption with a placement order (A5, A6), but the legal status is not E1.",
        no_placement_order,
    ),
    Rule(
        "516",
        _WARN,
        "REC",
        "Guardianship by a former foster carer (E45, E46), but the child was not in foster care (U1 to U6).",
        guardian_was_no_carer,
    ),
)
