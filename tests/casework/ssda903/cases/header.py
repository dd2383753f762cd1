"""Cases of Header rows."""

from casework.ssda903.headings import FileKind
from tests.casework.ssda903.cases.table import INFO, REJECT, WARN, Case, Row, child, clean, episode, header, left, rows

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
    header("209", INFO, {"UPN": "UN1", "DOB": "01/04/2019"}, {"UPN": "UN1", "DOB": "02/04/2019"}),
]


def beside(rule: str, fails: Row, passes: Row, *episodes: Row, **others: list[Row]) -> Case:
    return Case(
        rule, WARN, rows([child(**fails)], list(episodes), **others), rows([child(**passes)], list(episodes), **others)
    )


BESIDE_CASES = [
    beside("210", {"UPN": "UN4"}, {"UPN": "UN3"}, episode()),
    beside("210", {"UPN": "UN4"}, {"UPN": "UN4", "CHILD": "K200"}, episode()),
    beside("393", {"MOTHER": ""}, {"MOTHER": "0"}, episode()),
    beside("399", {}, {"MOTHER": ""}, episode(LS="V3")),
    beside("442", {"UPN": ""}, {}, episode()),
    beside("607", {"MOTHER": ""}, {}, episode(**left("E4A"))),
    beside("625", {"MC_DOB": "02/12/2024"}, {"MC_DOB": "01/12/2024"}, episode(**left("E4A"))),
    beside("625", {"MC_DOB": "01/04/2025"}, {"MC_DOB": "31/03/2025"}, episode()),
    beside("628", {}, {"MOTHER": ""}, oc3=[clean(FileKind.OC3)]),
]
