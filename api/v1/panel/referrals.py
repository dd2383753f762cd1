"""`/api/v1/panel/referrals`: the docket, one referral with its bundle and draw, and the urn of a draw."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict
from api.views import HouseView
from arbitration import actions, queries
from arbitration.rules import AlreadyDrawn, AlreadyLaid, NoArbitratorFree
from arbitration.shapes import PHASES, Docket, ReferralView, Sought
from ledger.acts import Receipt


class DocketQuery(Strict):
    phase = serializers.ChoiceField(
        choices=list(PHASES), required=False, default=None,
        help_text="Until the draw, until the determination, until the council’s answer, or after it",
    )  # fmt: skip
    council = serializers.RegexField("^[0-9]{3}$", required=False, default=None, help_text="The DfE’s three digits")
    urgent = serializers.BooleanField(required=False, default=None, allow_null=True, help_text="On the fast track")
    after = serializers.UUIDField(required=False, default=None, help_text="`next` of the page before")
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)


@dataclass(frozen=True, slots=True)
class UrnLaid:
    """`sha256` is of the urn’s content; both sides seal their shares up to `seal_limit`."""

    id: UUID
    sha256: str
    seal_limit: date
    receipt: Receipt


class PanelReferrals(HouseView):
    permissions: ClassVar = {"GET": Permission.ARBITRATION_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_referrals",
            "The docket: whose move each is, by when and why; an arbitrator’s own, the secretary’s all. Recorded.",
            returns=Docket,
            parameters=(DocketQuery,),
        )
    }

    def get(self, request: Request) -> Response:
        """The nearest limit first; `next` goes on after this page."""
        asked = DocketQuery.read(request.query_params.dict())
        after, limit = asked.pop("after"), asked.pop("limit")
        return Response(as_json(queries.docket(Sought(**asked), actor=self.actor, after=after, limit=limit)))


class PanelReferral(HouseView):
    permissions: ClassVar = {"GET": Permission.ARBITRATION_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_referral",
            "One referral: bundle, draw, statements, determination, limits explained, and whose move it is. Recorded.",
            returns=ReferralView,
        )
    }

    def get(self, request: Request, referral_id: UUID) -> Response:
        """The record of the draw is what `iro-verify` takes. `draft` is null for all but whoever presides."""
        return Response(as_json(queries.referral(referral_id, actor=self.actor)))


class Urns(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "lay_urn",
            "Lay the urn of a draw that found nobody free: who can be drawn is on record before any share is.",
            returns=UrnLaid,
            status=201,
            problems=(AlreadyDrawn, AlreadyLaid, NoArbitratorFree),
            once=True,
        )
    }

    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        laid, receipt = actions.lay_urn(referral_id, actor=self.actor)
        return Response(as_json(UrnLaid(laid.id, laid.sha256, laid.seal_limit, receipt)), status=201)
