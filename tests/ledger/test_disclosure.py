"""A disclosed bundle from its words to its root: two versions of one set, and nothing in either that isn't proved."""

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import disclosure
from ledger.disclosed import verify
from ledger.disclosure import OPEN, PRIVILEGED, REASONS, Document, Passage, Withheld, open_version
from ledger.faults import RefusedError
from ledger.pages import Pages
from ledger.policy import Policy
from tests.ledger.bundles import LOG, iro_verify, make_leaf, signed_note

COVER = {"reference": "D-7K3Q-9F2M", "closed_on": "2026-04-20", "head": ""}
TEXT = "Her aunt Ruth Okafor, of 3 Elm Road, saw it.\nOur solicitor says we shall lose."


def frozen(*withheld, text=TEXT, cover=COVER, receipts=()):
    documents = (
        Document(
            "dispute", "Statement of issues", "service", "2026-04-01", (Passage("What is wrong", text),), receipts
        ),
        Document("answer", "Answer", "council", "2026-04-08", (Passage("Answer", "No."), Passage("Why", "Money."))),
    )
    return disclosure.freeze(cover, documents, withheld)


def hidden(words, reason, text=TEXT):
    start = text.index(words)
    return Withheld("dispute", 0, start, start + len(words), reason)


AUNT, ADVICE = hidden("Ruth Okafor", "third_party"), hidden("Our solicitor says we shall lose.", PRIVILEGED)


def test_both_versions_are_of_one_set_and_withhold_what_they_must():
    closed = frozen(AUNT, ADVICE)
    opened = open_version(closed)
    assert closed["root"] == opened["root"]
    assert "Ruth Okafor" in json.dumps(closed)
    assert "solicitor" not in json.dumps(closed)
    assert "Ruth" not in json.dumps(opened)
    assert verify(closed).counted.withheld == ((PRIVILEGED, 1),)
    found = verify(opened, against=closed)
    assert (found.counted.withheld, found.same) == (((PRIVILEGED, 1), ("third_party", 1)), True)
    assert (found.counted.documents, found.counted.pages) == (2, 2)


def test_what_is_withheld_can_not_be_guessed():
    first, second = (open_version(frozen(AUNT)) for _ in range(2))
    commitments = [
        [piece["commitment"] for piece in one["documents"][0]["passages"][0]["pieces"]] for one in (first, second)
    ]
    assert not set(commitments[0]) & set(commitments[1])


texts = st.text(st.characters(codec="utf-8"), max_size=6000)


@settings(max_examples=60, deadline=None)
@given(
    passages=st.lists(texts, min_size=1, max_size=6),
    cuts=st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 6000), st.integers(0, 6000), st.sampled_from(list(REASONS)))
    ),
)
def test_any_texts_and_cuts_give_two_true_versions_with_the_same_pages(passages, cuts):
    document = Document("a", "A", "", "", tuple(Passage(str(at), text) for at, text in enumerate(passages)))
    withheld = [Withheld("a", at, min(edges), max(edges), why) for at, *edges, why in cuts if at < len(passages)]
    closed = disclosure.freeze(COVER, [document], withheld, bytes)
    plain = disclosure.freeze(COVER, [document], (), bytes)
    opened = open_version(closed)
    disclosure.verify(closed)
    disclosure.verify(opened)
    assert closed["documents"][0]["pages"] == opened["documents"][0]["pages"] == plain["documents"][0]["pages"]
    for at, text in enumerate(passages):
        pieces = plain["documents"][0]["passages"][at]["pieces"]
        assert "".join(piece["text"] for piece in pieces) == text
        covered = {
            place for one in withheld if one.passage == at for place in range(one.start, min(one.end, len(text)))
        }
        shown = "".join(piece.get("text", "") for piece in opened["documents"][0]["passages"][at]["pieces"])
        assert shown == "".join(letter for place, letter in enumerate(text) if place not in covered)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_pages_part_a_text_and_lose_nothing(text):
    pages = Pages()
    pages.begin_document()
    found = list(pages.passage(text))
    ends = [end for _, end in found]
    assert ends == sorted(ends)
    assert ends[-1] == len(text)
    numbers = [page for page, _ in found]
    assert numbers == sorted(set(numbers))


def _document(content, number=0):
    return content["documents"][number]


def _piece(content, at=0):
    return _document(content)["passages"][0]["pieces"][at]


LIES = {
    "another word": lambda one: _piece(one).update(text="Her uncle "),
    "another title": lambda one: _document(one).update(title="Statement of no issues"),
    "another side": lambda one: _document(one).update(side="council"),
    "another page": lambda one: _document(one, 1).update(pages=[3, 3]),
    "another reason": lambda one: _piece(one, 1).update(withheld="health"),
    "a reason of one's own": lambda one: _piece(one, 1).update(withheld="awkward"),
    "a reason taken away": lambda one: _piece(one, 1).update(withheld=""),
    "a document taken out": lambda one: one["documents"].pop(),
    "a document twice": lambda one: one["documents"].append(_document(one, 1)),
    "documents changed round": lambda one: one["documents"].reverse(),
    "a passage taken out": lambda one: _document(one, 1)["passages"].pop(),
    "words left out without a reason": lambda one: [_piece(one).pop(name) for name in ("salt", "text")],
    "another salt": lambda one: _piece(one).update(salt="00" * 16),
    "another root": lambda one: one.update(root="00" * 32),
    "another cover": lambda one: one["cover"].update(reference="D-2222-2222"),
    "something more": lambda one: _document(one).update(note="See also page 9."),
    "more beside it": lambda one: one.update(note="All of it is agreed."),
    "a piece that isn't one": lambda one: _document(one)["passages"].append({"label": "x", "pieces": [7]}),
    "no documents": lambda one: one.update(documents=None),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
@pytest.mark.parametrize("version", ["open", "closed"])
def test_no_lie_is_verified(lie, version):
    content = frozen(AUNT, ADVICE)
    content = copy.deepcopy(open_version(content) if version == OPEN else content)
    verify(content)
    lie(content)
    with pytest.raises(RefusedError):
        verify(content)


def test_the_open_version_shows_nothing_that_it_withholds_and_closed_ones_are_not_called_open():
    closed = frozen(AUNT)
    with pytest.raises(RefusedError, match="it shows what this version withholds"):
        verify(closed | {"version": OPEN})
    with pytest.raises(RefusedError, match="without a reason"):
        verify(open_version(closed) | {"version": "closed"})


def test_another_set_is_told_apart():
    with pytest.raises(RefusedError, match="of another set"):
        verify(open_version(frozen(AUNT)), against=frozen(AUNT))


def test_receipts_are_proved_with_a_policy():
    leaves = [make_leaf(index) for index in range(2)]
    note = signed_note(leaves)
    placed = {"change_id": "c", "leaf": leaves[0].leaf.hex(), "index": 0, "path": [leaves[1].leaf.hex()]}
    waiting = placed | {"index": None, "path": []}
    content = frozen(cover=COVER | {"head": note}, receipts=(placed, waiting))
    policy = Policy((LOG.verifier(),), (), 0)
    found = verify(content, policy)
    assert (found.proved, found.waiting) == (1, 1)
    forged = frozen(cover=COVER | {"head": note}, receipts=(placed | {"leaf": "00" * 32},))
    verify(forged)
    with pytest.raises(RefusedError, match="isn't in the signed log"):
        verify(forged, policy)


def test_iro_verify_reads_both_versions_and_needs_no_django(tmp_path):
    closed = frozen(AUNT, ADVICE)
    for name, content in (("closed", closed), ("open", open_version(closed))):
        (tmp_path / name).write_text(json.dumps(disclosure.in_order(content)))
    done = iro_verify(tmp_path / "open", "--against", tmp_path / "closed")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "same set" in done.stdout
    assert "Somebody else" in done.stdout
    told = json.loads(iro_verify(tmp_path / "closed", "--json").stdout)
    assert (told["ok"], told["version"], told["withheld"]) == (True, "closed", {PRIVILEGED: 1})
    (tmp_path / "open").write_text((tmp_path / "open").read_text().replace("Her aunt", "Her uncle"))
    done = iro_verify(tmp_path / "open")
    assert (done.returncode, "piece-differs" in done.stdout) == (1, True)
    twice = '{"format":"iro-disclosure-1","format":"iro-disclosure-1"}'
    (tmp_path / "open").write_text(twice)
    assert "a key is repeated" in iro_verify(tmp_path / "open").stdout
    (tmp_path / "policy").write_text("log x\nquorum 0\n")
    assert iro_verify(tmp_path / "policy", "--against", tmp_path / "closed").returncode == 2
