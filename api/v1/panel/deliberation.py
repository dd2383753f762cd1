"""`…/referrals/{id}/deliberation`: what those who sit say to each other. For everybody else there is none: 404."""

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
from arbitration import actions
from arbitration.deliberation import KINDS, DraftMoved
from arbitration.rules import AlreadyIssued


class WordIn(Strict):
    kind = serializers.ChoiceField(choices=list(KINDS), help_text="A remark, or an opinion on the draft as it is")
    text = Text(
        max_length=LONGEST, required=False, allow_blank=True, default="",
        help_text="Why you dissent is published with the determination; all else stays between those who sit",
    )  # fmt: skip
    draft_sha256 = serializers.RegexField(
        "^[0-9a-f]{64}$",
        required=False,
        default="",
        help_text="Of the draft, as `deliberation` has it",
    )


class Deliberations(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_DETERMINE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "deliberate",
            "A member says something to those who sit, agrees with the draft, or dissents with reasons.",
            takes=WordIn,
            returns=MoveKept,
            status=201,
            problems=(AlreadyIssued, DraftMoved),
            example={"kind": "remark", "text": "Item 2 asks for more than the bundle bears out."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, referral_id: UUID) -> Response:
        given = WordIn.read(request.data)
        return Response(as_json(MoveKept(*actions.deliberate(referral_id, **given, actor=self.actor))), status=201)
