"""`/api/v1/councils/{code}/iro-concerns`: a council's concerns about IROs, to their manager and to the board."""

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
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from escalation import actions
from escalation.iro_concern_views import iro_concerns
from escalation.iro_concerns import FINDINGS, InvalidIroConcern, IroConcernView, NotItsTurn
from escalation.rules import AlreadyDone

ANSWER = {"finding": "partly", "text": "The review was late once, by two days, and the child was told."}


class IroConcernIn(Strict):
    iro_id = serializers.UUIDField(help_text="An IRO who was appointed in this council")
    text = Text(max_length=LONGEST, help_text="What the IRO did or left undone. Name no child: a reference will do")
    sought = Text(max_length=LONGEST, help_text="What the council asks for")


class IroConcernAnswerIn(Strict):
    finding = serializers.ChoiceField(choices=list(FINDINGS))
    text = Text(max_length=LONGEST, help_text="The reasons")


class ToBoardIn(Strict):
    reason = Text(max_length=LONGEST, help_text="Why the manager's answer does not settle it")


@dataclass(frozen=True, slots=True)
class IroConcernList:
    items: tuple[IroConcernView, ...]


class IroConcerns(HouseView):
    permissions: ClassVar = {"GET": Permission.IRO_CONCERN_VIEW, "POST": Permission.IRO_CONCERN_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_iro_concerns",
            "Concerns about IROs and where each stands, the newest first. `flag` is for the service's leaders alone.",
            returns=IroConcernList,
        ),
        "POST": Operation(
            "raise_iro_concern",
            "The council raises a concern about an IRO. It goes to the IRO's manager; no dispute waits for it.",
            takes=IroConcernIn,
            returns=MoveKept,
            status=201,
            problems=(InvalidIroConcern,),
            example={
                "iro_id": "7c1f6f0e-6f0a-4b53-9a0a-3f0b6d3b7f10",
                "text": "The record of the last two reviews came after 20 working days.",
                "sought": "Records in time.",
            },
            once=True,
        ),
    }

    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(IroConcernList(tuple(iro_concerns(actor=self.actor)))))

    @once
    def post(self, request: Request, code: str) -> Response:
        given = IroConcernIn.read(request.data)
        return Response(as_json(MoveKept(*actions.raise_iro_concern(**given, actor=self.actor))), status=201)


class ManagersAnswer(HouseView):
    permissions: ClassVar = {"POST": Permission.IRO_CONCERN_ANSWER}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "answer_iro_concern",
            "The IRO manager answers a concern on its merits, once.",
            takes=IroConcernAnswerIn,
            returns=MoveKept,
            status=201,
            problems=(InvalidIroConcern, NotItsTurn, AlreadyDone),
            example=ANSWER,
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, iro_concern_id: UUID) -> Response:
        given = IroConcernAnswerIn.read(request.data)
        kept = actions.answer_iro_concern(iro_concern_id, **given, actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)


class ToBoard(HouseView):
    permissions: ClassVar = {"POST": Permission.IRO_CONCERN_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "take_iro_concern_to_board",
            "The council takes a concern to the regional board after the manager's answer, once.",
            takes=ToBoardIn,
            returns=MoveKept,
            status=201,
            problems=(InvalidIroConcern, NotItsTurn, AlreadyDone),
            example={"reason": "It was late twice."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, iro_concern_id: UUID) -> Response:
        given = ToBoardIn.read(request.data)
        return Response(
            as_json(MoveKept(*actions.take_to_board(iro_concern_id, **given, actor=self.actor))), status=201
        )


class BoardAnswer(HouseView):
    permissions: ClassVar = {"POST": Permission.IRO_CONCERN_BOARD}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "answer_iro_concern_for_board",
            "The head of service puts the board's answer on record, once: the last word.",
            takes=IroConcernAnswerIn,
            returns=MoveKept,
            status=201,
            problems=(InvalidIroConcern, NotItsTurn, AlreadyDone),
            example=ANSWER,
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, iro_concern_id: UUID) -> Response:
        given = IroConcernAnswerIn.read(request.data)
        kept = actions.answer_for_board(iro_concern_id, **given, actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)
