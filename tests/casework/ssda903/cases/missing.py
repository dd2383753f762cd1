"""Cases of Missing."""

from functools import partial

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import INFO, REJECT, WARN, ended, episode, left, moved_on, of

missing = partial(of, FileKind.MISSING)
_OPEN = {"MIS_END": ""}

MISSING_CASES = [
    missing("INT04", REJECT, {"CHILD": "K200"}, {}),
    missing("INT13", WARN, {"DOB": "02/05/2012"}, {}),
    missing("P-D1", INFO, [{}, {}], [{}]),
    missing("P-D2", REJECT, [{}, {"MISSING": "A"}], [{}, {}]),
    missing("1004", REJECT, {"MIS_START": "July"}, {}),
    missing("1005", REJECT, {"MIS_END": "July"}, _OPEN),
    missing("1006", REJECT, {"MISSING": "X"}, {"MISSING": "a"}),
    missing("564", REJECT, {"MIS_START": "", "MIS_END": ""}, {}),
    missing("565", REJECT, {"MISSING": ""}, {}),
    missing("566", REJECT, {"MISSING": ""}, {"MISSING": "A"}),
    missing("567", REJECT, {"MIS_END": "30/06/2024"}, {"MIS_END": "01/07/2024"}),
    missing("570", WARN, {"MIS_START": "01/04/2025", **_OPEN}, {"MIS_START": "31/03/2025", **_OPEN}),
    missing("571", WARN, {"MIS_END": "01/04/2025"}, {"MIS_END": "31/03/2025"}),
    missing(
        "571",
        WARN,
        {"MIS_START": "01/03/2024", "MIS_END": "31/03/2024"},
        {"MIS_START": "01/03/2024", "MIS_END": "01/04/2024"},
    ),
    missing("574", WARN, [{}, {"MIS_START": "02/07/2024"}], [{}, {"MIS_START": "03/07/2024"}]),
    missing("574", WARN, [_OPEN, {"MIS_START": "09/07/2024", **_OPEN}], [{}, {"MIS_START": "09/07/2024", **_OPEN}]),
    missing("575", WARN, _OPEN, {}, episodes=[ended(), moved_on()]),
    missing("577", WARN, _OPEN, {}, episodes=[episode(**left("E8"))]),
    missing("577", WARN, _OPEN, {"CHILD": "K200", **_OPEN}, episodes=[episode(**left("E8"))]),
    missing(
        "578",
        WARN,
        {"MIS_START": "02/12/2024", **_OPEN},
        {"MIS_START": "01/12/2024", **_OPEN},
        episodes=[episode(**left("E8"))],
    ),
    missing("580", WARN, {"MIS_END": "01/12/2024"}, {"MIS_END": "30/11/2024"}, episodes=[episode(**left("E4A"))]),
    missing("581", WARN, {"MIS_START": "09/06/2024"}, {"MIS_START": "10/06/2024"}),
    missing("586", WARN, {"MIS_START": "30/04/2012"}, {"MIS_START": "01/05/2012"}),
]
