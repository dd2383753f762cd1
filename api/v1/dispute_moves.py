"""What the child's IRO does with a dispute by the API; nobody's leave is asked for any of it (domain.md 3.1 rule 5)."""

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
from api.v1.dispute_form import BackgroundIn, ProceedingIn, TellingIn, background, proceedings, tellings
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from escalation import actions, queries
from escalation.ladder import NotNow
from escalation.rules import AlreadyDone, Incomplete, InvalidClosure, InvalidDispute
from escalation.rungs import LEVELS
from escalation.shapes import ISSUES, OUTCOMES, RAGS, WITHDRAWALS, Closed, RaisedDispute, StartedStage
from ledger.acts import Receipt
from reviews.rules import NotTheChildsIro


class RaiseIn(Strict):
    issue = serializers.ChoiceField(choices=list(ISSUES), help_text="What it is about (IC codes)")
    rag = serializers.ChoiceField(choices=list(RAGS), help_text="How grave it is for the child")
    description = Text(max_length=LONGEST, help_text="What is wrong, with the evidence")
    impact = Text(max_length=LONGEST, help_text="What it means for the child")
    child_wishes = Text(max_length=LONGEST, help_text="What the child wishes, or why it isn't known")
    outcome_sought = Text(max_length=LONGEST, help_text="What should happen, and by when")
    urgent = serializers.BooleanField(required=False, default=False, help_text="Each stage then has one working day")
    level = serializers.ChoiceField(
        choices=list(LEVELS), required=False, help_text="Where it begins; the first of the council's ladder if left out"
    )
    bypass_reason = Text(
        max_length=LONGEST, required=False, allow_blank=True, default="", help_text="Needed above the first stage"
    )
    decision_id = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="The decision of a review that it is about"
    )
    concern_id = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="The concern that was put informally before it"
    )
    background = BackgroundIn(required=False, allow_null=True, default=None)
    told = TellingIn(many=True, required=False, default=list)
    related = ProceedingIn(many=True, required=False, default=list)


class ClimbIn(Strict):
    reason = Text(max_length=LONGEST, help_text="Why what was answered, or the silence, isn't enough")
    level = serializers.ChoiceField(
        choices=list(LEVELS), required=False, allow_null=True, default=None,
        help_text="Any higher one; the next if left out",
    )  # fmt: skip


class CloseIn(Strict):
    outcome = serializers.ChoiceField(
        choices=list(OUTCOMES), help_text=f"{', '.join(WITHDRAWALS)} withdraw it; any other accepts how it ended"
    )
    outcome_for_child = Text(max_length=LONGEST, help_text="What came of it for the child")
    own_free_decision = serializers.BooleanField(help_text="Asked of the IRO each time, and never shown to the council")
    iro_view = Text(max_length=LONGEST, required=False, allow_blank=True, default="", help_text="The IRO's view of it")
    learning = Text(max_length=LONGEST, required=False, allow_blank=True, default="", help_text="What to learn from it")
    good_practice = Text(
        max_length=LONGEST, required=False, allow_blank=True, default="", help_text="Good practice met on the way"
    )


class CafcassIn(Strict):
    referred = serializers.BooleanField(help_text="Whether the case was referred to Cafcass (CA 1989 s25B(3))")
    reason = Text(max_length=LONGEST)


class ReferIn(Strict):
    grounds = Text(max_length=LONGEST, help_text="What the panel is asked to determine, and why")


@dataclass(frozen=True, slots=True)
class StageBegun:
    stage: StartedStage
    receipt: Receipt


class CaseDisputes(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "raise_dispute",
            "The child's IRO raises a dispute: it stands at once, and its first limit runs from today.",
            takes=RaiseIn,
            returns=StageBegun,
            status=201,
            problems=(InvalidDispute, NotTheChildsIro),
            example={
                "issue": "IC09",
                "rag": "amber",
                "description": "The review of 2 February decided on contact each week. There has been none.",
                "impact": "She has not seen her brother for five weeks.",
                "child_wishes": "She asks each evening when she will see him.",
                "outcome_sought": "Contact each week from Monday, with a worker named who brings her.",
            },
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, case_id: UUID) -> Response:
        given = RaiseIn.read(request.data)
        first = queries.ladders(actor=self.actor).current.rungs[0].level
        beside = {
            "background": background(given.pop("background")),
            "told": tellings(given.pop("told")),
            "related": proceedings(given.pop("related")),
        }
        raised = RaisedDispute(**{"level": first, **given, **beside})
        period_id = queries.newest_period_of(case_id, actor=self.actor)
        return Response(
            as_json(StageBegun(*actions.raise_dispute(period_id, raised, actor=self.actor))), status=201
        )  # fmt: skip


class Steps(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "climb",
            "Take the dispute to the next stage, or straight to a higher one, answered or not.",
            takes=ClimbIn,
            returns=StageBegun,
            status=201,
            problems=(NotNow, NotTheChildsIro, Incomplete, AlreadyDone),
            example={"reason": "Contact was promised for Monday, and there was none."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        given = ClimbIn.read(request.data)
        begun = actions.climb(dispute_id, given["reason"], actor=self.actor, level=given["level"])
        return Response(as_json(StageBegun(*begun)), status=201)


class DisputeClosure(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "close_dispute",
            "The IRO accepts how it ended, or withdraws it. Nobody else can, and nobody can for them.",
            takes=CloseIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, InvalidClosure, AlreadyDone),
            example={"outcome": "O1", "outcome_for_child": "She sees her brother.", "own_free_decision": True},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        closed = Closed(**CloseIn.read(request.data))
        close = actions.withdraw if closed.outcome in WITHDRAWALS else actions.accept
        return Response(as_json(MoveKept(*close(dispute_id, closed, actor=self.actor))), status=201)


class Cafcass(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "consider_cafcass",
            "Record that a referral to Cafcass was considered: at any point, beside whatever else runs, and after it.",
            takes=CafcassIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, Incomplete),
            example={"referred": False, "reason": "The director restored contact; a breach of rights is averted."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        given = CafcassIn.read(request.data)
        kept = actions.consider_cafcass(dispute_id, given["referred"], given["reason"], actor=self.actor)
        return Response(as_json(MoveKept(*kept)), status=201)


class Referral(HouseView):
    permissions: ClassVar = {"POST": Permission.DISPUTE_RAISE}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "refer_to_arbitration",
            "To the independent panel: after the last stage, when the 20 working days are over, or at once if urgent.",
            takes=ReferIn,
            returns=MoveKept,
            status=201,
            problems=(NotNow, NotTheChildsIro, Incomplete, AlreadyDone),
            example={"grounds": "Four stages were answered, and the decision is still not carried out."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, code: str, dispute_id: UUID) -> Response:
        grounds = ReferIn.read(request.data)["grounds"]
        return Response(
            as_json(MoveKept(*actions.refer_to_arbitration(dispute_id, grounds, actor=self.actor))), status=201
        )
