"""`…/referrals/{id}/orders`: the panel's word before it determines. Every order goes to both sides, none to one."""

from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Day, Key, Strict, Text
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from arbitration import actions
from arbitration.procedure import AlreadyDecided, NotUrgent, OrderGiven, RoundOpen, RoundTooLate
from arbitration.rules import AlreadyIssued
from timetable.procedure import SIDES, OrderKind


class OrderIn(Strict):
    kind = serializers.ChoiceField(
        choices=[str(kind) for kind in OrderKind],
        help_text="upheld and not_upheld are the secretary’s, a disclosure is of anybody who sits, the rest of whoever "
        "presides",
    )
    text = Text(max_length=LONGEST, help_text="Both sides read it")
    asks = serializers.ListField(
        child=serializers.ChoiceField(choices=list(SIDES)), max_length=2, required=False, default=list,
        help_text="Whom the questions are put to",
    )  # fmt: skip
    hearing_at = serializers.DateTimeField(
        required=False, allow_null=True, default=None, help_text="When the hearing is, with its offset from UTC"
    )
    due_on = Day(
        required=False, allow_null=True, default=None, help_text="By when an interim direction is to be carried out"
    )
    about = Key(required=False, allow_null=True, default=None, help_text="The late paper, or the objection, decided on")


class Orders(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "make_order",
            "Put questions, warn of summary disposal, fix a hearing, direct meanwhile, decide on what was filed, "
            "disclose. No round is begun before the last is answered or its time is over.",
            takes=OrderIn,
            returns=MoveKept,
            status=201,
            problems=(AlreadyIssued, RoundOpen, RoundTooLate, NotUrgent, AlreadyDecided),
            example={"kind": "questions", "text": "Which agencies were asked, and when?", "asks": ["council"]},
            once=True,
        )
    }

    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        given = OrderIn.read(request.data)
        order = OrderGiven(**given | {"kind": OrderKind(given["kind"]), "asks": tuple(given["asks"])})
        return Response(as_json(MoveKept(*actions.make_order(referral_id, order, actor=self.actor))), status=201)
