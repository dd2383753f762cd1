"""Rules on a placement: does it fit the legal status, the reason for the episode, the ending, the provider."""

from casework.ssda903.codes import (
    ADOPTED,
    ADOPTION_PLACES,
    FOSTER_PLACES,
    OTHER_PLACES,
    SHORT_BREAKS,
    TEMPORARY_PLACES,
)
from casework.ssda903.headings import FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules.rule import SqlRule, rules_of
from casework.ssda903.rules.sql import listed

_TEMPORARY, _BREAKS = listed(TEMPORARY_PLACES), listed(SHORT_BREAKS)
_NO_PROVIDER = listed(TEMPORARY_PLACES | OTHER_PLACES)
# Places that Ofsted does not register, so that they have no number.
_NO_URN = listed(TEMPORARY_PLACES | OTHER_PLACES | {"H5", "P1", "P2", "P3", "R1", "R2", "R5"})


def provided_by(provider: str, places: set[str] | frozenset[str]) -> str:
    """That provider for one of `places`, which it can't provide."""
    return f"r.place_provider = '{provider}' AND r.place IN {listed(places)}"


# fmt: off
_PLACES = (
    ("217", "RNE",
     "Placed for adoption with the current carer (A3, A5) is no change of carer: the code must be S, T or U.",
     "r.place IN ('A3', 'A5') AND r.rne NOT IN ('S', 'T', 'U') AND r.decom_on >= date '2015-04-01'"),
    ("378", "PLACE",
     "A child placed with parents (P1) can't be accommodated under section 20 (V2): correct one of them.",
     "r.ls = 'V2' AND r.place = 'P1'"),
    ("380", "PLACE", "Care can't start with a temporary placement.", f"r.rne = 'S' AND r.place IN {_TEMPORARY}"),
    ("381", "PLACE", "Care can't end with a temporary placement.",
     f"r.rec NOT IN ('', 'X1') AND r.place IN {_TEMPORARY}"),
    ("382", "PLACE", "A child on short breaks (V3, V4) can't be in a temporary placement.",
     f"r.ls IN {_BREAKS} AND r.place IN {_TEMPORARY}"),
    ("384", "PLACE", "A child on short breaks (V3, V4) can't be in a long-term foster placement (U1, U4).",
     f"r.ls IN {_BREAKS} AND r.place IN ('U1', 'U4')"),
    ("390", "REC", "The reason is adoption, but the child was not placed for adoption before (A3 to A6).",
     f"r.rec IN {listed(ADOPTED)} AND r.place NOT IN {listed(ADOPTION_PLACES)}"),
    ("392d", "PL_POST", "Home and placement have the same postcode, which fits only a placement with parents (P1).",
     "r.home_post <> '' AND r.home_post = r.pl_post AND r.place <> 'P1'"),
    ("408", "LS", "Placed for adoption with a placement order (A5, A6), but the legal status is not E1.",
     "r.place IN ('A5', 'A6') AND r.ls <> 'E1'"),
    ("516", "REC",
     "Guardianship by a former foster carer (E45, E46), but the child was not in foster care (U1 to U6).",
     f"r.rec IN ('E45', 'E46') AND r.place NOT IN {listed(FOSTER_PLACES)}"),
)
_PROVIDERS = (
    ("213", "PLACE_PROVIDER", "No provider is recorded for a temporary or other placement: leave it blank.",
     f"r.place IN {_NO_PROVIDER} AND r.place_provider <> ''"),
    ("526", "PLACE_PROVIDER", "The provider of the placement is missing: PR0 to PR5.",
     f"r.place NOT IN {_NO_PROVIDER} AND r.place_provider = ''"),
    ("527", "PLACE_PROVIDER",
     "The own council (PR1) does not provide placements with parents, in health care or in custody.",
     provided_by("PR1", {"P1", "R2", "R5"})),
    ("528", "PLACE_PROVIDER",
     "Another council (PR2) does not provide placements with parents, in health care or in custody.",
     provided_by("PR2", {"P1", "R2", "R5"})),
    ("529", "PLACE_PROVIDER",
     "Another public body (PR3) provides no fostering, adoption or children's home, nor parents' homes.",
     provided_by("PR3", {"P1", "K1", "K2"} | ADOPTION_PLACES | FOSTER_PLACES)),
    ("530", "PLACE_PROVIDER", "A private provider (PR4) can't provide a placement with parents.",
     provided_by("PR4", {"P1"})),
    ("531", "PLACE_PROVIDER", "A voluntary provider (PR5) can't provide a placement with parents.",
     provided_by("PR5", {"P1"})),
    ("550", "PLACE_PROVIDER", "Parents (PR0) provide only a placement with parents (P1).",
     "r.place_provider = 'PR0' AND r.place <> 'P1'"),
)
_TOLD = (
    ("214", "PL_POST",
     "Where a short break (V3, V4) took place is not asked for: leave postcode and Ofsted number blank.",
     f"r.ls IN {_BREAKS} AND (r.pl_post <> '' OR r.urn <> '')"),
    ("218", "URN", "The Ofsted number (URN) of the placement is missing. Needed, unless it lies outside England.",
     f"r.urn = '' AND r.place NOT IN {_NO_URN} AND r.ls NOT IN {_BREAKS}"
     " AND (r.dec_on IS NULL OR r.dec_on >= load.year_start)"),
    ("222", "URN", "Placements of this type have no Ofsted number: leave it blank.",
     f"r.urn NOT IN ('', 'XXXXXXX') AND r.place IN {_NO_URN}"),
    ("392b", "PL_POST",
     "The postcode of the home or of the placement is missing. Needed, unless the child is or was an unaccompanied "
     "asylum seeker.",
     f"(r.home_post = '' OR r.pl_post = '') AND r.ls NOT IN {_BREAKS} AND NOT c.uasc"),
    ("398", "HOME_POST", "No distance is worked out for short breaks (V3, V4): leave the postcodes blank.",
     f"r.ls IN {_BREAKS} AND (r.home_post <> '' OR r.pl_post <> '')"),
)
# fmt: on

PLACEMENTS: tuple[SqlRule, ...] = (
    *rules_of(FileKind.EPISODES, Severity.WARN, _PLACES),
    *rules_of(FileKind.EPISODES, Severity.WARN, _PROVIDERS),
    *rules_of(FileKind.EPISODES, Severity.INFO, _TOLD),
)
