"""`…/cases/{id}/reviews` and `…/votes`: reviews are read, and the nominated manager votes on their decisions."""

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
from api.views import HouseView
from casework import queries as casework
from ledger import past
from ledger.acts import Receipt
from reviews import actions, queries
from reviews.rules import AlreadyVoted, InvalidVote, VoteTooLate
from reviews.shapes import AwaitedVote, ReviewView, VoteCast

MOST = 50
"""Decisions of a review that are voted on at once."""


class VoteIn(Strict):
    decision_id = serializers.UUIDField()
    agreed = serializers.BooleanField()
    case_manager_comment = Text(
        max_length=4_000, required=False, allow_blank=True, default="", help_text="Needed with a dissent"
    )


class VotesIn(Strict):
    votes = serializers.ListField(child=VoteIn(), min_length=1, max_length=MOST)

    @classmethod
    def cast(cls, sent: object) -> dict[UUID, VoteCast]:
        """By the decision's id. Raises ValidationError, also where a decision is named twice."""
        given = cls.read(sent)["votes"]
        votes = {one.pop("decision_id"): VoteCast(**one) for one in given}
        if len(votes) < len(given):
            raise serializers.ValidationError({"votes": "Name each decision once."})
        return votes


@dataclass(frozen=True, slots=True)
class ReviewList:
    items: tuple[ReviewView, ...]


@dataclass(frozen=True, slots=True)
class AwaitedVotes:
    items: tuple[AwaitedVote, ...]


@dataclass(frozen=True, slots=True)
class VotesKept:
    """The votes' ids in the order in which they were sent."""

    vote_ids: tuple[UUID, ...]
    receipt: Receipt


class Reviews(HouseView):
    permissions: ClassVar = {"GET": Permission.REVIEW_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_reviews",
            "The reviews of the newest period of care with their decisions, in order. The look is recorded.",
            returns=ReviewList,
            dated=True,
        )
    }

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        at = past.position(request.query_params.get("as_of"))
        period = casework.case(case_id, actor=self.actor, at=at).period
        return Response(as_known(ReviewList(tuple(queries.reviews_of(period.id, actor=self.actor, at=at))), at))


class Votes(HouseView):
    permissions: ClassVar = {"GET": Permission.REVIEW_VOTE, "POST": Permission.REVIEW_VOTE}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_awaited_votes",
            "Decisions that wait for the nominated manager, the nearest limit first. Silence is agreement.",
            returns=AwaitedVotes,
        ),
        "POST": Operation(
            "vote",
            "The council's view of decisions: all of them are recorded, or none. A vote can't be changed.",
            takes=VotesIn,
            returns=VotesKept,
            status=201,
            problems=(InvalidVote, VoteTooLate, AlreadyVoted),
            example={"votes": [{"decision_id": "0b6f0d0e-7c1c-4f0e-9a55-6d3f5a1f2c11", "agreed": True}]},
            once=True,
        ),
    }

    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(AwaitedVotes(tuple(queries.awaiting_vote(actor=self.actor)))))

    @once
    def post(self, request: Request, code: str) -> Response:
        kept, receipt = actions.vote_together(VotesIn.cast(request.data), actor=self.actor)
        return Response(as_json(VotesKept(tuple(kept), receipt)), status=201)
