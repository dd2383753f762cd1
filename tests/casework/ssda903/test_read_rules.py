"""Every rule with a case that fails it and one, as near as can be, that does not."""

from dataclasses import dataclass

import pytest

from casework.ssda903.rowrules import EPISODE_FORM, EPISODE_STEPS, HEADER_FACTS, HEADER_FORM
from casework.ssda903.rowrules.cross import CROSS

from .sample import child, ended, episode, found, load_of, moved_on

Row = dict[str, str]
REJECT, WARN, INFO = "reject_row", "warn", "info"


@dataclass(frozen=True)
class Case:
    rule: str
    severity: str
    fails: tuple[list[Row], list[Row]]
    passes: tuple[list[Row], list[Row]]
    year: int | None = None


def header(rule: str, severity: str, fails: Row, passes: Row) -> Case:
    return Case(rule, severity, ([child(**fails)], []), ([child(**passes)], []))


def single(rule: str, severity: str, fails: Row, passes: Row, dob: str = "01/05/2012") -> Case:
    born = [child(DOB=dob)]
    return Case(rule, severity, (born, [episode(**fails)]), (born, [episode(**passes)]))


def chain(rule: str, severity: str, fails: list[Row], passes: list[Row]) -> Case:
    return Case(rule, severity, ([child()], fails), ([child()], passes))


def left(reason: str, day: str = "01/12/2024", **others: str) -> Row:
    return {"DEC": day, "REC": reason, **others}


HEADER_CASES = [
    header("P-C1", REJECT, {"CHILD": ""}, {"CHILD": "1"}),
    header("P-C2", REJECT, {"CHILD": "Jo Bloggs"}, {"CHILD": "12/A-3_4.5"}),
    header("101", REJECT, {"SEX": "3"}, {"SEX": "2"}),
    header("101", REJECT, {"SEX": ""}, {"SEX": "u"}),
    header("102", REJECT, {"DOB": "29/02/2011"}, {"DOB": "29/02/2012"}),
    header("102", REJECT, {"DOB": "1/5/2012"}, {"DOB": "01/05/2012"}),
    header("103", WARN, {"ETHNIC": "WHITE"}, {"ETHNIC": "nobt"}),
    header("165", WARN, {"MOTHER": "2"}, {"MOTHER": "1"}),
    header("165", WARN, {"SEX": "M", "MOTHER": "0"}, {"SEX": "M", "MOTHER": ""}),
    header("168", WARN, {"UPN": "I123456789012"}, {"UPN": "A12345678901B"}),
    header("168", WARN, {"UPN": "UN6"}, {"UPN": "UN5"}),
    header("171", WARN, {"MC_DOB": "June"}, {"MC_DOB": "01/06/2024"}),
    header("174", WARN, {"SEX": "M", "MC_DOB": "01/06/2024"}, {"SEX": "F", "MC_DOB": "01/06/2024"}),
    header("301", WARN, {"DOB": "01/04/2025"}, {"DOB": "31/03/2025"}),
    header("351", WARN, {"DOB": "31/03/1999"}, {"DOB": "01/04/1999"}),
    header("611", WARN, {"MOTHER": "1"}, {"MOTHER": "1", "MC_DOB": "01/06/2024"}),
    header("612", WARN, {"MOTHER": "0", "MC_DOB": "01/06/2024"}, {"MOTHER": "1", "MC_DOB": "01/06/2024"}),
    header("620", WARN, {"MOTHER": "1", "DOB": "02/04/2013"}, {"MOTHER": "1", "DOB": "01/04/2013"}),
    header("621", WARN, {"MC_DOB": "01/05/2012"}, {"MC_DOB": "02/05/2012"}),
]

FORM_CASES = [
    single("P-C1", REJECT, {"CHILD": ""}, {}),
    single("P-C2", REJECT, {"CHILD": "=K100"}, {}),
    single("141", REJECT, {"DECOM": "2024-06-10"}, {"DECOM": "10/06/2024"}),
    single("141", REJECT, {"DECOM": ""}, {"DECOM": "10/06/2024"}),
    single("147", REJECT, {"DEC": "31/06/2024", "REC": "E8"}, {"DEC": "30/06/2024", "REC": "E8"}),
    single("143", REJECT, {"RNE": "A"}, {"RNE": "s"}),
    single("144", REJECT, {"LS": "C3"}, {"LS": "C2"}),
    single("145", REJECT, {"CIN": "N9"}, {"CIN": "N8"}),
    single("146", REJECT, {"PLACE": "Q1"}, {"PLACE": "Z1", "PLACE_PROVIDER": ""}),
    single("146", REJECT, {"PLACE": "H5"}, {"PLACE": "H5", "DECOM": "31/03/2024"}),
    single("146", REJECT, {"PLACE": "Z11"}, {"PLACE": "K2"}),
    single("146", INFO, {"PLACE": "P2", "DECOM": "31/03/2024"}, {"PLACE": "K3", "DECOM": "31/03/2024"}),
    single("148", WARN, {"DEC": "01/12/2024"}, left("E8")),
    single("148", WARN, {"REC": "E8"}, {}),
    single("149", REJECT, left("E99"), left("E4A")),
    single("149", REJECT, left("E43"), left("E45")),
    single(
        "149",
        INFO,
        left("E44", "01/02/2018", DECOM="01/02/2017"),
        left("E41", "01/02/2018", DECOM="01/02/2017"),
    ),
    single("178", WARN, {"PLACE_PROVIDER": "PR9"}, {"PLACE_PROVIDER": "PR5"}),
    single("1009", WARN, {"REASON_PLACE_CHANGE": "WHIM"}, {"REASON_PLACE_CHANGE": "CUSTOD"}),
    single("356", REJECT, left("E8", "09/06/2024"), left("E8", "10/06/2024")),
    single("392c", WARN, {"PL_POST": "Nowhere"}, {"PL_POST": "AB34EF"}),
    single("392c", WARN, {"HOME_POST": "12 High St"}, {"HOME_POST": "AB1"}),
    single("1008", WARN, {"URN": "see file"}, {"URN": ""}),
    Case(
        "146",
        REJECT,
        ([child()], [episode(PLACE="Z14", PLACE_PROVIDER="")]),
        ([child()], [episode(PLACE="Z1", PLACE_PROVIDER="")]),
        2024,
    ),
]

CHAIN_CASES = [
    chain("142", WARN, [episode(), moved_on()], [ended(), moved_on()]),
    chain("225", WARN, [ended(REASON_PLACE_CHANGE=""), moved_on()], [ended(), moved_on()]),
    chain(
        "225",
        WARN,
        [ended(REASON_PLACE_CHANGE=""), moved_on(RNE="U", LS="C2")],
        [ended(REASON_PLACE_CHANGE=""), episode(DECOM="10/08/2024", RNE="L", LS="C2")],
    ),
    chain(
        "226",
        WARN,
        [ended(), moved_on(PLACE="T1", PLACE_PROVIDER="")],
        [ended(REASON_PLACE_CHANGE=""), moved_on(PLACE="T1", PLACE_PROVIDER="")],
    ),
    chain("357", WARN, [episode(RNE="P", DECOM="01/04/2024")], [episode(DECOM="01/04/2024")]),
    chain("357", INFO, [episode(RNE="P", DECOM="31/03/2024")], [episode(DECOM="31/03/2024")]),
    chain("388", WARN, [ended()], [ended(), moved_on()]),
    chain("388", WARN, [ended(), moved_on(DECOM="11/08/2024")], [ended(REC="E8")]),
    chain("431", WARN, [ended(), moved_on(RNE="S")], [ended(REC="E8"), moved_on(RNE="S", DECOM="11/08/2024")]),
    chain("432", WARN, [ended(REC="E8"), moved_on()], [ended(), moved_on()]),
    chain("433", WARN, [ended(), moved_on(DECOM="12/08/2024")], [ended(), moved_on()]),
    chain(
        "434",
        WARN,
        [ended(), episode(DECOM="10/08/2024", RNE="L")],
        [ended(), episode(DECOM="10/08/2024", RNE="L", LS="C2")],
    ),
    chain(
        "434",
        WARN,
        [ended(), episode(DECOM="10/08/2024", RNE="L", LS="C2", PL_POST="AB3 4EG")],
        [ended(), episode(DECOM="10/08/2024", RNE="L", LS="C2", PL_POST="AB34EF")],
    ),
    chain(
        "435",
        WARN,
        [ended(), episode(DECOM="10/08/2024", RNE="P")],
        [ended(), episode(DECOM="10/08/2024", RNE="T", PL_POST="AB3 4EG")],
    ),
    chain("435", WARN, [ended(), moved_on(LS="C2")], [ended(), moved_on()]),
    chain("436", WARN, [ended(), moved_on(RNE="B")], [ended(), moved_on(RNE="B", LS="C2")]),
    chain(
        "436",
        WARN,
        [ended(), episode(DECOM="10/08/2024", RNE="U", LS="C2")],
        [ended(), moved_on(RNE="U", LS="C2")],
    ),
    chain(
        "437",
        WARN,
        [ended(REC="E2"), moved_on(RNE="S", DECOM="12/08/2024")],
        [ended(REC="E8"), moved_on(RNE="S", DECOM="12/08/2024")],
    ),
    chain("501", WARN, [ended(), moved_on(DECOM="09/08/2024")], [ended(), moved_on()]),
    chain("504", WARN, [ended(), moved_on(CIN="N2")], [ended(), moved_on()]),
    chain("504", WARN, [ended(), moved_on(CIN="N2")], [ended(REC="E8"), moved_on(CIN="N2")]),
]

LIMIT_CASES = [
    single("353", WARN, {"DECOM": "13/10/1991"}, {"DECOM": "14/10/1991"}),
    single("354", WARN, {"DECOM": "01/04/2025"}, {"DECOM": "31/03/2025"}),
    single("355", WARN, left("E8", "10/06/2024"), left("E8", "11/06/2024")),
    single("361", WARN, left("E8", "14/06/2024", LS="L1"), left("E8", "13/06/2024", LS="L1")),
    chain(
        "361",
        WARN,
        [ended(LS="L1", DEC="12/06/2024"), moved_on(LS="L1", DECOM="12/06/2024", **left("E8", "14/06/2024"))],
        [ended(LS="L1", DEC="12/06/2024"), moved_on(LS="L2", DECOM="12/06/2024", **left("E8", "14/06/2024"))],
    ),
    single("361", WARN, {"LS": "L1", "DECOM": "28/01/2025"}, {"LS": "L1", "DECOM": "29/01/2025"}),
    single("362", WARN, left("E8", "02/07/2024", LS="L2"), left("E8", "01/07/2024", LS="L2")),
    single("363", WARN, left("E8", "18/06/2024", LS="L3"), left("E8", "17/06/2024", LS="L3")),
    single("364", WARN, left("E8", "02/07/2024", LS="J2"), left("E8", "01/07/2024", LS="J2")),
    single("365", WARN, left("E8", "28/06/2024", LS="V3"), left("E8", "27/06/2024", LS="V3")),
    single("375", WARN, left("E8", "23/07/2024", PLACE="T1"), left("E8", "22/07/2024", PLACE="T1")),
    single("376", WARN, left("E8", "02/07/2024", PLACE="T3"), left("E8", "01/07/2024", PLACE="T3")),
    single("379", WARN, left("E8", "18/06/2024", PLACE="T4"), left("E8", "17/06/2024", PLACE="T4")),
    single("385", WARN, left("E8", "01/04/2025"), left("E8", "31/03/2025")),
    single("445", WARN, {"LS": "D1", "DECOM": "01/01/2006"}, {"LS": "D1", "DECOM": "31/12/2005"}),
    single("446", WARN, {"LS": "E1", "DECOM": "30/11/2005"}, {"LS": "E1", "DECOM": "01/12/2005"}),
]


def provided(rule: str, provider: str, place: str, fits: str) -> Case:
    return single(rule, WARN, {"PLACE": place, "PLACE_PROVIDER": provider}, {"PLACE": fits, "PLACE_PROVIDER": provider})


FACT_CASES = [
    single("213", WARN, {"PLACE": "T0"}, {"PLACE": "T0", "PLACE_PROVIDER": ""}),
    single("217", WARN, {"PLACE": "A3", "RNE": "P"}, {"PLACE": "A3", "RNE": "T"}),
    single("302", WARN, {"DECOM": "30/04/2012"}, {"DECOM": "01/05/2012"}),
    single("352", WARN, {}, {"RNE": "L"}, dob="10/06/2006"),
    single("358", WARN, {"LS": "J1"}, {"LS": "C2"}, dob="11/06/2014"),
    single("371", WARN, {"PLACE": "K3", "DECOM": "09/06/2024"}, {"PLACE": "K3"}, dob="10/06/2008"),
    single("372", WARN, {"PLACE": "R5", "DECOM": "09/06/2024"}, {"PLACE": "R5"}, dob="10/06/2014"),
    single("373", WARN, {"PLACE": "S1", "DECOM": "09/06/2024"}, {"PLACE": "S1"}, dob="10/06/2020"),
    single("374", WARN, {"PLACE": "P3", "DECOM": "09/06/2024"}, {"PLACE": "P3"}, dob="10/06/2010"),
    single("378", WARN, {"PLACE": "P1", "LS": "V2"}, {"PLACE": "P1", "LS": "C2"}),
    single("380", WARN, {"PLACE": "T2"}, {"PLACE": "T2", "RNE": "P"}),
    single("381", WARN, left("E8", PLACE="T2"), left("X1", PLACE="T2")),
    single("382", WARN, {"LS": "V4", "PLACE": "T2"}, {"LS": "C2", "PLACE": "T2"}),
    single("384", WARN, {"LS": "V3", "PLACE": "U4"}, {"LS": "V3", "PLACE": "U6"}),
    single("386", WARN, left("E11", PLACE="A4"), left("E11", "30/11/2024", PLACE="A4"), dob="01/12/2006"),
    single("387", WARN, left("E5", "30/11/2024"), left("E5"), dob="01/12/2010"),
    single("389", WARN, left("E7", "30/11/2024"), left("E7"), dob="01/12/2008"),
    single("390", WARN, left("E12"), left("E12", PLACE="A6", LS="E1")),
    single("392b", INFO, {"PL_POST": ""}, {"PL_POST": "", "LS": "V4"}),
    single("392d", WARN, {"PL_POST": "ab12cd"}, {"PL_POST": "ab12cd", "PLACE": "P1"}),
    single("407", WARN, left("E45"), left("E45", "30/11/2024"), dob="01/12/2006"),
    single("408", WARN, {"PLACE": "A5"}, {"PLACE": "A5", "LS": "E1"}),
    single("460", WARN, left("E17", "30/11/2024"), left("E17"), dob="01/12/2006"),
    single("516", WARN, left("E46", PLACE="K2"), left("E46", PLACE="U5")),
    single("526", WARN, {"PLACE_PROVIDER": ""}, {"PLACE_PROVIDER": "", "PLACE": "T3"}),
    provided("527", "PR1", "R5", "K2"),
    provided("528", "PR2", "R2", "K2"),
    provided("529", "PR3", "A6", "R2"),
    provided("530", "PR4", "P1", "K2"),
    provided("531", "PR5", "P1", "K2"),
    provided("550", "PR0", "U3", "P1"),
]

CROSS_CASES = [
    Case("EPI", INFO, ([child(), child(CHILD="K200")], [episode()]), ([child()], [episode()])),
    Case("INT03", REJECT, ([child()], [episode(CHILD="K200")]), ([child()], [episode()])),
    Case("INT32", WARN, ([child(), child()], []), ([child(), child(CHILD="K200")], [])),
    Case("INT32", REJECT, ([child(), child(SEX="M", MOTHER="")], []), ([child(), child()], [])),
    chain("P-E1", INFO, [episode(), episode()], [episode()]),
    chain("P-E2", REJECT, [episode(), episode(LS="C2")], [episode(), episode()]),
    chain("P-E2", REJECT, [episode(), episode(PL_POST="AB3 4EG")], [episode(), episode(PL_POST="AB34EF")]),
    chain("P-E3", WARN, [episode(), moved_on(LS="??")], [ended(), moved_on()]),
]

CASES = HEADER_CASES + FORM_CASES + CHAIN_CASES + LIMIT_CASES + FACT_CASES + CROSS_CASES


def _name(case: Case) -> str:
    return f"{case.rule}-{case.severity}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_row_at_fault_is_found(case: Case):
    assert (case.rule, case.severity) in found(load_of(*case.fails, case.year))


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_a_row_in_order_is_not(case: Case):
    assert (case.rule, case.severity) not in found(load_of(*case.passes, case.year))


def test_every_rule_has_a_case():
    rules = {
        (rule.number, rule.severity.value)
        for table in (HEADER_FORM, HEADER_FACTS, EPISODE_FORM, EPISODE_STEPS)
        for rule in table
    }
    rules |= {(fault.number, fault.severity.value) for fault in CROSS}
    assert rules == {(case.rule, case.severity) for case in CASES}


def test_each_table_is_sorted_by_number():
    for table in (HEADER_FORM, HEADER_FACTS, EPISODE_FORM, EPISODE_STEPS):
        numbers = [rule.number.rjust(5) for rule in table]
        assert numbers == sorted(numbers)


def test_clean_rows_give_no_finding():
    load = load_of([child()], [ended(), moved_on()])
    assert load.report.findings == ()
    assert not load.report.left_something_out
