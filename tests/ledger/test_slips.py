"""A slip is put right beside the determination: its content and its hash stay, and so does every other passage."""

from copy import deepcopy

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ledger.faults import RefusedError
from ledger.sealed import sha256_of
from ledger.slips import Slip, compose, faults, marked, passages, read, verify

CONTENT = {
    "issues": {"category": "IC11", "text": "Wether a nearer placement was looked for."},
    "findings": "The council looked at no placement nearer then 60 miles.",
    "reasons": "Two were free on 2 Mach 2026. The reason given is cost alone.",
    "items": [
        {"number": 1, "text": "Offer a placment within 20 miles, not 30.", "owner": "Director", "due_on": "2026-04-01"},
        {"number": 2, "text": "Tell Zoë. The council may visit.", "owner": "Team manager", "due_on": "2026-04-02"},
    ],
}
WORD = st.sampled_from(["placment", "placement", "the", "council", "free", "not", "may", "20", "two", "a", "b", "aa"])
TEXT = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


@st.composite
def documents(draw) -> dict:
    items = [{"number": n, "text": draw(TEXT), "owner": draw(WORD), "due_on": "2026-04-01"} for n in (1, 2)]
    return {"findings": draw(TEXT), "reasons": draw(TEXT), "items": items, "not_decided": ["a"]}


@st.composite
def corrected(draw) -> tuple[dict, list[Slip]]:
    """A document, and slips of it that may be put right, each judged on what came before."""
    content, kept = draw(documents()), list[Slip]()
    for _ in range(draw(st.integers(1, 4))):
        passage = draw(st.sampled_from(sorted(passages(content))))
        present = passages(read(content, kept))[passage]
        start = draw(st.integers(0, len(present) - 1))
        words = present[start : start + draw(st.integers(1, 12))]
        slip = Slip(passage, words, draw(st.one_of(TEXT, st.text(max_size=12))))
        if not faults(content, kept, slip):
            kept.append(slip)
    assume(kept)
    return content, kept


@given(corrected())
def test_what_was_issued_stays_and_only_the_passage_reads_otherwise(made):
    content, kept = made
    before, digest = deepcopy(content), sha256_of(content)
    documents = [
        compose(digest, n, slip, reason="r", corrected_by="b", corrected_on="2026-03-03")
        for n, slip in enumerate(kept, start=1)
    ]
    reading = verify(content, documents)
    assert (content, sha256_of(content)) == (before, digest)
    touched = {slip.passage for slip in kept}
    for name, text in passages(reading).items():
        if name not in touched:
            assert text == passages(content)[name]
    assert [(one["number"], one["owner"], one["due_on"]) for one in reading["items"]] == [
        (one["number"], one["owner"], one["due_on"]) for one in content["items"]
    ]
    assert {name: reading[name] for name in ("not_decided",)} == {"not_decided": ["a"]}


@given(corrected())
def test_the_mark_shows_both_readings_whole(made):
    content, kept = made
    reading = passages(read(content, kept))
    for name, segments in marked(content, kept).items():
        assert "".join(one.text for one in segments if one.kind != "put") == passages(content)[name]
        assert "".join(one.text for one in segments if one.kind != "struck") == reading[name]


@pytest.mark.parametrize(
    ("passage", "words", "reading", "field"),
    [
        ("owner 1", "Director", "Manager", "passage"),
        ("findings", "nearest", "nearer", "words"),
        ("reasons", "re", "ree", "words"),  # stands more than once
        ("findings", "", "x", "words"),
        ("findings", "then", "then", "reading"),
        ("findings", "then", " ", "reading"),
        ("findings", "looked", "looked with great care and diligence", "reading"),
        ("findings", "looked", "not looked", "reading"),
        ("findings", "at no placement", "at placement", "reading"),
        ("item 1", "within", "beyond", "reading"),
        ("item 1", "20", "60", "reading"),
        ("item 2", "may", "must", "reading"),
        ("item 2", "may", "may’t", "reading"),
    ],
)
def test_what_is_no_slip_is_refused(passage, words, reading, field):
    assert list(faults(CONTENT, [], Slip(passage, words, reading))) == [field]


@pytest.mark.parametrize(
    ("passage", "words", "reading"),
    [
        ("findings", "then", "than"),
        ("issues", "Wether", "Whether"),
        ("reasons", "Mach", "March"),
        ("reasons", "2 Mach 2026", "3 March 2026"),
        ("item 1", "placment", "placement"),
    ],
)
def test_a_slip_is_one(passage, words, reading):
    assert faults(CONTENT, [], Slip(passage, words, reading)) == {}


def test_a_correction_belongs_to_one_document_and_has_its_number():
    slip, digest = Slip("findings", "then", "than"), sha256_of(CONTENT)
    written = {"reason": "r", "corrected_by": "b", "corrected_on": "2026-03-03"}
    for wrong in (compose("0" * 64, 1, slip, **written), compose(digest, 2, slip, **written)):
        with pytest.raises(RefusedError, match="not of this document"):
            verify(CONTENT, [wrong])
    with pytest.raises(RefusedError, match="no slip"):
        verify(CONTENT, [compose(digest, 1, Slip("item 1", "20", "60"), **written)])
