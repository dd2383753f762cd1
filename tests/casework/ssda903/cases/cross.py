"""Cases across rows and files."""

from tests.casework.ssda903.cases.table import INFO, REJECT, WARN, Case, chain, child, ended, episode, moved_on, rows

CROSS_CASES = [
    Case("EPI", INFO, rows([child(), child(CHILD="K200")], [episode()]), rows([child()], [episode()])),
    Case("INT03", REJECT, rows([child()], [episode(CHILD="K200")]), rows([child()], [episode()])),
    Case("INT32", WARN, rows([child(), child()], []), rows([child(), child(CHILD="K200")], [])),
    Case("INT32", REJECT, rows([child(), child(SEX="M", MOTHER="")], []), rows([child(), child()], [])),
    chain("P-E1", INFO, [episode(), episode()], [episode()]),
    chain("P-E2", REJECT, [episode(), episode(LS="C2")], [episode(), episode()]),
    chain("P-E2", REJECT, [episode(), episode(PL_POST="AB3 4EG")], [episode(), episode(PL_POST="AB34EF")]),
    chain("P-E3", WARN, [episode(), moved_on(LS="??")], [ended(), moved_on()]),
]
