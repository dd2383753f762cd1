"""`/api/v1/councils/{code}/cases/{id}/commendations`: exemplary practice, from the child's IRO."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict, Text
from api.v1.asof import as_known
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from escalation import actions, queries
from escalation.commendations import CommendationView, commendations
from escalation.rules import LONGEST_NAME, Incomplete
from ledger import past
from reviews.rules import NotTheChildsIro


class CommendationIn(Strict):
    whom = Text(max_length=LONGEST_NAME, help_text="Whose practice: a name and a post")
    text = Text(max_length=LONGEST, help_text="What was done well")
    difference = Text(max_length=LONGEST, help_text="What difference it made for the child")


@dataclass(frozen=True, slots=True)
class CommendationList:
    items: tuple[CommendationView, ...]


class Commendations(HouseView):
    permissions: ClassVar = {"GET": Permission.DISPUTE_VIEW, "POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_commendations",
            "What was commended about a child's care, the newest first. The look is recorded.",
            returns=CommendationList,
            dated=True,
        ),
        "POST": Operation(
            "commend",
            "The child's IRO commends exemplary practice; those who lead the worker are told.",
            takes=CommendationIn,
            returns=MoveKept,
            status=201,
            problems=(Incomplete, NotTheChildsIro),
            example={
                "whom": "Jo Lane, social worker",
                "text": "Found her aunt in Leeds, and went there with her.",
                "difference": "She has somebody to ring on Sundays.",
            },
            once=True,
        ),
    }

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        at = past.position(request.query_params.get("as_of"))
        return Response(as_known(CommendationList(tuple(commendations(case_id, actor=self.actor, at=at))), at))

    @once
    def post(self, request: Request, code: str, case_id: UUID) -> Response:
        given = CommendationIn.read(request.data)
        period_id = queries.newest_period_of(case_id, actor=self.actor)
        return Response(as_json(MoveKept(*actions.commend(period_id, **given, actor=self.actor))), status=201)
