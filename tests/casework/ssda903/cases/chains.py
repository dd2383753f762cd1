"""Cases of chains of episodes."""

from tests.casework.ssda903.cases.table import INFO, WARN, chain, ended, episode, moved_on

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
    chain(
        "199",
        WARN,
        [ended(REC="E11", PLACE="A4"), moved_on(RNE="S", DECOM="11/08/2024")],
        [ended(REC="E4A"), moved_on(RNE="S", DECOM="11/08/2024")],
    ),
    chain(
        "383",
        WARN,
        [ended(), ended(DECOM="10/08/2024", RNE="P", PLACE="T2", DEC="20/08/2024"), moved_on(DECOM="20/08/2024")],
        [
            ended(),
            ended(DECOM="10/08/2024", RNE="P", PLACE="T2", DEC="20/08/2024"),
            episode(DECOM="20/08/2024", RNE="P"),
        ],
    ),
    chain("336", WARN, [ended(PLACE="K2"), moved_on(PLACE="A3", RNE="T")], [ended(), moved_on(PLACE="A3", RNE="T")]),
    chain("366", WARN, [ended(LS="V3"), moved_on(LS="V3")], [ended(LS="V3"), moved_on(LS="V3", RNE="S")]),
    chain(
        "367",
        WARN,
        [episode(LS="V3", DEC="25/08/2024", REC="E8")],
        [episode(LS="V3", DEC="24/08/2024", REC="E8")],
    ),
    chain(
        "377",
        WARN,
        [episode(PLACE="T3", DECOM=f"{day}/06/2024", DEC=f"{day}/06/2024", REC="X1") for day in ("10", "12", "14")],
        [episode(PLACE="T3", DECOM=f"{day}/06/2024", DEC=f"{day}/06/2024", REC="X1") for day in ("10", "12")],
    ),
    chain(
        "426",
        WARN,
        [ended(LS="V3"), moved_on(LS="V4", RNE="S")],
        [ended(LS="V3"), moved_on(LS="V3", RNE="S")],
    ),
]
