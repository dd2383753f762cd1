"""`/api/v1/panel/arbitrators`: who sits, for how long, and what ties them to a council."""

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
from api.serializers import Day, Key, Strict, Text
from api.v1.kept import LONGEST, MoveKept
from api.views import HouseView
from arbitration import actions, queries
from arbitration.conflicts import CIRCUMSTANCES
from arbitration.places import Discipline
from arbitration.rules import AlreadyEnded, AlreadyRemoved, AlreadySeated, LastTerm
from arbitration.shapes import ArbitratorView


class SeatIn(Strict):
    person_id = Key(help_text="Of somebody who has the role of an arbitrator in this panel")
    name = Text(max_length=120)
    background = Text(max_length=200, help_text="Such as: family solicitor; care leaver")
    discipline = serializers.ChoiceField(
        choices=[one.value for one in Discipline], required=False, default=None, allow_null=True,
        help_text="Which place of three they are drawn for; left out, they are drawn to sit alone",
    )  # fmt: skip
    term_from = Day(help_text="The first day")
    term_until = Day(help_text="The day on which it is over, three years later at the most")


class ConflictIn(Strict):
    council = serializers.RegexField("^[0-9]{3}$", help_text="The DfE’s three digits")
    circumstance = serializers.ChoiceField(
        choices=list(CIRCUMSTANCES), help_text="Of the map of conflicts: the red ones keep out of a draw"
    )
    reason = Text(max_length=LONGEST)


class RenewalIn(Strict):
    term_until = Day(help_text="The day on which the second term is over, three years after the first at the most")


class RemovalIn(Strict):
    board = Text(max_length=120, help_text="Which board decided")
    decided_on = Day(help_text="When it decided")
    reason = Text(max_length=LONGEST, help_text="The board’s reasons; both sides of what is drawn again read them")


@dataclass(frozen=True, slots=True)
class Roster:
    items: tuple[ArbitratorView, ...]


class Arbitrators(HouseView):
    permissions: ClassVar = {"GET": Permission.ARBITRATION_VIEW, "POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_arbitrators",
            "The roster with terms, referrals in hand and disclosures; an arbitrator finds themselves alone.",
            returns=Roster,
        ),
        "POST": Operation(
            "seat_arbitrator",
            "Put somebody on the roster, for a term of three years at the most.",
            takes=SeatIn,
            returns=MoveKept,
            status=201,
            problems=(AlreadySeated,),
            example={
                "person_id": "0b6f0d0e-7c1c-4f0e-9a55-6d3f5a1f2c11",
                "name": "Una Field",
                "discipline": "care",
                "background": "Care leaver; sat on a youth court for ten years",
                "term_from": "2026-03-01",
                "term_until": "2029-03-01",
            },
            once=True,
        ),
    }

    def get(self, request: Request) -> Response:
        return Response(as_json(Roster(tuple(queries.roster(actor=self.actor)))))

    @once
    def post(self, request: Request) -> Response:
        given = SeatIn.read(request.data)
        brings = given.pop("discipline")
        seated, receipt = actions.seat_arbitrator(
            **given, discipline=Discipline(brings) if brings else None, actor=self.actor
        )
        return Response(as_json(MoveKept(seated.id, receipt)), status=201)


class Conflicts(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "declare_conflict",
            "Disclose what ties an arbitrator to a council: they themselves, or the secretary for anybody.",
            takes=ConflictIn,
            returns=MoveKept,
            status=201,
            example={"council": "210", "circumstance": "close", "reason": "Her brother works there as a team manager."},
            once=True,
        )
    }

    @once
    def post(self, request: Request, arbitrator_id: UUID) -> Response:
        given = ConflictIn.read(request.data)
        declared, receipt = actions.declare_conflict(arbitrator_id, **given, actor=self.actor)
        return Response(as_json(MoveKept(declared.id, receipt)), status=201)


class ConflictEnd(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "end_conflict",
            "The secretary notes that a tie is over: it keeps nobody out from today on, and stays on record.",
            returns=MoveKept,
            status=201,
            problems=(AlreadyEnded,),
            once=True,
        )
    }

    @once
    def post(self, request: Request, conflict_id: UUID) -> Response:
        ended, receipt = actions.end_conflict(conflict_id, actor=self.actor)
        return Response(as_json(MoveKept(ended.id, receipt)), status=201)


class Renewals(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "renew_term",
            "A second term, and the last, from the end of the first on.",
            takes=RenewalIn,
            returns=MoveKept,
            status=201,
            problems=(LastTerm,),
            example={"term_until": "2032-03-01"},
            once=True,
        )
    }

    @once
    def post(self, request: Request, arbitrator_id: UUID) -> Response:
        given = RenewalIn.read(request.data)
        renewal, receipt = actions.renew_term(arbitrator_id, given["term_until"], actor=self.actor)
        return Response(as_json(MoveKept(renewal.id, receipt)), status=201)


class Removals(HouseView):
    permissions: ClassVar = {"POST": Permission.ARBITRATION_RUN}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "remove_arbitrator",
            "Off the roster for cause, as the board decided: what they sit on is drawn again.",
            takes=RemovalIn,
            returns=MoveKept,
            status=201,
            problems=(AlreadyRemoved,),
            example={
                "board": "London regional board",
                "decided_on": "2026-02-20",
                "reason": "Spoke to one side alone about a referral in hand.",
            },
            once=True,
        )
    }

    @once
    def post(self, request: Request, arbitrator_id: UUID) -> Response:
        given = RemovalIn.read(request.data)
        removal, receipt = actions.remove_arbitrator(arbitrator_id, **given, actor=self.actor)
        return Response(as_json(MoveKept(removal.id, receipt)), status=201)
