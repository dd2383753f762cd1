"""A draw from its record: done again by hand and by `iro-verify`, fair, and refused wherever anything was changed."""

import copy
import hashlib
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.draws import (
    PANEL,
    Candidate,
    Excluded,
    Place,
    Share,
    choose,
    commitment,
    fillable,
    record_of,
    seed_of,
    urn_content,
    verify,
    weight,
)
from ledger.faults import RefusedError
from tests.ledger.bundles import iro_verify

REFERRAL = "018f0000-0000-7000-8000-000000000001"
PANEL_SHARE, SOLE = "ab" * 32, Place("sole")
MIXED = (Place("chair", ("law",)), Place("social_work", ("social_work",)), Place("third"))


def candidates(*loads, disciplines=("law", "social_work", "lived")):
    heaviest = max(loads)
    kinds = [disciplines[place % len(disciplines)] for place in range(len(loads))]
    return [
        Candidate(f"id-{place:02}", f"Person {place}", kind, load, weight(load, heaviest))
        for place, (kind, load) in enumerate(zip(kinds, loads, strict=True))
    ]


def urn(people, places=(SOLE,)):
    committed = commitment(REFERRAL, 1, PANEL, PANEL_SHARE)
    return urn_content(REFERRAL, 1, places, people, [Excluded("id-99", "Una Field", "red conflict")], committed)


def opened(side, share="3 6 1"):
    return Share(side, commitment(REFERRAL, 1, side, share), share)


def whole(people=None, places=(SOLE,)):
    return record_of(urn(people or candidates(0, 1, 2), places), PANEL_SHARE, [opened("service"), opened("council")])


PEOPLE = st.lists(st.integers(0, 5), min_size=1, max_size=12).map(lambda loads: candidates(*loads))
SHARES = st.builds(
    lambda kinds, words: [
        Share(side, commitment(REFERRAL, 1, side, words), words if kind == "opened" else "")
        for side, kind in zip(("council", "service"), kinds, strict=True)
        if kind != "absent"
    ],
    st.tuples(*[st.sampled_from(["opened", "sealed", "absent"])] * 2),
    st.text(min_size=1, max_size=20),
)


@given(PEOPLE, SHARES)
def test_every_record_is_verified_and_names_somebody_of_the_urn(people, shares):
    record = json.loads(json.dumps(record_of(urn(people), PANEL_SHARE, shares)))
    verdict = verify(record)
    assert {one.id for one in verdict.seated} <= {one.id for one in people}
    assert {one.side: one.state for one in verdict.shares} == (
        {"council": "absent", "service": "absent"} | {one.side: one.state for one in shares}
    )
    assert verdict.as_text().startswith("VERIFIED")


def test_an_outsider_can_compute_it_by_hand():
    """With plain hashlib and json, as the docstring of `choose` says it."""

    def sha256(content):
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    record = whole()
    shares = [["opened", one["share"]] for one in record["shares"]]
    seed = sha256(["iro-seed-1", sha256(record["urn"]), PANEL_SHARE, *shares])
    tickets = [one["id"] for one in record["urn"]["candidates"] for _ in range(one["weight"])]
    assert record["seed"] == seed
    assert record["drawn"][0]["id"] == tickets[int(sha256(["iro-place-1", seed, 0, 0]), 16) % len(tickets)]


@pytest.mark.parametrize("loads", [(0, 0, 0), (0, 1, 2), (5, 0)])
def test_each_is_drawn_as_often_as_it_weighs(loads):
    """4,000 seeds: each within five standard deviations of its share."""
    people, rounds = candidates(*loads), 4000
    drawn = Counter(choose([SOLE], people, seed_of("", PANEL_SHARE, [opened("council", str(n))]))[0].id
                    for n in range(rounds))  # fmt: skip
    total = sum(one.weight for one in people)
    for one in people:
        share = one.weight / total
        spread = 5 * (rounds * share * (1 - share)) ** 0.5
        assert abs(drawn[one.id] - rounds * share) < spread


def test_any_share_changes_the_seed_and_so_does_not_opening_it():
    of = [[opened("council"), opened("service")], [opened("council"), opened("service", "other")], [opened("council")],
          [opened("council"), Share("service", opened("service").commitment)], []]  # fmt: skip
    assert len({seed_of("urn", PANEL_SHARE, shares) for shares in of}) == len(of)
    of = [(referral, number, side, "x") for referral in (REFERRAL, "y") for number in (1, 2) for side in ("a", "b")]
    assert len({commitment(*one) for one in of}) == len(of)


@given(st.lists(st.integers(0, 3), min_size=3, max_size=12).map(lambda loads: candidates(*loads)), st.text(max_size=5))
def test_a_panel_of_three_seats_nobody_twice_and_each_in_a_place_that_fits(people, words):
    if not fillable(MIXED, people):
        return
    seated = choose(MIXED, people, words)
    by_id = {one.id: one for one in people}
    assert len({one.id for one in seated}) == 3
    assert all(by_id[one.id].fits(place) for one, place in zip(seated, MIXED, strict=True))


def test_places_that_find_nobody_are_known_before():
    assert not fillable(MIXED, candidates(0, 0, disciplines=("law", "social_work")))
    assert not fillable(MIXED, candidates(0, 0, 0, disciplines=("lived",)))
    assert fillable(MIXED, candidates(0, 0, 0))
    with pytest.raises(ValueError, match="chair"):
        choose(MIXED, candidates(0, disciplines=("lived",)), "seed")


def _changed(change):
    record = copy.deepcopy(whole())
    change(record)
    return record


def _reweigh(record):
    record["urn"]["candidates"][0]["weight"] += 1
    record["urn_sha256"] = record_of(record["urn"], PANEL_SHARE, [])["urn_sha256"]


def _twice(record):
    record["urn"]["candidates"].append(record["urn"]["candidates"][0])
    record["urn_sha256"] = record_of(record["urn"], PANEL_SHARE, [])["urn_sha256"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda record: record.update(format="iro-draw-9"), "draw-format"),
        (lambda record: record["urn"]["candidates"].pop(), "urn-differs"),
        (lambda record: record.update(panel_share="00" * 32), "panel-share-differs"),
        (lambda record: record["shares"].reverse(), "sides-differ"),
        (lambda record: record["shares"][0].update(share="6 6 6"), "share-differs"),
        (lambda record: record["shares"][0].update(state="sealed"), "share-state-differs"),
        (lambda record: record["shares"][0].update(commitment="x"), "commitment-unreadable"),
        (lambda record: record["shares"].__setitem__(0, Share("council").as_dict()), "seed-differs"),
        (lambda record: record.update(seed="00" * 32), "seed-differs"),
        (lambda record: record["drawn"][0].update(name="Una Field"), "drawn-differ"),
        (_reweigh, "weight-differs"),
        (_twice, "candidate-twice"),
        (lambda record: record.pop("seed"), "draw-unreadable"),
        (lambda record: record.update(urn=[]), "draw-unreadable"),
        (lambda record: record["urn"].update(candidates=[]), "urn-differs"),
    ],
)
def test_whatever_is_changed_is_refused_with_its_reason(change, code, tmp_path):
    record = _changed(change)
    with pytest.raises(RefusedError) as refusal:
        verify(record)
    assert refusal.value.code == code
    (tmp_path / "draw.json").write_text(json.dumps(record))
    done = iro_verify(tmp_path / "draw.json")
    assert done.returncode == 1
    assert code in done.stdout + done.stderr


@pytest.mark.parametrize(
    "text", ['{"format": "iro-draw-1"', '{"format": "iro-draw-1", "urn": ' + "[" * 5000, '{"format":"iro-draw-1"}']
)
def test_what_is_no_record_is_refused_without_a_traceback(text, tmp_path):
    (tmp_path / "draw.json").write_text(text)
    done = iro_verify(tmp_path / "draw.json")
    assert done.returncode == 1
    assert "draw-unreadable" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_it_says_who_was_drawn_in_words_and_as_json(tmp_path):
    (tmp_path / "draw.json").write_text(json.dumps(whole(), indent=1))
    said = iro_verify(tmp_path / "draw.json").stdout
    assert "council opened, service opened" in said
    assert json.loads(iro_verify(tmp_path / "draw.json", "--json").stdout)["ok"]
