"""A slip of the pen in a determination: either side asks the panel to put it right. What was issued stays."""

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
from escalation.rules import Incomplete, NotASlip
from ledger.acts import Receipt
from ledger.slips import LONGEST_QUOTE, Slip
from reviews.rules import NotTheChildsIro


class SlipIn(Strict):
    passage = serializers.CharField(max_length=20, help_text="`findings`, `reasons` or `item 1`, `item 2` and so on")
    words = serializers.CharField(
        max_length=LONGEST_QUOTE, trim_whitespace=False, help_text="As they stand there, exactly once"
    )
    reading = serializers.CharField(max_length=LONGEST_QUOTE, trim_whitespace=False, help_text="As they shall read")
    reason = Text(max_length=LONGEST, help_text="How it is known to be a slip; the other side reads it")


EXAMPLE = {
    "passage": "reasons", "words": "2 Mach", "reading": "2 March", "reason": "The bundle, page 4, has the date.",
}  # fmt: skip


class _OfDetermination(HouseView):
    carry_out: ClassVar[Callable[..., tuple[UUID, Receipt]]]

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        given = SlipIn.read(request.data)
        reason = given.pop("reason")
        determination_id = queries.determination_of(dispute_id, actor=self.actor)
        kept = self.carry_out(determination_id, Slip(**given), reason, actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)


class CouncilsSlip(_OfDetermination):
    permissions: ClassVar = {"POST": Permission.STATEMENT_COUNCIL}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "ask_council_correction",
            "The council asks for a slip of the determination to be put right, within 5 working days of its issue.",
            takes=SlipIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotASlip, Incomplete),
            example=EXAMPLE,
            once=True,
        )
    }
    carry_out = staticmethod(actions.ask_council_correction)


class ServicesSlip(_OfDetermination):
    permissions: ClassVar = {"POST": Permission.STATEMENT_SERVICE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "ask_service_correction",
            "The child's IRO asks for a slip to be put right, within 5 working days. The council reads it.",
            takes=SlipIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, NotASlip, Incomplete),
            example=EXAMPLE,
            once=True,
        )
    }
    carry_out = staticmethod(actions.ask_service_correction)
