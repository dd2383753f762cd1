"""Cases of AD1 and PlacedAdoption."""

from functools import partial

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import (
    CLOSED,
    INFO,
    REJECT,
    WARN,
    Case,
    Row,
    child,
    clean,
    ended,
    episode,
    left,
    moved_on,
    of,
    rows,
)

ad1 = partial(of, FileKind.AD1)
decision = partial(of, FileKind.PLACED_ADOPTION)
AD1, DECISION = clean(FileKind.AD1), clean(FileKind.PLACED_ADOPTION)
_ADOPTED = [ended(DEC="10/09/2024"), moved_on(DECOM="10/09/2024", PLACE="A4", LS="C2", **left("E11"))]
_LEFT = [episode(**left("E4A"))]
_YEAR = [episode(DECOM="01/04/2024")]
_REVERSED = {"DATE_PLACED_CEASED": "01/10/2024", "REASON_PLACED_CEASED": "RD1"}


def beside(rule: str, fails: list[Row], passes: list[Row], **others: list[Row]) -> Case:
    """Episodes beside rows of another file."""
    return Case(rule, WARN, rows([child()], fails, **others), rows([child()], passes, **others))


def decided(rule: str, line: Row, *, fails: list[Row], passes: list[Row]) -> Case:
    """An episode beside decisions."""
    return Case(
        rule,
        WARN,
        rows([child()], [line], placed_adoption=fails),
        rows([child()], [line], placed_adoption=passes),
    )


def couple(rule: str, legal_status: str, wrong: str, right: str, **others: str) -> Case:
    line = {"LS_ADOPTR": legal_status, **others}
    return ad1(rule, WARN, line | {"SEX_ADOPTR": wrong}, line | {"SEX_ADOPTR": right})


AD1_CASES = [
    ad1("INT01", REJECT, {"CHILD": "K200"}, {}),
    ad1("INT11", WARN, {"DOB": "02/05/2012"}, {}),
    ad1("INT31", WARN, [{}, {}], [{}]),
    ad1("INT31", REJECT, [{}, {"FOSTER_CARE": "1"}], [{}, {}]),
    ad1("112", WARN, {"DATE_INT": "August"}, {}),
    ad1("113", WARN, {"DATE_MATCH": "August"}, {}),
    ad1("114", WARN, {"FOSTER_CARE": "FISH"}, {"FOSTER_CARE": "1"}),
    ad1("175", WARN, {"NB_ADOPTR": "3"}, {"NB_ADOPTR": "1"}),
    ad1("176", WARN, {"SEX_ADOPTR": "FM"}, {"SEX_ADOPTR": "ff"}),
    ad1("177", WARN, {"LS_ADOPTR": "L1"}, {"LS_ADOPTR": "L12"}),
    ad1("151", WARN, {"NB_ADOPTR": ""}, {}),
    ad1("333", WARN, {"DATE_INT": "02/09/2024"}, {"DATE_INT": "01/09/2024"}),
    couple("511", "L2", "M1", "MM"),
    couple("514", "L0", "MF", "F1", NB_ADOPTR="1"),
    couple("517", "L3", "MM", "MF"),
    couple("518", "L4", "MF", "FF"),
    couple("519", "L2", "M1", "MF"),
    couple("520", "L11", "MM", "MF"),
    couple("524", "L12", "MF", "MM"),
    ad1("331", WARN, {"DATE_MATCH": "11/09/2024"}, {"DATE_MATCH": "10/09/2024"}, episodes=_ADOPTED),
    ad1("334", WARN, {"DATE_INT": "09/06/2024"}, {"DATE_INT": "10/06/2024"}),
    ad1("335", WARN, {"FOSTER_CARE": "1"}, {"FOSTER_CARE": "0"}, episodes=_ADOPTED),
    ad1("521", WARN, {"DATE_INT": "11/09/2024"}, {"DATE_INT": "10/09/2024"}, episodes=_ADOPTED),
    ad1("582", WARN, {"DATE_MATCH": "01/12/2024"}, {"DATE_MATCH": "30/11/2024"}, episodes=_ADOPTED),
    beside("602", _LEFT, _ADOPTED, ad1=[AD1]),
    ad1("602", WARN, {}, {"CHILD": "K200"}),
    Case("187", WARN, rows([child()], _YEAR, ad1=[AD1]), rows([child()], [episode()], ad1=[AD1]), today=CLOSED),
    ad1("523", WARN, {"DATE_INT": "02/08/2024"}, {}, placed_adoption=[DECISION]),
    Case("134", WARN, rows([child()], ad1=[AD1], oc3=[clean(FileKind.OC3)]), rows([child()], ad1=[AD1])),
    Case("601", WARN, rows([child()], _ADOPTED), rows([child()], _ADOPTED, ad1=[AD1])),
    Case(
        "601",
        WARN,
        rows([child()], _ADOPTED, ad1=[AD1 | {"NB_ADOPTR": ""}]),
        rows([child()], _LEFT),
    ),
]
DECISION_CASES = [
    decision("INT02", REJECT, {"CHILD": "K200"}, {}),
    decision("INT12", WARN, {"DOB": "02/05/2012"}, {}),
    decision("P-D1", INFO, [{}, {}], [{}]),
    decision("P-D2", REJECT, [{}, _REVERSED], [{}, {}]),
    decision("115", REJECT, {"DATE_PLACED": "August"}, {}),
    decision("115", REJECT, {"DATE_PLACED": ""}, {"DATE_PLACED": "", **_REVERSED}),
    decision("116", REJECT, {"DATE_PLACED_CEASED": "October", "REASON_PLACED_CEASED": "RD1"}, _REVERSED),
    decision("119", WARN, {"REASON_PLACED_CEASED": "RD1"}, _REVERSED),
    decision("119", WARN, {"DATE_PLACED_CEASED": "01/10/2024"}, _REVERSED),
    decision("120", WARN, _REVERSED | {"REASON_PLACED_CEASED": "XXX"}, _REVERSED),
    decision("522", REJECT, _REVERSED | {"DATE_PLACED": "02/10/2024"}, _REVERSED | {"DATE_PLACED": "01/10/2024"}),
    decision("563", REJECT, _REVERSED | {"DATE_PLACED": ""}, _REVERSED),
    decision("184", WARN, {"DATE_PLACED": "30/04/2012"}, {"DATE_PLACED": "01/05/2012"}),
    decision("579", WARN, [{}, {"DATE_PLACED": "02/10/2024"}], [_REVERSED, {"DATE_PLACED": "02/10/2024"}]),
    decision("579", WARN, [_REVERSED, {"DATE_PLACED": "30/09/2024"}], [_REVERSED, {"DATE_PLACED": "01/10/2024"}]),
    decision("583", WARN, [{}, {"DATE_PLACED": "02/10/2024"}], [_REVERSED, {"DATE_PLACED": "02/10/2024"}]),
    decision("117", WARN, {"DATE_PLACED": "01/04/2025"}, {"DATE_PLACED": "31/03/2025"}),
    decision("117", WARN, {"DATE_PLACED": "02/12/2024"}, {"DATE_PLACED": "01/12/2024"}, episodes=_LEFT),
    decision(
        "118",
        WARN,
        {"DATE_PLACED": "01/02/2024", "DATE_PLACED_CEASED": "31/03/2024"},
        {"DATE_PLACED": "01/02/2024", "DATE_PLACED_CEASED": "01/04/2024"},
        episodes=[episode(DECOM="01/02/2023")],
    ),
    decision("1003", WARN, {"DATE_PLACED": "09/06/2024"}, {"DATE_PLACED": "10/06/2024"}),
    decision("553", WARN, _REVERSED, {}, episodes=[episode(LS="E1")]),
    decision("525", WARN, _REVERSED, {}, ad1=[AD1]),
    decided("551", episode(PLACE="A5", LS="E1"), fails=[], passes=[DECISION]),
    decided(
        "552",
        episode(PLACE="A5", LS="E1"),
        fails=[DECISION | {"DATE_PLACED": "11/06/2024"}],
        passes=[DECISION | {"DATE_PLACED": "10/06/2024"}],
    ),
    decided("553", episode(LS="E1"), fails=[], passes=[DECISION]),
    decided(
        "554",
        episode(LS="E1"),
        fails=[DECISION | {"DATE_PLACED": "11/06/2024"}],
        passes=[DECISION | {"DATE_PLACED": "10/06/2024"}],
    ),
    decided("555", episode(LS="D1"), fails=[], passes=[DECISION]),
    decided(
        "556",
        episode(LS="D1"),
        fails=[DECISION | {"DATE_PLACED": "11/06/2024"}],
        passes=[DECISION | {"DATE_PLACED": "10/06/2024"}],
    ),
    decided("557", episode(LS="E1", **left("E4A")), fails=[DECISION], passes=[DECISION | _REVERSED]),
    decided("558", episode(PLACE="A4", **left("E11")), fails=[DECISION | _REVERSED], passes=[DECISION]),
]
