"""`/api/v1/councils/{code}/cases/{id}/looks`: who looked at a child's record."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.rendering import as_json
from api.v1.cases import page_size
from api.views import HouseView
from casework import queries
from tenants.problems import Invalid


class Looks(HouseView):
    permissions: ClassVar = {"GET": Permission.LOOK_VIEW}

    @extend_schema(
        parameters=[
            OpenApiParameter("before", int, description="`next` of the page before"),
            OpenApiParameter("limit", int, description="1 to 200; 50 if not given"),
        ],
        responses={200: OpenApiTypes.OBJECT},
        operation_id="list_looks",
    )
    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        """The newest first: when, who, as what, what, why, through which door, for whom. This look is recorded too."""
        page = queries.looks(
            case_id,
            actor=self.actor,
            before=_before(request.query_params.get("before")),
            limit=page_size(request.query_params.get("limit"), "looks"),
        )
        return Response(as_json(page))


def _before(given: str | None) -> int | None:
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise Invalid("Go on from the `next` of a page.", errors={"before": "Send the number that stood in `next`."})
    return int(given)
