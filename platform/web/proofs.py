"""What somebody takes away to check for themselves: the proof of a leaf, a case or a dispute as a bundle."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Permission
from escalation import evidence
from escalation.evidence import Evidence
from ledger import proving
from ledger.proving import Place
from tenants.downloads import attachment
from web.page import HousePage


class LeafProof(HousePage):
    """GET `…/proofs/<leaf_hash>`: the C2SP tlog-proof of a leaf of this house, to be saved. 409 while it waits."""

    permissions: ClassVar = {"get": Permission.PROOF_VIEW}

    def get(self, request: HttpRequest, leaf_hash: str, code: str = "") -> HttpResponse:
        found = proving.proof(leaf_hash)
        return attachment(str(found).encode(), "text/plain; charset=utf-8", f"{leaf_hash}.tlog-proof")


class CaseBundle(HousePage):
    """GET: everything of the case that the reader may see, as a bundle. The look is recorded."""

    permissions: ClassVar = {"get": Permission.CASE_VIEW}

    def get(self, request: HttpRequest, code: str, child_id: UUID) -> HttpResponse:
        return _saved(evidence.of_case(child_id, actor=self.actor))


class DisputeBundle(HousePage):
    """GET: everything of the dispute, as a bundle. The look is recorded."""

    permissions: ClassVar = {"get": Permission.DISPUTE_VIEW}

    def get(self, request: HttpRequest, code: str, dispute_id: UUID) -> HttpResponse:
        return _saved(evidence.of_dispute(dispute_id, actor=self.actor))


def proof_box(place: Place | None, route: str, *words: str) -> dict[str, object]:
    """`place` and `proof_url` (empty while it waits), as `proofs/place.html` takes them; nothing without a place."""
    if place is None:
        return {}
    return {"place": place, "proof_url": reverse(route, args=[*words, place.leaf]) if place.index is not None else ""}


def _saved(made: Evidence) -> HttpResponse:
    return attachment(made.content, "application/jsonl", made.name)
