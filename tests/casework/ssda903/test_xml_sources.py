import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.sources import Form, Unreadable, ensure_one_form, open_source

HEADER = """<HEADER><CHILDID>K1</CHILDID><UPN>UN1</UPN><SEX>2</SEX><DOB>01/05/2012</DOB><ETHNIC>WBRI</ETHNIC>"""
EPISODE = """<EPISODE><DECOM>10/06/2024</DECOM><RNE>S</RNE><LS>C1</LS><CIN>N1</CIN><PL>U6</PL><PL_POST>AB3 4EF</PL_POST>
<HOME_POST>AB1 2CD</HOME_POST><URN>SC100001</URN><PLACE_PROVIDER>PR1</PLACE_PROVIDER><DEC/><REC/>
<REASON_PLACE_CHANGE/></EPISODE>"""
FULL = f"""<?xml version="1.0"?>
<EXPSSDA903>
<CHILD>
{HEADER}<UASC>1</UASC><DUC>01/05/2030</DUC>
<AMISSING><MISSING>M</MISSING><MIS_START>01/07/2024</MIS_START><MIS_END>02/07/2024</MIS_END></AMISSING>
<AMISSING><MISSING>A</MISSING><MIS_START>01/08/2024</MIS_START><MIS_END/></AMISSING>
<AREVIEW><REVIEW>01/07/2024</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<MOTHER>0</MOTHER><MC_DOB/>
<IN_TOUCH>YES</IN_TOUCH><ACTIV>F1</ACTIV><ACCOM>B1</ACCOM>
<DATE_INT>01/02/2024</DATE_INT><DATE_MATCH>02/02/2024</DATE_MATCH><FOSTER_CARE>0</FOSTER_CARE><NB_ADOPTR>2</NB_ADOPTR>
<SEX_ADOPTR>MF</SEX_ADOPTR><LS_ADOPTR>L11</LS_ADOPTR>
<AD_PLACED><DATE_PLACED>03/02/2024</DATE_PLACED><DATE_PLACED_CEASED/><REASON_PLACED_CEASED/></AD_PLACED>
<PERMANENCE><PREV_PERM>P1</PREV_PERM><LA_PERM>210</LA_PERM><DATE_PERM>01/01/2020</DATE_PERM></PERMANENCE>
<OC2><SDQ_SCORE>7</SDQ_SCORE><SDQ_REASON/><CONVICTED>0</CONVICTED><HEALTH_CHECK>1</HEALTH_CHECK></OC2>
<ASW><SW_ID>SW123456</SW_ID><SW_DECOM>10/06/2024</SW_DECOM><SW_REASON>MANAGE</SW_REASON></ASW>
</HEADER>
{EPISODE}
</CHILD>
</EXPSSDA903>
"""


def opened(content: str | bytes):
    found = open_source("return.xml", io.BytesIO(content if isinstance(content, bytes) else content.encode()))
    return found, list(found.rows())


def refusal(content: str | bytes) -> tuple[str, int | None]:
    with pytest.raises(Unreadable) as refused:
        opened(content)
    return refused.value.rule, refused.value.row


def child(inside: str = "", header: str = f"{HEADER}</HEADER>") -> str:
    return f"<EXPSSDA903><CHILD>{header}{inside}</CHILD></EXPSSDA903>"


def test_a_child_s_facts_become_the_rows_of_all_eleven_files():
    found, rows = opened(FULL)
    told = [(kind, dict(zip(COLUMNS[kind], cells, strict=True))) for kind, _, cells in rows]
    of = dict(told)
    assert set(of) == set(FileKind) == found.kinds
    assert of[FileKind.HEADER] == {
        "CHILD": "K1", "SEX": "2", "DOB": "01/05/2012", "ETHNIC": "WBRI", "UPN": "UN1", "MOTHER": "0", "MC_DOB": "",
    }  # fmt: skip
    assert of[FileKind.EPISODES]["PLACE"] == "U6"
    assert of[FileKind.UASC] == {"CHILD": "K1", "SEX": "2", "DOB": "01/05/2012", "DUC": "01/05/2030"}
    assert [facts["MISSING"] for kind, facts in told if kind is FileKind.MISSING] == ["M", "A"]
    assert of[FileKind.REVIEWS] == {
        "CHILD": "K1", "DOB": "01/05/2012", "REVIEW": "01/07/2024", "REVIEW_CODE": "PN1"
    }  # fmt: skip
    assert of[FileKind.AD1]["LS_ADOPTR"] == "L11"
    assert of[FileKind.PREV_PERM]["LA_PERM"] == "210"
    assert of[FileKind.SW_EPISODES]["SW_ID"] == "SW123456"
    assert (found.encoding, found.remarks, found.row_count) == ("utf-8", [], 12)


def test_a_row_is_named_by_the_line_on_which_its_part_begins():
    _, rows = opened(FULL)
    assert [line for kind, line, _ in rows if kind is FileKind.MISSING] == [5, 6]
    assert [line for kind, line, _ in rows if kind is FileKind.HEADER] == [4]


@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n", "\r\n"])
def test_what_stands_before_the_first_tag_does_no_harm(start):
    assert len(opened(f"{start}{child(EPISODE)}")[1]) == 2


def test_names_in_a_namespace_and_text_in_cdata_are_understood():
    content = child(header="<HEADER><CHILDID><![CDATA[K1]]></CHILDID><DOB> 01/05/2012\n</DOB></HEADER>").replace(
        "<EXPSSDA903>", '<EXPSSDA903 xmlns="http://example.org/903">'
    )
    assert opened(content)[1][0][2][:3] == ("K1", "", "01/05/2012")


def test_windows_text_is_read_as_declared():
    content = f'<?xml version="1.0" encoding="windows-1252"?>{child()}'.replace("WBRI", "\xa3").encode("cp1252")
    found, rows = opened(content)
    assert (found.encoding, rows[0][2][3]) == ("windows-1252", "£")


def test_a_child_without_its_header_is_left_out_alone():
    found, rows = opened(f"<EXPSSDA903><CHILD>{EPISODE}</CHILD><CHILD>{HEADER}</HEADER></CHILD></EXPSSDA903>")
    assert [kind for kind, _, _ in rows] == [FileKind.HEADER]
    assert [(each.rule, each.severity.value) for each in found.remarks] == [("P-F7", "reject_row")]


def test_facts_that_are_not_of_the_return_are_ignored_and_said_once_without_being_repeated():
    found, rows = opened(child(header=f"{HEADER}<NAME>Zoë</NAME><EYES>green</EYES></HEADER>"))
    assert len(rows) == 1
    assert [(each.rule, each.row, "Zoë" in each.message) for each in found.remarks] == [("P-F9", 1, False)]


@pytest.mark.parametrize("said", ["0", ""])
def test_a_child_who_is_said_not_to_be_unaccompanied_has_no_uasc_row(said):
    assert [kind for kind, _, _ in opened(child(header=f"{HEADER}<UASC>{said}</UASC></HEADER>"))[1]] == ["Header"]


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (f'<!DOCTYPE x [<!ENTITY e0 "ha">{ENTITIES}]>{child("&e9;")}', "P-F3"),
        (f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{child("&e;")}', "P-F3"),
        (f'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">{child()}', "P-F3"),
        (f'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>{child()}', "P-F3"),
        (child("&undeclared;"), "P-F8"),
        ("<Message><Children/></Message>", "P-F4"),
        ("<html><body>Sign in</body></html>", "P-F4"),
        ("<EXPSSDA903><HEADER/></EXPSSDA903>", "P-F4"),
        (child("<A>" * 30_000), "P-F8"),
        (child(f"<EPISODE><RNE>{'x' * 5000}</RNE></EPISODE>"), "P-F8"),
        (child("<EPISODE><RNE>S</RNE><RNE>L</RNE></EPISODE>"), "P-F8"),
        (child("<EPISODE><RNE>S</RNE></EPISODE>" * 6_000), "P-F8"),
        (child("\x00"), "P-F8"),
        (child()[:-20], "P-F8"),
        (f'<?xml version="1.0" encoding="utf-7"?>{child()}', "P-F8"),
        (f'<?xml version="1.0" encoding="rot13"?>{child()}', "P-F8"),
        (f'<?xml version="1.0"?>{child()}<more/>', "P-F8"),
        (f"{child()}".replace("WBRI", "\xa3").encode("latin-1"), "P-F8"),
    ],
)
def test_what_is_no_plain_xml_of_the_return_is_refused(content, rule):
    assert refusal(content)[0] == rule


def test_csv_and_xml_in_one_load_are_refused():
    csv = open_source("r.csv", io.BytesIO(b"CHILD,DOB,REVIEW,REVIEW_CODE\n"))
    xml = open_source("r.xml", io.BytesIO(child().encode()))
    ensure_one_form([csv, csv])
    assert (csv.form, xml.form) == (Form.CSV, Form.XML)
    with pytest.raises(Unreadable, match="mixes"):
        ensure_one_form([csv, xml])


PIECES = st.lists(
    st.sampled_from(
        [
            "<CHILD>",
            "</CHILD>",
            "<HEADER>",
            "</HEADER>",
            "<EPISODE>",
            "</EPISODE>",
            "<DEC/>",
            "<RNE>S</RNE>",
            "<AREVIEW>",
            "</AREVIEW>",
            "text",
            "é",
            "<REVIEW>1</REVIEW>",
            "<CHILDID>K</CHILDID>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&lt;",
            "&x;",
            "<?pi?>",
            "</EXPSSDA903>",
            "\x00",
        ]
    )
)


@given(PIECES.map("".join).map(str.encode) | st.binary(max_size=200))
def test_no_bytes_do_anything_but_give_rows_or_a_reason(inside):
    try:
        _, rows = opened(b"<EXPSSDA903>" + inside + b"</EXPSSDA903>")
    except Unreadable:
        return
    assert all(len(cells) == len(COLUMNS[kind]) for kind, _, cells in rows)
