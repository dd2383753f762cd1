"""The code sets of the return by collection year (domain.md 4.3; changes of 2019 to 2026).

A collection year is the year of its 31 March: 2025 is 1 April 2024 to 31 March 2025.
"""

from casework.ssda903.codeset import Code, CodeSet

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

REVIEW_CODE = CodeSet(
    "REVIEW_CODE",
    [
        Code("PN0", "under 4 at the time of the review"),
        Code("PN1", "attends and speaks"),
        Code("PN2", "attends, an advocate speaks"),
        Code("PN3", "attends, conveys views without words"),
        Code("PN4", "attends, conveys no views"),
        Code("PN5", "does not attend, briefs somebody to speak"),
        Code("PN6", "does not attend, conveys views by another means"),
        Code("PN7", "does not attend, conveys no views"),
    ],
)

MISSING = CodeSet(
    "MISSING",
    [Code("M", "missing, whereabouts unknown"), Code("A", "away without authorisation, whereabouts known")],
)

SW_REASON = CodeSet(
    "SW_REASON",
    [
        Code("MANAGE", "managing caseloads"),
        Code("FCONTA", "first contact or re-referral"),
        Code("LEFTRL", "the worker before left the role"),
        Code("ORGRST", "restructuring"),
        Code("TSPROC", "transfer by the standard process"),
        Code("ABSENC", "cover for absence, or return from it"),
        Code("CHCHAN", "child asked"),
        Code("PCCHAN", "parent or carer asked"),
        Code("SWDIED", "the worker before died"),
        Code("OTHERS", "other"),
    ],
)

PREV_PERM = CodeSet(
    "PREV_PERM",
    [
        Code("P1", "adoption"),
        Code("P2", "special guardianship order"),
        Code("P3", "residence or child arrangements order"),
        Code("P4", "some such order, which is unknown"),
        Code("Z1", "no such order"),
    ],
)

REASON_PLACED_CEASED = CodeSet(
    "REASON_PLACED_CEASED",
    [
        Code("RD1", "the child's needs changed"),
        Code("RD2", "the court made no placement order"),
        Code("RD3", "no adopters were found"),
        Code("RD4", "other"),
    ],
)

NB_ADOPTR = CodeSet("NB_ADOPTR", [Code("1", "one adopter"), Code("2", "two adopters")])

SEX_ADOPTR = CodeSet(
    "SEX_ADOPTR",
    [
        Code("M1", "one man"),
        Code("F1", "one woman"),
        Code("MM", "two men"),
        Code("FF", "two women"),
        Code("MF", "a man and a woman"),
    ],
)

LS_ADOPTR = CodeSet(
    "LS_ADOPTR",
    [
        Code("L0", "single"),
        Code("L11", "married, different genders"),
        Code("L12", "married, same gender"),
        Code("L2", "civil partnership"),
        Code("L3", "not married, different genders"),
        Code("L4", "not married, same gender"),
    ],
)

SDQ_REASON = CodeSet(
    "SDQ_REASON",
    [
        Code("SDQ1", "under 4 or over 16 at the last assessment"),
        Code("SDQ2", "carer refused"),
        Code("SDQ3", "severity of the disability"),
        Code("SDQ4", "other"),
        Code("SDQ5", "child refused"),
    ],
)

IN_TOUCH = CodeSet(
    "IN_TOUCH",
    [
        Code("YES", "in touch"),
        Code("NO", "not in touch"),
        Code("DIED", "died after leaving care"),
        Code("REFU", "refuses contact"),
        Code("NREQ", "no longer needs services"),
        Code("RHOM", "returned home for six months or more"),
    ],
)

ACTIV = CodeSet(
    "ACTIV",
    [
        Code("F1", "full time, higher education"),
        Code("P1", "part time, higher education"),
        Code("F2", "full time, other education"),
        Code("P2", "part time, other education"),
        Code("F3", "full time, training or employment", until=2021),
        Code("P3", "part time, training or employment", until=2021),
        Code("F4", "full time, apprenticeship", since=2022),
        Code("P4", "part time, apprenticeship", since=2022),
        Code("F5", "full time, other training or employment", since=2022),
        Code("P5", "part time, other training or employment", since=2022),
        Code("G4", "none of these: illness or disability"),
        Code("G5", "none of these: other reasons"),
        Code("G6", "none of these: pregnancy or parenting"),
        Code("0", "not known"),
    ],
)

_ACCOMMODATION = {
    "B": "with parents or relatives",
    "C": "community home",
    "D": "semi-independent, transitional",
    "E": "supported lodgings",
    "G": "gone abroad",
    "H": "deported",
    "K": "ordinary lodgings",
    "R": "not known",
    "S": "no fixed abode",
    "T": "foyer",
    "U": "independent living",
    "V": "emergency accommodation",
    "W": "bed and breakfast",
    "X": "in custody",
    "Y": "other",
    "Z": "with former foster carers",
}
ACCOM = CodeSet(
    "ACCOM",
    [
        *(Code(f"{letter}1", f"{meaning}, suitable") for letter, meaning in _ACCOMMODATION.items()),
        *(Code(f"{letter}2", f"{meaning}, not suitable") for letter, meaning in _ACCOMMODATION.items()),
        Code("0", "not known"),
    ],
)

FLAG = CodeSet("FLAG", [Code("0", "no"), Code("1", "yes")])

# What the DfE writes for an order made outside England, in place of a council's three figures.
ELSEWHERE = frozenset({"WAL", "SCO", "NIR", "NUK"})

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
CODE_SETS = (
    SEX, ETHNIC, RNE, LS, CIN, PLACE, PLACE_PROVIDER, REC, REASON_PLACE_CHANGE, REVIEW_CODE, MISSING, SW_REASON,
    PREV_PERM, REASON_PLACED_CEASED, NB_ADOPTR, SEX_ADOPTR, LS_ADOPTR, SDQ_REASON, IN_TOUCH, ACTIV, ACCOM, FLAG,
)  # fmt: skip
EVERY_CODE = frozenset(code.code for code_set in CODE_SETS for code in code_set)
