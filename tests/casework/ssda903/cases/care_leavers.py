"""Cases of OC3, and of what no care leaver should have."""

from functools import partial

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import (
    CLOSED,
    REJECT,
    WARN,
    Case,
    child,
    clean,
    ended,
    episode,
    left,
    moved_on,
    of,
    rows,
)

oc3 = partial(of, FileKind.OC3, episodes=[])
LEAVER = clean(FileKind.OC3)
_AT_18 = child(DOB="01/07/2006")


def beside(rule: str, fails: list, passes: list, **when) -> Case:
    """Episodes of a young person who turned 18 on 1 July 2024, beside the row in OC3."""
    return Case(rule, WARN, rows([_AT_18], fails, oc3=[LEAVER]), rows([_AT_18], passes, oc3=[LEAVER]), **when)


LEAVER_CASES = [
    oc3("INT06", REJECT, {"CHILD": "K200"}, {}),
    oc3("INT15", WARN, {"DOB": "02/05/2012"}, {}),
    oc3("INT34", WARN, [{}, {}], [{}]),
    oc3("INT34", REJECT, [{}, {"ACCOM": "U2"}], [{}, {}]),
    oc3("131", WARN, {"IN_TOUCH": "MAYBE"}, {"IN_TOUCH": "nreq"}),
    oc3("132", WARN, {"ACTIV": "F3"}, {"ACTIV": "F4"}),
    oc3("132", WARN, {"ACTIV": "F4"}, {"ACTIV": "F2"}, year=2021),
    oc3("133", WARN, {"ACCOM": "02"}, {"ACCOM": "0"}),
    oc3("153", WARN, {"ACCOM": ""}, {"IN_TOUCH": "DIED", "ACTIV": "", "ACCOM": ""}),
    oc3("344", WARN, {"IN_TOUCH": "RHOM"}, {"IN_TOUCH": "RHOM", "ACTIV": "0", "ACCOM": "0"}),
    oc3("345", WARN, {"ACTIV": "0"}, {"ACTIV": "0", "IN_TOUCH": "NO"}),
    oc3("347", WARN, {"ACCOM": "T1"}, {"ACCOM": "B1"}, child={"DOB": "01/04/2007"}),
    Case("391", WARN, rows([child(DOB="01/04/2008")], oc3=[LEAVER]), rows([child(DOB="31/03/2008")], oc3=[LEAVER])),
    oc3("3001", WARN, {"ACCOM": "Z1"}, {"ACCOM": "U1"}, child={"DOB": "01/05/2007"}),
    beside("1000", [episode(**left("E2"))], [episode(**left("E8"))]),
    beside("1007", [episode()], [episode(**left("E8"))]),
    beside("1011", [ended(), moved_on(**left("E3"))], [ended(), moved_on(**left("E8"))]),
    beside("1016", [episode(**left("E17", "01/07/2024"))], [episode(**left("E8", "30/06/2024"))]),
    beside("187", [episode(DECOM="01/04/2024")], [episode(DECOM="02/04/2024")], today=CLOSED),
    *(
        Case(
            "1012", WARN, rows([child()], oc3=[LEAVER]) | {kind: [clean(kind)]}, rows([child()]) | {kind: [clean(kind)]}
        )
        for kind in (
            FileKind.PLACED_ADOPTION,
            FileKind.MISSING,
            FileKind.REVIEWS,
            FileKind.AD1,
            FileKind.PREV_PERM,
            FileKind.OC2,
        )
    ),
]
