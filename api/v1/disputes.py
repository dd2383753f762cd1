"""`/api/v1/councils/{code}/disputes`: read by both sides, answered by the council's responder."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Day, Strict, Text
from api.v1.asof import as_known
from api.views import HouseView
from escalation import actions, queries
from escalation.ladder import NotNow
from escalation.rules import LONGEST_NAME, AlreadyDone, InvalidAnswer, NotCurrent
from escalation.shapes import POSITIONS, AnswerGiven, DisputeLine, DisputeView
from ledger import past
from ledger.acts import Receipt


class DisputesQuery(Strict):
    open = serializers.BooleanField(required=False, default=False, help_text="Only those that are not closed")


class AnswerIn(Strict):
    stage_id = serializers.UUIDField(help_text="The stage that waits, from the dispute")
    position = serializers.ChoiceField(choices=list(POSITIONS))
    text = Text(max_length=20_000, help_text="What will be done, by whom and by when; or why not")
    action = Text(
        max_length=20_000, required=False, allow_blank=True, default="",
        help_text="What will be done; then with who does it, and by when",
    )  # fmt: skip
    action_owner = Text(max_length=LONGEST_NAME, required=False, allow_blank=True, default="")
    action_due = Day(required=False, allow_null=True, default=None)
    resources_refused = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Whether something was refused for want of resources"
    )


@dataclass(frozen=True, slots=True)
class DisputeList:
    items: tuple[DisputeLine, ...]


@dataclass(frozen=True, slots=True)
class AnswerKept:
    id: UUID
    receipt: Receipt


class Disputes(HouseView):
    permissions: ClassVar = {"GET": Permission.DISPUTE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_disputes",
            "Disputes, the nearest limit first: an IRO's own, or all of the council's. The look is recorded.",
            returns=DisputeList,
            parameters=(DisputesQuery,),
            dated=True,
        )
    }

    def get(self, request: Request, code: str) -> Response:
        asked = request.query_params.dict()
        at = past.position(asked.pop("as_of", None))
        still_open = DisputesQuery.read(asked)["open"]
        found = queries.disputes(actor=self.actor, still_open=still_open, at=at)
        return Response(as_known(DisputeList(tuple(found)), at))


class Dispute(HouseView):
    permissions: ClassVar = {"GET": Permission.DISPUTE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_dispute",
            "One dispute with its ladder, each limit explained, and what the caller can do now. The look is recorded.",
            returns=DisputeView,
            dated=True,
        )
    }

    def get(self, request: Request, code: str, dispute_id: UUID) -> Response:
        at = past.position(request.query_params.get("as_of"))
        return Response(as_known(queries.dispute(dispute_id, actor=self.actor, at=at), at))


class Answers(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_ANSWER}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "answer_dispute",
            "The council answers at the stage that waits, once. It can't be changed; silence climbs by itself.",
            takes=AnswerIn,
            returns=AnswerKept,
            status=201,
            problems=(InvalidAnswer, NotNow, NotCurrent, AlreadyDone),
            example={
                "stage_id": "0b6f0d0e-7c1c-4f0e-9a55-6d3f5a1f2c11",
                "position": "part",
                "text": "Contact is restored from 2 March; the school place is being sought.",
            },
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        """Of this dispute: its stage is named in the body, as it may have climbed since it was read."""
        given = AnswerIn.read(request.data)
        stage_id = given.pop("stage_id")
        queries.ensure_stage_of(dispute_id, stage_id, actor=self.actor)
        kept, receipt = actions.answer(stage_id, AnswerGiven(**given), actor=self.actor)
        return Response(as_json(AnswerKept(kept, receipt)), status=201)
