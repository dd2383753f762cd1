"""The rest of a dispute's form by the API: whom the IRO told, and what runs beside it (domain.md 3.4)."""

from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Day, Strict, Text
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from escalation import actions
from escalation.form_shapes import CAFCASS, PROCEEDINGS, TOLD, Background, Proceeding, Telling
from escalation.ladder import NotNow
from escalation.rules import InvalidNote
from escalation.telling import LONGEST_TITLE
from reviews.rules import NotTheChildsIro


class TellingIn(Strict):
    whom = serializers.ChoiceField(choices=list(TOLD))
    told = serializers.BooleanField(help_text="Whether they were told how the dispute stands")
    words = Text(max_length=LONGEST, help_text="How they were told, or why not")
    told_on = Day(required=False, allow_null=True, default=None, help_text="Today if left out; none if not told")


class ProceedingIn(Strict):
    kind = serializers.ChoiceField(choices=list(PROCEEDINGS))
    reference = Text(max_length=LONGEST_TITLE)
    note = Text(max_length=LONGEST, required=False, allow_blank=True, default="")


class BackgroundIn(Strict):
    """What is asked beside the dispute's own words. Nothing of it is needed to raise one."""

    sub_category = Text(max_length=LONGEST_TITLE, required=False, allow_blank=True, default="")
    breached = Text(
        max_length=LONGEST, required=False, allow_blank=True, default="",
        help_text="The decision, regulation or standard that was breached",
    )  # fmt: skip
    tried = Text(
        max_length=LONGEST, required=False, allow_blank=True, default="", help_text="What was tried, and when"
    )  # fmt: skip
    sought_by = Day(required=False, allow_null=True, default=None, help_text="By when the outcome is sought")
    legal_advice = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Whether it was taken; never what it was"
    )
    cafcass = serializers.ChoiceField(choices=list(CAFCASS), required=False, allow_blank=True, default="")
    cafcass_reason = Text(max_length=LONGEST, required=False, allow_blank=True, default="")


def background(given: dict[str, Any] | None) -> Background:
    return Background(**given) if given else Background()


def tellings(given: list[dict[str, Any]]) -> tuple[Telling, ...]:
    return tuple(Telling(**one) for one in given)


def proceedings(given: list[dict[str, Any]]) -> tuple[Proceeding, ...]:
    return tuple(Proceeding(**one) for one in given)


class Tellings(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "note_telling",
            "The IRO records whom they told how the dispute stands, and how, or why not; at any point, closed too.",
            takes=TellingIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, InvalidNote),
            example={"whom": "child", "told": True, "words": "I told her after school.", "told_on": "2026-03-05"},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        telling = Telling(**TellingIn.read(request.data))
        return Response(as_json(MoveKept(*actions.note_telling(dispute_id, telling, actor=self.actor))), status=201)


class Proceedings(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "link_proceeding",
            "The IRO links a complaint or a court case that runs beside the dispute; neither waits for the other.",
            takes=ProceedingIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, InvalidNote),
            example={"kind": "complaint", "reference": "C-2026-114"},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        linked = Proceeding(**ProceedingIn.read(request.data))
        return Response(as_json(MoveKept(*actions.link_proceeding(dispute_id, linked, actor=self.actor))), status=201)
