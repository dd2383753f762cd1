"""Records in the wrong council, or sent twice: the council marks, the region's manager confirms, nothing is erased."""

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
from api.serializers import Strict, Text
from api.views import HouseView
from casework import actions, queries
from casework.queries.shapes import MisplacementWithChild
from casework.rules.misplaced import (
    LONGEST,
    AlreadyMarked,
    AlreadySaid,
    Fault,
    KeptForAnother,
    KeptIsMisplaced,
    Mark,
    MisplacementInvalid,
)
from casework.rules.reasons import ReasonNeeded
from casework.shapes import Marked
from ledger.acts import Receipt


class MarkIn(Strict):
    fault = serializers.ChoiceField(choices=[one.value for one in Fault])
    right_council = Text(
        max_length=3, required=False, allow_blank=True, default="",
        help_text="Where the child belongs, by code, if it is known: for wrong_council",
    )  # fmt: skip
    same_as = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="The child whose record is kept: for duplicate"
    )
    reason = Text(max_length=LONGEST, help_text="At least 20 characters")

    @classmethod
    def mark(cls, data: object) -> Mark:
        given = cls.read(data)
        return Mark(Fault(given.pop("fault")), **given)


class MisplacementAnswerIn(Strict):
    confirmed = serializers.BooleanField(help_text="Whether the record is set aside")
    note = Text(max_length=LONGEST, required=False, allow_blank=True, default="")


@dataclass(frozen=True, slots=True)
class Misplacements:
    items: tuple[MisplacementWithChild, ...]


@dataclass(frozen=True, slots=True)
class MisplacementAnswered:
    receipt: Receipt


class MarkMisplaced(HouseView):
    permissions: ClassVar = {"POST": Permission.CASE_CORRECT}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "mark_misplaced",
            "Say that a record stands in the wrong council, or twice. It stands as it did until the region confirms.",
            takes=MarkIn,
            returns=Marked,
            status=201,
            problems=(MisplacementInvalid, ReasonNeeded, AlreadyMarked, KeptForAnother, KeptIsMisplaced),
            example={
                "fault": "wrong_council", "right_council": "305", "reason": "Looked after by Bromley since the start.",
            },
            once=True,
        )
    }  # fmt: skip

    @once
    def post(self, request: Request, code: str, case_id: UUID) -> Response:
        marked = actions.mark_misplaced(case_id, MarkIn.mark(request.data), actor=self.actor)
        return Response(as_json(marked), status=201)


class MisplacedRecords(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_misplacements",
            "Records said to be misplaced: what waits for the region first. The look is recorded.",
            returns=Misplacements,
        )
    }

    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(Misplacements(queries.misplacements(actor=self.actor))))


class MisplacementAnswer(HouseView):
    permissions: ClassVar = {"POST": Permission.MISPLACEMENT_CONFIRM}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "answer_misplacement",
            "The region's manager confirms, and the record is set aside with all that is in it; or does not.",
            takes=MisplacementAnswerIn,
            returns=MisplacementAnswered,
            status=201,
            problems=(MisplacementInvalid, AlreadySaid, KeptForAnother, KeptIsMisplaced),
            example={"confirmed": True, "note": "Bromley's manager agrees."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, misplacement_id: UUID) -> Response:
        given = MisplacementAnswerIn.read(request.data)
        receipt = actions.answer_misplacement(misplacement_id, **given, actor=self.actor)
        return Response(as_json(MisplacementAnswered(receipt)), status=201)
