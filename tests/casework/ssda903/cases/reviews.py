"""Cases of Reviews."""

from functools import partial

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import INFO, REJECT, WARN, Case, child, clean, episode, left, of, rows

review = partial(of, FileKind.REVIEWS)
_LATE = [episode(DECOM="01/04/2023", RNE="S")]
_LEFT = [episode(**left("E4A", "01/12/2024"))]
_BREAKS = [episode(LS="V4", HOME_POST="", PL_POST="", URN="")]

REVIEW_CASES = [
    review("P-C1", REJECT, {"CHILD": ""}, {}),
    review("P-C2", REJECT, {"CHILD": "Jo Bloggs"}, {}),
    review("P-C3", WARN, {"DOB": "May 2012"}, {}),
    review("INT08", REJECT, {"CHILD": "K200"}, {}),
    review("INT17", WARN, {"DOB": "02/05/2012"}, {}),
    review("P-D1", INFO, [{}, {}], [{}]),
    review("P-D2", REJECT, [{}, {"REVIEW_CODE": "PN2"}], [{}, {}]),
    review("166", REJECT, {"REVIEW": "31/06/2024"}, {"REVIEW": "30/06/2024"}),
    review("166", REJECT, {"REVIEW": ""}, {}),
    review("167", REJECT, {"REVIEW_CODE": "PN8"}, {"REVIEW_CODE": "pn7"}),
    review("167", REJECT, {"REVIEW_CODE": ""}, {"REVIEW_CODE": "PN0"}),
    review(
        "440", WARN, {"DOB": "30/06/2020", "REVIEW_CODE": "PN0"}, {"REVIEW_CODE": "PN1"}, child={"DOB": "30/06/2020"}
    ),
    review(
        "440",
        WARN,
        {"REVIEW": "02/07/2024", "REVIEW_CODE": "PN0"},
        {"REVIEW": "01/07/2024", "REVIEW_CODE": "PN0"},
        child={"DOB": "01/07/2020"},
    ),
    review("441", WARN, {"REVIEW": "30/06/2024"}, {"REVIEW": "01/07/2024"}, child={"DOB": "01/07/2020"}),
    Case(
        "399",
        WARN,
        rows([child(MOTHER="")], _BREAKS, reviews=[clean(FileKind.REVIEWS)]),
        rows([child(MOTHER="")], [episode()], reviews=[clean(FileKind.REVIEWS)]),
    ),
    review("P-R1", WARN, {"REVIEW": "09/06/2024"}, {"REVIEW": "10/06/2024"}),
    review("P-R1", WARN, {"REVIEW": "02/12/2024"}, {"REVIEW": "01/12/2024"}, episodes=_LEFT),
    review("P-R2", WARN, [{}, {"REVIEW": "05/07/2024"}], [{}, {"REVIEW": "06/07/2024"}]),
    review("P-R3", WARN, {"REVIEW": "03/02/2025"}, {"REVIEW": "02/02/2025"}),
    review("P-R4", WARN, {"REVIEW": "09/07/2024"}, {"REVIEW": "08/07/2024"}),
    review("P-R4", WARN, {"REVIEW": "09/07/2024"}, {"REVIEW": "09/07/2024", "CHILD": "K200"}),
    review("P-R5", WARN, [{}, {"REVIEW": "02/10/2024"}], [{}, {"REVIEW": "01/10/2024"}]),
    review(
        "P-R5",
        WARN,
        [{"REVIEW": "01/07/2024"}, {"REVIEW": "02/01/2025"}],
        [{"REVIEW": "01/07/2024"}, {"REVIEW": "01/01/2025"}],
        episodes=_LATE,
    ),
    review("P-R10", INFO, {"REVIEW": "30/11/2024"}, {"REVIEW": "29/11/2024"}, episodes=_LEFT),
    Case("P-R6", WARN, rows([child()], [episode()]), rows([child()], [episode()], reviews=[clean(FileKind.REVIEWS)])),
    Case("P-R6", WARN, rows([child()], [episode(DECOM="03/01/2025")]), rows([child()], [episode(DECOM="06/01/2025")])),
]
