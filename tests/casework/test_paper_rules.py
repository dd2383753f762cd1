"""What may be a paper: by its bytes, never by anybody's word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.rules.papers import (
    LONGEST_NAME,
    PaperInvalid,
    PaperKind,
    PaperTooLarge,
    clean_name,
    ensure_kind,
    ensure_size,
    media_type,
)
from tests.casework.papers import PDF, zipped

DOCX, ODT = zipped("word/document.xml", "[Content_Types].xml"), zipped("mimetype", "content.xml")


@pytest.mark.parametrize(("name", "content", "found"), [
    ("a.pdf", PDF, "application/pdf"),
    ("A.PDF", PDF, "application/pdf"),
    ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("a.odt", ODT, "application/vnd.oasis.opendocument.text"),
    ("a.txt", "Zoë’s words\r\n\tas she said them".encode(), "text/plain"),
    ("a.png", b"\x89PNG\r\n\x1a\n...", "image/png"),
    ("a.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
])  # fmt: skip
def test_types(name, content, found):
    assert media_type(name, content) == found


@pytest.mark.parametrize(("name", "content"), [
    ("a.pdf", b"<html><script>alert(1)</script>"),
    ("a.png", PDF),
    ("a.docx", zipped("word/document.xml", "word/vbaProject.bin")),
    ("a.docx", zipped("evil.html")),
    ("a.odt", b"PK\x03\x04 no zip"),
    ("a.txt", b"\x00\x01"),
    ("a.txt", b"\xff\xfe"),
    ("a.html", b"<html>"),
    ("a.svg", b"<svg/>"),
    ("a", PDF),
    ("a.pdf.exe", PDF),
    (".pdf", PDF),
])  # fmt: skip
def test_what_is_no_paper(name, content):
    with pytest.raises(PaperInvalid) as refused:
        media_type(name, content)
    assert (refused.value.code, list(refused.value.errors)) == ("paper-invalid", ["file"])


@pytest.mark.parametrize(("given_name", "kept"), [
    ("C:\\Users\\Pat\\Care plan.pdf", "Care plan.pdf"),
    ("../../etc/passwd.txt", "passwd.txt"),
    ("/care plan.pdf. ", "care plan.pdf"),
    ("Zoe\u0308.pdf", "Zoë.pdf"),
])  # fmt: skip
def test_names(given_name, kept):
    assert clean_name(given_name) == kept


@pytest.mark.parametrize("name", ["", " . ", "folder/", "a\r\nSet-Cookie: x.pdf", "a\0.pdf", "\u202efdp.a", "x" * 200])
def test_names_that_are_refused(name):
    with pytest.raises(PaperInvalid):
        clean_name(name)


@given(st.text(max_size=300))
def test_a_name_that_passes_is_one_line_without_folders(name):
    try:
        kept = clean_name(name)
    except PaperInvalid:
        return
    assert 1 <= len(kept) <= LONGEST_NAME
    assert "/" not in kept
    assert "\\" not in kept
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in kept)
    assert clean_name(kept) == kept


def test_sizes_and_kinds():
    ensure_size(1, 1)
    with pytest.raises(PaperInvalid):
        ensure_size(0, 1)
    with pytest.raises(PaperTooLarge) as refused:
        ensure_size(2 * 1024**2 + 1, 2 * 1024**2)
    assert (refused.value.status, "2 MB" in refused.value.detail) == (413, True)
    assert ensure_kind("care_plan") is PaperKind.CARE_PLAN
    with pytest.raises(PaperInvalid):
        ensure_kind("love_letter")
