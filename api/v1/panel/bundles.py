"""`…/referrals/{id}/bundles/{version}`: whoever sits reads both versions, the secretary the open one."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.operations import Operation
from api.rendering import as_json
from api.v1.bundles import VERSION, DisclosedBundleFile, printed
from api.views import HouseView
from arbitration import bundle_views
from ledger.printing import NotPrintable


class PanelBundle(HouseView):
    permissions: ClassVar = {"GET": Permission.ARBITRATION_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_panel_bundle",
            "The newest bundle that was disclosed: the closed version for those who sit alone. The look is recorded.",
            returns=DisclosedBundleFile,
            parameters=(VERSION,),
        )
    }

    def get(self, request: Request, referral_id: UUID, version: str) -> Response:
        content = bundle_views.bundle(referral_id, version, actor=self.actor)
        return Response(as_json(DisclosedBundleFile.of(content)))


class PanelBundlePrinted(HouseView):
    permissions: ClassVar = {"GET": Permission.ARBITRATION_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "print_panel_bundle",
            "The same with its index and page numbers as PDF. The look is recorded.",
            media_type="application/pdf",
            parameters=(VERSION,),
            problems=(NotPrintable,),
        )
    }

    def get(self, request: Request, referral_id: UUID, version: str) -> HttpResponse:
        return printed(bundle_views.bundle(referral_id, version, actor=self.actor))
