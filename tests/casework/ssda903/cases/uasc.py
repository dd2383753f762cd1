"""Cases of UASC."""

from functools import partial

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import REJECT, WARN, clean, episode, of

uasc = partial(of, FileKind.UASC)

UASC_CASES = [
    uasc("INT09", REJECT, {"CHILD": "K200"}, {}),
    uasc("INT18", WARN, {"DOB": "02/05/2012"}, {}),
    uasc("INT21", WARN, {"SEX": "1"}, {"SEX": "2"}),
    uasc("INT36", WARN, [{}, {"SEX": "2"}], [{}]),
    uasc("INT36", REJECT, [{}, {"DUC": "01/07/2024"}], [{}, {}]),
    uasc("104", WARN, {"DUC": "soon"}, {"DUC": "01/07/2024"}),
    uasc("304", WARN, {"DUC": "02/07/2024"}, {"DUC": "01/07/2024"}, child={"DOB": "01/07/2006"}),
    uasc("1014", WARN, {}, {"CHILD": "K200"}, episodes=[], oc3=[clean(FileKind.OC3)]),
    uasc("1014", WARN, {}, {"CHILD": "K200"}, episodes=[episode(CHILD="K200")], oc3=[clean(FileKind.OC3)]),
]
