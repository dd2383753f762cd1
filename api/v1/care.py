"""`…/cases/{id}/care`, `…/workers`, `…/teams`: periods of care with episodes and workers; the council's own staff."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict, Text
from api.v1.asof import as_known
from api.views import HouseView
from casework import queries
from casework.queries.shapes import CarePeriod, TeamView, WorkerPage
from ledger import past


@dataclass(frozen=True, slots=True)
class CareHistory:
    items: tuple[CarePeriod, ...]


@dataclass(frozen=True, slots=True)
class TeamList:
    items: tuple[TeamView, ...]


class WorkersQuery(Strict):
    team = Text(required=False, default="", max_length=120)
    after = Text(required=False, default=None, max_length=40, help_text="`next` of the page before")
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)


class Care(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_care",
            "Each period of care with its episodes and social workers, the newest first. The look is recorded.",
            returns=CareHistory,
            dated=True,
        )
    }

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        at = past.position(request.query_params.get("as_of"))
        return Response(as_known(CareHistory(queries.care(case_id, actor=self.actor, at=at)), at))


class Workers(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW_ALL}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_workers",
            "The council's social workers by its reference for them, each with the children in care now.",
            returns=WorkerPage,
            parameters=(WorkersQuery,),
        )
    }

    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(queries.workers(**WorkersQuery.read(request.query_params.dict()), actor=self.actor)))


class Teams(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW_ALL}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation("list_teams", "The teams of the council's social workers, by name.", returns=TeamList)
    }

    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(TeamList(queries.teams(actor=self.actor))))
