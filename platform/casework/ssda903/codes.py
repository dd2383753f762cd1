"""The code sets of Header and Episodes by collection year (domain.md 4.3; changes of 2019 to 2026).

A collection year is the year of its 31 March: 2025 is 1 April 2024 to 31 March 2025.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Code:
    """A code and its plain meaning; `since` and `until` are its first and last collection year."""

    code: str
    meaning: str
    since: int | None = None
    until: int | None = None


class Standing(StrEnum):
    CURRENT = "current"
    PAST = "past"  # gone by this year, but still so when the fact happened
    EXPIRED = "expired"  # gone already when the fact happened
    FUTURE = "future"
    UNKNOWN = "unknown"


ACCEPTED = frozenset({Standing.CURRENT, Standing.PAST})


class CodeSet:
    """The codes of one column."""

    def __init__(self, column: str, codes: Iterable[Code]) -> None:
        self.column = column
        self._codes = {code.code: code for code in codes}

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def meaning(self, code: str) -> str:
        """The plain meaning; KeyError for a code that never was."""
        return self._codes[code].meaning

    def standing(self, code: str, collection_year: int, happened: date | None) -> Standing:
        """Where `code` stands in a load for that year, given the day of the fact that it describes."""
        found = self._codes.get(code)
        if found is None:
            return Standing.UNKNOWN
        if found.since is not None and collection_year < found.since:
            return Standing.FUTURE
        if found.until is None or collection_year <= found.until:
            return Standing.CURRENT
        if happened is not None and happened < date(found.until, 4, 1):
            return Standing.PAST
        return Standing.EXPIRED


SEX = CodeSet("SEX", [Code("M", "male"), Code("F", "female"), Code("U", "unknown")])
# Numbers until the collection of 2024; the new letters are what we store.
OLD_SEX = {"1": "M", "2": "F"}

ETHNIC = CodeSet(
    "ETHNIC",
    [
        Code("WBRI", "White British"),
        Code("WIRI", "White Irish"),
        Code("WOTH", "any other White background"),
        Code("WIRT", "Traveller of Irish heritage"),
        Code("WROM", "Gypsy or Roma"),
        Code("MWBC", "White and Black Caribbean"),
        Code("MWBA", "White and Black African"),
        Code("MWAS", "White and Asian"),
        Code("MOTH", "any other mixed background"),
        Code("AIND", "Indian"),
        Code("APKN", "Pakistani"),
        Code("ABAN", "Bangladeshi"),
        Code("AOTH", "any other Asian background"),
        Code("BCRB", "Caribbean"),
        Code("BAFR", "African"),
        Code("BOTH", "any other Black background"),
        Code("CHNE", "Chinese"),
        Code("OOTH", "any other ethnic group"),
        Code("REFU", "refused"),
        Code("NOBT", "not yet obtained"),
    ],
)

RNE = CodeSet(
    "RNE",
    [
        Code("S", "started to be looked after"),
        Code("L", "change of legal status only"),
        Code("P", "change of placement and carer"),
        Code("T", "change of placement, same carer"),
        Code("B", "change of legal status, placement and carer"),
        Code("U", "change of legal status and placement, same carer"),
    ],
)

LS = CodeSet(
    "LS",
    [
        Code("C1", "interim care order"),
        Code("C2", "full care order"),
        Code("D1", "freeing order (before 30 December 2005)"),
        Code("E1", "placement order"),
        Code("V2", "single period of accommodation, section 20"),
        Code("V3", "agreed series of short breaks, each episode recorded"),
        Code("V4", "agreed series of short breaks, agreement recorded"),
        Code("L1", "police protection, in council accommodation"),
        Code("L2", "emergency protection order"),
        Code("L3", "child assessment order, in council accommodation"),
        Code("J1", "remanded to council accommodation or youth detention accommodation"),
        Code("J2", "in council accommodation under PACE 1984"),
        Code("J3", "youth rehabilitation order with residence or intensive fostering"),
    ],
)

CIN = CodeSet(
    "CIN",
    [
        Code("N1", "abuse or neglect"),
        Code("N2", "child's disability"),
        Code("N3", "parental illness or disability"),
        Code("N4", "family in acute stress"),
        Code("N5", "family dysfunction"),
        Code("N6", "socially unacceptable behaviour"),
        Code("N7", "low income"),
        Code("N8", "absent parenting"),
    ],
)

PLACE = CodeSet(
    "PLACE",
    [
        Code("A3", "placed for adoption with consent, with current carer"),
        Code("A4", "placed for adoption with consent, not with current carer"),
        Code("A5", "placed for adoption with placement order, with current carer"),
        Code("A6", "placed for adoption with placement order, not with current carer"),
        Code("H5", "semi-independent living outside the children's homes regulations", until=2024),
        Code("K1", "secure children's home"),
        Code("K2", "children's home"),
        Code("K3", "registered supported accommodation", since=2024),
        Code("P1", "with own parents or others with parental responsibility"),
        Code("P2", "independent living", until=2024),
        Code("P3", "residential employment"),
        Code("R1", "residential care home"),
        Code("R2", "NHS or other medical or nursing care"),
        Code("R3", "family centre or mother and baby unit"),
        Code("R5", "young offender institution or prison"),
        Code("S1", "residential school"),
        Code("T0", "temporary placement of any kind"),
        Code("T1", "temporary: in hospital"),
        Code("T2", "temporary: child on holiday"),
        Code("T3", "temporary: carer on holiday"),
        Code("T4", "temporary: other, up to seven days"),
        Code("U1", "fostered by relative or friend, long term"),
        Code("U2", "fostered by relative or friend who is also an approved adopter"),
        Code("U3", "fostered by relative or friend, not long term"),
        Code("U4", "fostered by other carer, long term"),
        Code("U5", "fostered by other carer who is also an approved adopter"),
        Code("U6", "fostered by other carer, not long term"),
        Code("Z1", "other placement, listed to the DfE"),
        # What tells the four apart is in the DfE's guide for 2025/26 only.
        Code("Z11", "other placement, subtype 1", since=2026),
        Code("Z12", "other placement, subtype 2", since=2026),
        Code("Z13", "other placement, subtype 3", since=2026),
        Code("Z14", "other placement, subtype 4", since=2026),
    ],
)

PLACE_PROVIDER = CodeSet(
    "PLACE_PROVIDER",
    [
        Code("PR0", "parents or others with parental responsibility"),
        Code("PR1", "own council, or its regional adoption agency"),
        Code("PR2", "other council"),
        Code("PR3", "other public provider"),
        Code("PR4", "private provider"),
        Code("PR5", "voluntary provider"),
    ],
)

REC = CodeSet(
    "REC",
    [
        Code("X1", "episode ends and another begins the same day"),
        Code("E11", "adopted, unopposed"),
        Code("E12", "adopted, consent dispensed with"),
        Code("E2", "died"),
        Code("E3", "care taken over by another council"),
        Code("E4A", "returned home, planned"),
        Code("E4B", "returned home, not planned"),
        Code("E13", "left to live with a person without parental responsibility"),
        Code("E41", "child arrangements or residence order"),
        Code("E43", "special guardianship order to former carer", until=2018),
        Code("E44", "special guardianship order to another person", until=2018),
        Code("E45", "special guardianship order to former carer, a relative or friend", since=2019),
        Code("E46", "special guardianship order to another former carer", since=2019),
        Code("E47", "special guardianship order to relative or friend, not former carer", since=2019),
        Code("E48", "special guardianship order to another person", since=2019),
        Code("E5", "independent living with formal support"),
        Code("E6", "independent living without formal support"),
        Code("E7", "transferred to residential care funded by adult social care"),
        Code("E8", "other reason"),
        Code("E9", "sentenced to custody"),
        Code("E14", "accommodation on remand ended"),
        Code("E15", "age assessment: 18 or over"),
        Code("E16", "moved abroad"),
        Code("E17", "18 or over, remained with carers (staying put)"),
    ],
)

REASON_PLACE_CHANGE = CodeSet(
    "REASON_PLACE_CHANGE",
    [
        Code("CARPL", "change to or implementation of the care plan"),
        Code("CLOSE", "carer resigned or provision closed"),
        Code("ALLEG", "allegation (section 47)"),
        Code("STAND", "standards of care"),
        Code("APPRR", "approval removed"),
        Code("CREQB", "carer asked, because of behaviour"),
        Code("CREQO", "carer asked, for another reason"),
        Code("CHILD", "child asked"),
        Code("LAREQ", "responsible or area council asked"),
        Code("PLACE", "status of the placement changed only"),
        Code("CUSTOD", "custody arrangement", since=2019),
        Code("OTHER", "other"),
    ],
)

CONTINUES = "X1"
STARTED = "S"
TEMPORARY_PLACES = frozenset({"T0", "T1", "T2", "T3", "T4"})
OTHER_PLACES = frozenset({"Z1", "Z11", "Z12", "Z13", "Z14"})
FOSTER_PLACES = frozenset({"U1", "U2", "U3", "U4", "U5", "U6"})
ADOPTION_PLACES = frozenset({"A3", "A4", "A5", "A6"})
SHORT_BREAKS = frozenset({"V3", "V4"})
YOUTH_JUSTICE = frozenset({"J1", "J2", "J3"})
ADOPTED = frozenset({"E11", "E12"})
GUARDIANSHIP = frozenset({"E43", "E44", "E45", "E46", "E47", "E48"})
NEW_PLACEMENT = frozenset({"P", "T", "B", "U"})
EVERY_CODE = frozenset(
    code.code
    for code_set in (SEX, ETHNIC, RNE, LS, CIN, PLACE, PLACE_PROVIDER, REC, REASON_PLACE_CHANGE)
    for code in code_set
)
