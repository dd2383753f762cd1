"""`…/referrals/{id}/stand-down`: whoever sits leaves, with a reason that both sides read; the place is drawn again."""

from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict, Text
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from arbitration import actions
from arbitration.rules import AlreadyIssued, NotSitting


class StandDownIn(Strict):
    reason = Text(max_length=LONGEST, help_text="Both sides read it")


class StandDown(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_DETERMINE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "stand_down",
            "Whoever sits leaves before the determination; when in doubt, decline. It can’t be taken back.",
            takes=StandDownIn,
            returns=MoveKept,
            status=201,
            problems=(AlreadyIssued, NotSitting),
            example={"reason": "My sister’s firm acts for the council."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        given = StandDownIn.read(request.data)
        return Response(
            as_json(MoveKept(*actions.stand_down(referral_id, given["reason"], actor=self.actor))), status=201
        )
