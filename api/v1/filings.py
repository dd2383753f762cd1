"""What a side files with the panel: an answer to an order, more time, a paper, an objection. Both sides read it."""

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
from api.serializers import Key, Strict, Text
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from escalation import actions, queries
from escalation.ladder import NotNow
from escalation.panel_shapes import FilingGiven
from escalation.rules import Incomplete
from ledger.acts import Receipt
from reviews.rules import NotTheChildsIro
from timetable.procedure import FilingKind


class FilingIn(Strict):
    kind = serializers.ChoiceField(
        choices=[str(kind) for kind in FilingKind],
        help_text="One of those that `referral.may_file` offers now",
    )
    about = Key(
        required=False, default=None, allow_null=True,
        help_text="The order that is answered, or the arbitrator who is objected to: as `may_file` has it",
    )  # fmt: skip
    title = Text(max_length=120, required=False, allow_blank=True, default="", help_text="Of a paper")
    text = Text(
        max_length=LONGEST, required=False, allow_blank=True, default="", help_text="Not needed to ask for more time"
    )
    why_late = Text(
        max_length=LONGEST, required=False, allow_blank=True, default="",
        help_text="Needed for a paper after the bundle was closed: the arbitrator decides whether it is admitted",
    )  # fmt: skip


EXAMPLE = {"kind": "paper", "title": "Placement search of 3 March", "text": "Four agencies were asked; two answered."}


class _Files(HouseView):
    carry_out: ClassVar[Callable[..., tuple[UUID, Receipt]]]

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        given = FilingIn.read(request.data)
        filing = FilingGiven(**given | {"kind": FilingKind(given["kind"])})
        kept = self.carry_out(queries.referral_of(dispute_id, actor=self.actor), filing, actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)


class CouncilsFiling(_Files):
    permissions: ClassVar = {"POST": Permission.STATEMENT_COUNCIL}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "file_for_council",
            "The council answers an order, asks once for more time, hands in a paper or objects. The IRO reads it.",
            takes=FilingIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, Incomplete),
            example=EXAMPLE,
            once=True,
        )
    }
    carry_out = staticmethod(actions.file_for_council)


class ServicesFiling(_Files):
    permissions: ClassVar = {"POST": Permission.STATEMENT_SERVICE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "file_for_service",
            "The child's IRO answers an order, asks once for more time, hands in a paper or objects, for the council "
            "to read.",
            takes=FilingIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, Incomplete),
            example=EXAMPLE,
            once=True,
        )
    }
    carry_out = staticmethod(actions.file_for_service)
