"""Slips of a determination, by its arbitrator: put right unasked, or a side's request granted or refused."""

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
from api.v1.slips import EXAMPLE, SlipIn
from api.views import HouseView
from arbitration import actions
from arbitration.rules import NotASlip, SlipDecided, SlipsOver
from ledger.slips import Slip
from tenants.problems import Invalid


class DecisionIn(Strict):
    decision = serializers.ChoiceField(choices=["grant", "refuse"])
    reasons = Text(
        max_length=LONGEST,
        required=False,
        allow_blank=True,
        default="",
        help_text="Needed to refuse; both sides read them",
    )


class Corrections(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_DETERMINE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "correct_slip",
            "The arbitrator puts a slip right, unasked. The determination and its hash stay as they were issued.",
            takes=SlipIn,
            returns=MoveKept,
            status=201,
            problems=(NotASlip, SlipDecided, SlipsOver),
            example=EXAMPLE,
            once=True,
        )
    }

    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        given = SlipIn.read(request.data)
        reason = given.pop("reason")
        kept, receipt = actions.correct_slip(referral_id, Slip(**given), reason, actor=self.actor)
        return Response(as_json(MoveKept(kept.id, receipt)), status=201)


class Decisions(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_DETERMINE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "decide_slip",
            "The arbitrator grants what a side asks to have put right, or refuses it with reasons. Once.",
            takes=DecisionIn,
            returns=MoveKept,
            status=201,
            problems=(NotASlip, SlipDecided),
            example={"decision": "refuse", "reasons": "It is what I found, and no slip."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, request_id: UUID) -> Response:
        given = DecisionIn.read(request.data)
        if given["decision"] == "refuse":
            refusal, receipt = actions.refuse_slip(request_id, given["reasons"], actor=self.actor)
            return Response(as_json(MoveKept(refusal.id, receipt)), status=201)
        if given["reasons"]:
            raise Invalid(
                "What is granted has the reason that was given for it.", errors={"reasons": "Leave this out."}
            )
        correction, receipt = actions.grant_slip(request_id, actor=self.actor)
        return Response(as_json(MoveKept(correction.id, receipt)), status=201)
