"""`…/disputes/{id}/directions/{number}`: the council reports on what was directed, the IRO finds whether it is so."""

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
from escalation.shapes import PROGRESS
from reviews.rules import NotTheChildsIro


class ReportIn(Strict):
    progress = serializers.ChoiceField(choices=list(PROGRESS))
    text = Text(max_length=LONGEST, help_text="What was done, by whom and when")


class FindingIn(Strict):
    carried_out = serializers.BooleanField(help_text="Only this makes a direction done")
    text = Text(max_length=LONGEST, help_text="What was seen, or what is missing")


class DirectionReports(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_ANSWER}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "report_direction",
            "The council says what it did about one item of the determination, as often as there is something to say.",
            takes=ReportIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, InvalidAnswer, AlreadyDone),
            example={"progress": "done", "text": "She moved to a carer four miles from her school on 2 March."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID, number: int) -> Response:
        given = ReportIn.read(request.data)
        determination_id = queries.determination_of(dispute_id, actor=self.actor)
        kept = actions.report_direction(determination_id, number, given["progress"], given["text"], actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)


class DirectionFindings(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "find_direction",
            "The child's IRO says whether it is carried out, whatever was reported. Nobody else can.",
            takes=FindingIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, Incomplete, AlreadyDone),
            example={"carried_out": True, "text": "I visited on 5 March: she is settled there."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID, number: int) -> Response:
        given = FindingIn.read(request.data)
        determination_id = queries.determination_of(dispute_id, actor=self.actor)
        kept = actions.find_direction(determination_id, number, given["carried_out"], given["text"], actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)
