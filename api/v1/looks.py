"""`/api/v1/councils/{code}/cases/{id}/looks`: who looked at a child's record."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.operations import PAGE_SIZE, Operation
from api.rendering import as_json
from api.v1.cases import page_size
from api.views import HouseView
from casework import queries
from casework.queries.shapes import LookPage
from tenants.problems import Invalid

_BEFORE = OpenApiParameter(
    "before", {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}, description="`next` of the page before"
)


class Looks(HouseView):
    permissions: ClassVar = {"GET": Permission.LOOK_VIEW}

    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_looks",
            "Who looked at a child's record, the newest look first. This one is recorded too.",
            returns=LookPage,
            parameters=(_BEFORE, PAGE_SIZE),
        )
    }

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
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
