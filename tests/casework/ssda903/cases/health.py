"""Cases of OC2."""

from functools import partial

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import CLOSED, REJECT, WARN, clean, episode, of

oc2 = partial(of, FileKind.OC2)
# Looked after for the whole of a year that is over.
whole = partial(of, FileKind.OC2, episodes=[episode(DECOM="01/04/2024")], today=CLOSED)
part = partial(of, FileKind.OC2, episodes=[episode(DECOM="02/04/2024")], today=CLOSED)
_FOUR = {"IMMUNISATIONS": "1", "TEETH_CHECK": "1", "HEALTH_ASSESSMENT": "1", "SUBSTANCE_MISUSE": "0"}
_MISUSE = _FOUR | {"SUBSTANCE_MISUSE": "1"}
_FLAGS = (
    "CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE",
    "INTERVENTION_RECEIVED", "INTERVENTION_OFFERED",
)  # fmt: skip

HEALTH_CASES = [
    oc2("P-C1", REJECT, {"CHILD": ""}, {}),
    oc2("INT05", REJECT, {"CHILD": "K200"}, {}),
    oc2("INT14", WARN, {"DOB": "02/05/2012"}, {}),
    oc2("INT33", WARN, [{}, {}], [{}]),
    oc2("INT33", REJECT, [{}, {"SDQ_SCORE": "1"}], [{}, {}]),
    *(oc2("181", WARN, {flag: "2"}, {flag: "1"}) for flag in _FLAGS),
    oc2("180", WARN, {"SDQ_SCORE": "41"}, {"SDQ_SCORE": "40"}),
    oc2("182", WARN, {"CONVICTED": "0"}, _FOUR | {"CONVICTED": "0"}),
    oc2("196", WARN, {"SDQ_REASON": "SDQ6"}, {"SDQ_REASON": "sdq5"}),
    oc2("197a", WARN, {"SDQ_SCORE": "3", "SDQ_REASON": "SDQ2"}, {"SDQ_SCORE": "3"}),
    oc2(
        "158",
        WARN,
        _MISUSE | {"INTERVENTION_RECEIVED": "1", "INTERVENTION_OFFERED": "1"},
        _MISUSE | {"INTERVENTION_RECEIVED": "1"},
    ),
    oc2(
        "159",
        WARN,
        _MISUSE | {"INTERVENTION_RECEIVED": "0"},
        _MISUSE | {"INTERVENTION_RECEIVED": "0", "INTERVENTION_OFFERED": "1"},
    ),
    oc2("192", WARN, _MISUSE, _MISUSE | {"INTERVENTION_RECEIVED": "1"}),
    oc2("193", WARN, _FOUR | {"INTERVENTION_OFFERED": "1"}, _FOUR),
    oc2("544", WARN, {"CONVICTED": "0"}, _FOUR | {"CONVICTED": "0"}),
    oc2("547", WARN, {"HEALTH_CHECK": "1"}, _FOUR | {"HEALTH_CHECK": "1"}),
    oc2("188", WARN, {"SDQ_SCORE": "3"}, {}, child={"DOB": "01/04/2021"}),
    oc2("188", WARN, {"SDQ_SCORE": "3"}, {"CHILD": "K200", "SDQ_SCORE": "3"}, child={"DOB": "01/04/2021"}),
    oc2("189", WARN, {"SDQ_REASON": "SDQ4"}, {}, child={"DOB": "01/04/2007"}),
    oc2("542", WARN, {"CONVICTED": "0"}, {}, child={"DOB": "01/04/2015"}),
    oc2("546", WARN, {"HEALTH_CHECK": "1"}, {}, child={"DOB": "31/03/2020"}),
    whole("157", WARN, {"SDQ_REASON": "SDQ1"}, {"SDQ_REASON": "SDQ2"}),
    whole("186", WARN, {}, {"SDQ_SCORE": "3"}),
    whole("191", WARN, {"IMMUNISATIONS": "1"}, _FOUR),
    whole("197B", WARN, {}, {"SDQ_SCORE": "3"}, child={"DOB": "31/03/2021"}),
    whole("197B", WARN, {}, {"SDQ_REASON": "SDQ2"}, child={"DOB": "31/03/2008"}),
    whole("543", WARN, {}, {"CONVICTED": "0"}),
    whole("545", WARN, {}, {"HEALTH_CHECK": "1"}, child={"DOB": "01/04/2020"}),
    part("185", WARN, {"SDQ_SCORE": "3"}, {}),
    part("190", WARN, _FOUR, {}),
    part("198", WARN, {"SDQ_REASON": "SDQ2"}, {}),
    oc2("215", WARN, _FOUR, {}, oc3=[clean(FileKind.OC3)]),
]
