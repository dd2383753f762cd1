"""`/api/v1/councils/{code}/cases/{id}/concerns`: what the IRO puts informally, before any dispute."""

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
from api.v1.asof import as_known
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from escalation import actions, queries
from escalation.rules import LONGEST_NAME, AlreadyDone, Incomplete, InvalidDispute
from escalation.shapes import ISSUES, ConcernView
from ledger import past
from ledger.acts import Receipt
from reviews.rules import NotTheChildsIro
from timetable.rules import Deadline


class ConcernIn(Strict):
    issue = serializers.ChoiceField(choices=list(ISSUES), help_text="What it is about (IC codes)")
    text = Text(max_length=LONGEST, help_text="What concerns the IRO, and what was asked for")
    put_to = Text(max_length=LONGEST_NAME, help_text="To whom: the social worker, a supervisor, a manager")


class OutcomeIn(Strict):
    settled = serializers.BooleanField()
    text = Text(max_length=LONGEST, help_text="What came of it")


@dataclass(frozen=True, slots=True)
class ConcernList:
    items: tuple[ConcernView, ...]


@dataclass(frozen=True, slots=True)
class ConcernPut:
    id: UUID
    limit: Deadline
    receipt: Receipt


class Concerns(HouseView):
    permissions: ClassVar = {"GET": Permission.DISPUTE_VIEW, "POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_concerns",
            "What was put informally about a child, the newest first. The look is recorded.",
            returns=ConcernList,
            dated=True,
        ),
        "POST": Operation(
            "put_concern",
            "The child's IRO puts a concern informally (L0). It holds up no dispute, which can be raised at any time.",
            takes=ConcernIn,
            returns=ConcernPut,
            status=201,
            problems=(InvalidDispute, NotTheChildsIro),
            example={
                "issue": "IC20",
                "text": "No visit is on record since 2 March. I asked for one this week.",
                "put_to": "Jo Lane, social worker",
            },
            once=True,
        ),
    }

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        at = past.position(request.query_params.get("as_of"))
        return Response(as_known(ConcernList(tuple(queries.concerns(case_id, actor=self.actor, at=at))), at))

    @once
    def post(self, request: Request, code: str, case_id: UUID) -> Response:
        given = ConcernIn.read(request.data)
        period_id = queries.newest_period_of(case_id, actor=self.actor)
        return Response(as_json(ConcernPut(*actions.put_concern(period_id, **given, actor=self.actor))), status=201)


class Outcome(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "note_outcome",
            "The child's IRO says whether a concern settled, once.",
            takes=OutcomeIn,
            returns=MoveKept,
            status=201,
            problems=(NotTheChildsIro, Incomplete, AlreadyDone),
            example={"settled": True, "text": "She was visited on Thursday."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, concern_id: UUID) -> Response:
        kept = actions.note_outcome(concern_id, **OutcomeIn.read(request.data), actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)
