"""A side's share of the draw of its arbitrator, sealed before anybody knows another's (`ledger.draws`)."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict, Text
from api.v1.dispute_moves import MoveKept
from api.views import HouseView
from escalation import actions, queries
from escalation.ladder import NotNow
from escalation.rules import AlreadyDone, Incomplete
from reviews.rules import NotTheChildsIro


class ShareIn(Strict):
    words = Text(
        max_length=200, required=False, allow_blank=True, default="", help_text="Your own; chance is added to them"
    )


class CouncilsShare(HouseView):
    permissions: ClassVar = {"POST": Permission.STATEMENT_COUNCIL}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "seal_council_share",
            "The council seals its share of the draw, once, up to the draw's limit. The IRO can't read it before.",
            takes=ShareIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, Incomplete, AlreadyDone),
            example={"words": "3 6 1 1 5 2"},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        words = ShareIn.read(request.data)["words"]
        referral_id = queries.referral_of(dispute_id, actor=self.actor)
        sealed = actions.seal_council_share(referral_id, words, actor=self.actor)
        return Response(as_json(MoveKept(*sealed)), status=201)


class ServicesShare(HouseView):
    permissions: ClassVar = {"POST": Permission.STATEMENT_SERVICE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "seal_service_share",
            "The child's IRO seals the service's share, once, up to its limit. The council can't read it before.",
            takes=ShareIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, Incomplete, AlreadyDone),
            example={"words": ""},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        words = ShareIn.read(request.data)["words"]
        referral_id = queries.referral_of(dispute_id, actor=self.actor)
        sealed = actions.seal_service_share(referral_id, words, actor=self.actor)
        return Response(as_json(MoveKept(*sealed)), status=201)
