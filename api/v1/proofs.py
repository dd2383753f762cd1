"""`/api/v1/councils/{code}/proofs/{leaf_hash}`: a receipt exchanged for proof, a leaf at a time."""

from typing import ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from accounts.permissions import Permission
from api.views import HouseView
from ledger import proving
from tenants.downloads import attachment


class LeafProof(HouseView):
    permissions: ClassVar = {"GET": Permission.PROOF_VIEW}

    @extend_schema(responses={(200, "text/plain"): OpenApiResponse(OpenApiTypes.STR)}, operation_id="read_proof")
    def get(self, request: Request, code: str, leaf_hash: str) -> HttpResponse:
        """The C2SP tlog-proof of a leaf that a receipt names. 409 `not-signed-yet` with Retry-After while it waits."""
        found = proving.proof(leaf_hash)
        return attachment(str(found).encode(), "text/plain; charset=utf-8", f"{leaf_hash}.tlog-proof")
