"""Cases of PrevPerm."""

from functools import partial

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import REJECT, WARN, Case, child, clean, episode, of, rows

perm = partial(of, FileKind.PREV_PERM)

PREV_PERM_CASES = [
    perm("INT07", REJECT, {"CHILD": "K200"}, {}),
    perm("INT16", WARN, {"DOB": "02/05/2012"}, {}),
    perm("INT35", WARN, [{}, {}], [{}]),
    perm("INT35", REJECT, [{}, {"PREV_PERM": "P2"}], [{}, {}]),
    perm("631", REJECT, {"PREV_PERM": "P5"}, {"PREV_PERM": "p4"}),
    perm("631", REJECT, {"PREV_PERM": ""}, {}),
    perm("632", WARN, {"DATE_PERM": "xx/10/2011"}, {"DATE_PERM": "zz/10/2011"}),
    perm("632", WARN, {"DATE_PERM": "01/13/2000"}, {"DATE_PERM": "ZZ/ZZ/ZZZZ"}),
    perm("632", WARN, {"DATE_PERM": "10/06/2024"}, {"DATE_PERM": "09/06/2024"}),
    perm("633", WARN, {"LA_PERM": "Kent"}, {"LA_PERM": "wal"}),
    perm("635", WARN, {"PREV_PERM": "Z1"}, {"PREV_PERM": "Z1", "LA_PERM": "", "DATE_PERM": ""}),
    Case(
        "634",
        WARN,
        rows([child()], [episode(DECOM="31/03/2016")], prev_perm=[clean(FileKind.PREV_PERM)]),
        rows([child()], [episode(DECOM="01/04/2016")], prev_perm=[clean(FileKind.PREV_PERM)]),
    ),
    Case(
        "630", WARN, rows([child()], [episode()]), rows([child()], [episode()], prev_perm=[clean(FileKind.PREV_PERM)])
    ),
    Case("630", WARN, rows([child()], [episode()]), rows([child()], [episode(DECOM="31/03/2024")])),
]
