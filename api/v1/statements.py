"""What both sides say once a dispute is before the panel: a statement each, and the council's answer at the end."""

from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict, Text
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from escalation import actions, queries
from escalation.ladder import NotNow
from escalation.rules import AlreadyDone, Incomplete, InvalidAnswer
from escalation.shapes import COMPLIANCE
from ledger.acts import Receipt
from reviews.rules import NotTheChildsIro


class StatementIn(Strict):
    text = Text(max_length=LONGEST, help_text="The other side reads it too")


class ComplianceIn(Strict):
    position = serializers.ChoiceField(choices=list(COMPLIANCE))
    reasons = Text(
        max_length=LONGEST, required=False, allow_blank=True, default="",
        help_text="Needed unless the council complies in full; they are published",
    )  # fmt: skip


class OfReferral(HouseView):
    """One side's word, once, on a dispute that is before the panel. The body has one field, which `carry_out` keeps."""

    carry_out: ClassVar[Callable[..., tuple[UUID, Receipt]]]

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        takes = self.operations["POST"].takes
        assert takes is not None
        (words,) = takes.read(request.data).values()
        referral_id = queries.referral_of(dispute_id, actor=self.actor)
        return Response(as_json(MoveKept(*self.carry_out(referral_id, words, actor=self.actor))), status=201)


class CouncilsStatement(OfReferral):
    permissions: ClassVar = {"POST": Permission.STATEMENT_COUNCIL}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "state_council_case",
            "The council's statement to the arbitrator, once, until there is a determination. The IRO reads it.",
            takes=StatementIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, Incomplete, AlreadyDone),
            example={"text": "Contact began on 2 March and is each Monday since."},
            once=True,
        )
    }
    carry_out = staticmethod(actions.state_council_case)


class ServicesStatement(OfReferral):
    permissions: ClassVar = {"POST": Permission.STATEMENT_SERVICE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "state_service_case",
            "The IRO's statement to the arbitrator, once, until there is a determination. The council reads it.",
            takes=StatementIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, Incomplete, AlreadyDone),
            example={"text": "Two of five Mondays were kept."},
            once=True,
        )
    }
    carry_out = staticmethod(actions.state_service_case)


class Compliance(HouseView):
    permissions: ClassVar = {"POST": Permission.DETERMINATION_ANSWER}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "answer_determination",
            "The director complies, complies in part or declines with reasons, once. Late is better than never.",
            takes=ComplianceIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, InvalidAnswer, AlreadyDone),
            example={"position": "comply"},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        given = ComplianceIn.read(request.data)
        determination_id = queries.determination_of(dispute_id, actor=self.actor)
        kept = actions.answer_determination(determination_id, given["position"], given["reasons"], actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)
