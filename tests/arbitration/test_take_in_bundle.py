"""A bundle is taken in whole, once, and of its own referral alone."""

from uuid import uuid4

import pytest

from arbitration.models import DisclosedBundle
from arbitration.rules import BundleMismatch
from ledger import disclosure
from ledger.disclosure import Document, Passage, open_version
from notifications.tags import Tag
from tenants.problems import NotFound
from tests.arbitration import post


def sent(referral_id, number=1, **cover):
    document = Document("dispute", "Statement of issues", "service", "2026-04-01", (Passage("What", "No visit."),))
    about = {"reference": "D-1", "referral": str(referral_id), "number": number, "closed_on": "2026-04-20", "head": ""}
    return {
        "referral_id": str(referral_id),
        "bundle_id": str(uuid4()),
        "number": number,
        "content": disclosure.freeze(about | cover, [document]),
    }


def kept(cast):
    with post.panel(cast):
        return [(row.number, row.root) for row in DisclosedBundle.objects.all()]


def test_it_is_kept_once_and_the_next_beside_it(cast):
    referral_id = post.refer(cast)
    first, second = sent(referral_id), sent(referral_id, number=2)
    for one in (first, first, second):
        post.deliver(cast, "council/210", Tag.BUNDLE_FROZEN, one)
    assert kept(cast) == [(1, first["content"]["root"]), (2, second["content"]["root"])]
    arbitrator, _ = post.sitting(cast, referral_id)
    for actor, versions in ((arbitrator, ("open", "closed")), (post.SECRETARIAT, ("open",))):
        seen = post.view(cast, referral_id, actor)
        assert (seen.bundle, seen.disclosed.number, seen.disclosed.versions) == ({}, 2, versions)


def test_what_is_not_whole_or_not_of_this_referral_is_refused(cast):
    referral_id = post.refer(cast)
    altered, opened, other = sent(referral_id), sent(referral_id), sent(referral_id, referral=str(uuid4()))
    altered["content"]["documents"][0]["passages"][0]["pieces"][0]["text"] = "Every visit."
    opened["content"] = open_version(opened["content"])
    for payload in (altered, opened, other, sent(referral_id, number=2) | {"number": 1}):
        with pytest.raises(BundleMismatch):
            post.deliver(cast, "council/210", Tag.BUNDLE_FROZEN, payload)
    with pytest.raises(NotFound):
        post.deliver(cast, "council/305", Tag.BUNDLE_FROZEN, sent(referral_id))
    post.deliver(cast, "council/210", Tag.BUNDLE_FROZEN, sent(referral_id))
    with pytest.raises(BundleMismatch, match="Another bundle"):
        post.deliver(cast, "council/210", Tag.BUNDLE_FROZEN, sent(referral_id))
    assert len(kept(cast)) == 1
