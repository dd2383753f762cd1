"""Cases of SWEpisodes."""

from functools import partial

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import (
    INFO,
    REJECT,
    WARN,
    Case,
    child,
    clean,
    ended,
    episode,
    moved_on,
    of,
    rows,
)

worker = partial(of, FileKind.SW_EPISODES)
_FIRST = {"SW_DEC": "01/09/2024"}
_NEXT = {"SW_ID": "SW200000", "SW_DECOM": "01/09/2024", "SW_REASON": "MANAGE"}

SW_CASES = [
    worker("P-W2", REJECT, {"CHILD": "K200"}, {}),
    worker("P-W3", WARN, {"DOB": "02/05/2012"}, {}),
    worker("P-W1", REJECT, {"SW_DEC": "09/06/2024"}, {"SW_DEC": "10/06/2024"}),
    worker("P-D1", INFO, [{}, {}], [{}]),
    worker("P-D2", REJECT, [{}, {"SW_ID": "SW200000"}], [{}, {}]),
    worker("SW02STG1", WARN, {"SW_ID": "123456"}, {"SW_ID": "xx123456"}),
    worker("SW03STG1", REJECT, {"SW_ID": ""}, {}),
    worker("SW03STG1", REJECT, {"SW_DECOM": ""}, {}),
    worker("SW04STG1", REJECT, {"SW_DECOM": "June"}, {}),
    worker("SW05STG1", REJECT, {"SW_DEC": "June"}, {}),
    worker("SW06STG2", WARN, {"SW_DECOM": "01/04/2025"}, {"SW_DECOM": "31/03/2025"}),
    worker("SW07STG2", WARN, {"SW_DEC": "01/04/2025"}, {"SW_DEC": "31/03/2025"}),
    worker(
        "SW07STG2",
        WARN,
        {"SW_DECOM": "01/01/2023", "SW_DEC": "31/03/2023"},
        {"SW_DECOM": "01/01/2023", "SW_DEC": "01/04/2023"},
    ),
    worker("SW09STG2", WARN, {"SW_DEC": "10/06/2024"}, {"SW_DEC": "11/06/2024"}),
    worker("SW108STG2", WARN, [{}, _NEXT], [_FIRST, _NEXT]),
    worker("SW10STG2", WARN, [{"SW_DEC": "02/09/2024"}, _NEXT], [_FIRST, _NEXT]),
    worker("SW11STG2", WARN, _FIRST, [_FIRST, _NEXT]),
    worker("SW11STG2", WARN, [_FIRST, _NEXT | {"SW_DECOM": "02/09/2024"}], {}),
    worker("SW13STG1", WARN, {"SW_REASON": "BORED"}, {"SW_REASON": "others"}),
    worker("SW14STG2", WARN, [{}, _NEXT], [_FIRST, _NEXT]),
    worker("SW15STG2", WARN, {"SW_REASON": ""}, {}),
    worker("SW15STG2", WARN, {"SW_REASON": ""}, {"SW_REASON": "", "SW_DECOM": "31/03/2023"}),
    Case(
        "SW01STG1",
        WARN,
        rows([child()], [ended(), moved_on()]),
        rows([child()], [episode()], sw_episodes=[clean(FileKind.SW_EPISODES)]),
    ),
    worker("SW12STG2", WARN, {"SW_DECOM": "11/06/2024"}, {"SW_DECOM": "10/06/2024"}),
]
