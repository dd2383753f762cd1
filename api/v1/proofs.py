"""`/api/v1/councils/{code}/proofs/{leaf_hash}`: a receipt exchanged for proof, a leaf at a time."""

from typing import ClassVar

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from accounts.permissions import Permission
from api.operations import Operation
from api.views import HouseView
from ledger import proving
from ledger.proving import NotSignedYet
from tenants.downloads import attachment

_LEAF = OpenApiParameter("leaf_hash", str, OpenApiParameter.PATH, description="One of a receipt's `leaf_hashes`")


class LeafProof(HouseView):
    permissions: ClassVar = {"GET": Permission.PROOF_VIEW}

    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_proof",
            "The C2SP tlog-proof of a leaf that a receipt names.",
            parameters=(_LEAF,),
            problems=(NotSignedYet,),
            media_type="text/plain",
        )
    }

    def get(self, request: Request, code: str, leaf_hash: str) -> HttpResponse:
        found = proving.proof(leaf_hash)
        return attachment(str(found).encode(), "text/plain; charset=utf-8", f"{leaf_hash}.tlog-proof")
