"""`/api/v1/councils/{code}/cases/{id}/notices`: a council tells of significant changes, the IRO acknowledges."""

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
from casework import actions, queries
from casework.queries.shapes import NoticeView
from casework.rules.notices import CHANGES, LONGEST, AlreadyAcknowledged, NoticeInvalid
from casework.shapes import GivenNotice
from ledger import past
from ledger.acts import Receipt


class NoticeIn(Strict):
    change = serializers.ChoiceField(
        choices=list(CHANGES), help_text="; ".join(f"{one.code}: {one.meaning}" for one in CHANGES.values())
    )
    happened_on = Day(help_text="The day of the change; it may lie ahead where it must be told beforehand")
    details = Text(max_length=LONGEST)


class AcknowledgementIn(Strict):
    early_review = serializers.BooleanField(help_text="Whether a review is brought forward on its account")
    note = Text(max_length=LONGEST, required=False, allow_blank=True, default="")


@dataclass(frozen=True, slots=True)
class NoticeList:
    items: tuple[NoticeView, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    receipt: Receipt


class Notices(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW, "POST": Permission.CASE_SUBMIT}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_notices",
            "What the council told of significant changes, the newest first. The look is recorded.",
            returns=NoticeList,
            dated=True,
        ),
        "POST": Operation(
            "give_notice",
            "Tell the IRO of a significant change (CPPCR 2010 reg 37). A late one is taken, and says that it is late.",
            takes=NoticeIn,
            returns=GivenNotice,
            status=201,
            problems=(NoticeInvalid,),
            example={"change": "SC04", "happened_on": "2026-01-12", "details": "The foster carer gave notice."},
            once=True,
        ),
    }

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        at = past.position(request.query_params.get("as_of"))
        return Response(as_known(NoticeList(queries.notices(case_id, actor=self.actor, at=at)), at))

    @once
    def post(self, request: Request, code: str, case_id: UUID) -> Response:
        given = actions.give_notice(case_id, **NoticeIn.read(request.data), actor=self.actor)
        return Response(as_json(given), status=201)


class Acknowledgement(HouseView):
    permissions: ClassVar = {"POST": Permission.NOTICE_ACKNOWLEDGE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "acknowledge_notice",
            "The child's IRO has read it, and says whether a review is brought forward on its account.",
            takes=AcknowledgementIn,
            returns=Acknowledged,
            status=201,
            problems=(NoticeInvalid, AlreadyAcknowledged),
            example={"early_review": True, "note": "I will hold it on 20 January."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, notice_id: UUID) -> Response:
        receipt = actions.acknowledge_notice(notice_id, **AcknowledgementIn.read(request.data), actor=self.actor)
        return Response(as_json(Acknowledged(receipt)), status=201)
