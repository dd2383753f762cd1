"""`/api/v1/councils/{code}/ladder`: a council's stages of disputes; the region's manager puts them on record."""

from dataclasses import dataclass
from typing import Any, ClassVar
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
from casework.rules.reasons import ReasonNeeded
from escalation import actions, queries
from escalation.rules import AlreadyDone
from escalation.rungs import LEVELS, LONGEST, LadderInvalid, OnSilence, Replier, Rung
from escalation.shapes import LaddersView
from ledger.acts import Receipt


class RungIn(Strict):
    level = serializers.ChoiceField(choices=list(LEVELS), help_text="The canonical level, by which regions compare")
    title = Text(max_length=LONGEST)
    responder = Text(max_length=LONGEST, help_text="Who answers, as the council says it")
    days = serializers.IntegerField(min_value=1, max_value=20, help_text="Working days; 20 in all stages at most")
    form = Text(max_length=LONGEST, required=False, allow_blank=True, default="", help_text="What its form is called")
    replier = serializers.ChoiceField(
        choices=[str(one) for one in Replier], required=False, default=str(Replier.MANAGER),
        help_text="Who is told by mail",
    )  # fmt: skip
    on_silence = serializers.ChoiceField(
        choices=[str(one) for one in OnSilence], required=False, default=str(OnSilence.CLIMB)
    )


class LadderIn(Strict):
    title = Text(max_length=LONGEST)
    rungs = RungIn(many=True, allow_empty=False)
    reason = Text(max_length=2_000, help_text="At least 20 characters; kept with it")

    @classmethod
    def ladder(cls, data: Any) -> tuple[str, list[Rung], str]:
        given = cls.read(data)
        return given["title"], [Rung.of(one) for one in given["rungs"]], given["reason"]


@dataclass(frozen=True, slots=True)
class AdoptedLadder:
    id: UUID
    version: int
    receipt: Receipt


class CouncilLadder(HouseView):
    permissions: ClassVar = {"GET": Permission.DISPUTE_VIEW, "POST": Permission.LADDER_ADOPT}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_ladder",
            "The stages on which disputes are raised now, and those before: version 0 is the service's own.",
            returns=LaddersView,
        ),
        "POST": Operation(
            "adopt_ladder",
            "Put the council's own stages on record. A dispute that runs keeps those under which it was raised.",
            takes=LadderIn,
            returns=AdoptedLadder,
            status=201,
            problems=(LadderInvalid, ReasonNeeded, AlreadyDone),
            example={
                "title": "Escalation process 2026",
                "rungs": [
                    {"level": "L1", "title": "Team", "responder": "team manager", "days": 10, "form": "Alert"},
                    {
                        "level": "L4", "title": "Director", "responder": "director of children's services", "days": 10,
                        "replier": "director",
                    },
                ],
                "reason": "Agreed with the council for 2026.",
            },
            once=True,
        ),
    }  # fmt: skip

    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(queries.ladders(actor=self.actor)))

    @once
    def post(self, request: Request, code: str) -> Response:
        title, rungs, reason = LadderIn.ladder(request.data)
        return Response(
            as_json(AdoptedLadder(*actions.adopt_ladder(title, rungs, reason, actor=self.actor))), status=201
        )
