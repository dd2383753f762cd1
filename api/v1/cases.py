"""`/api/v1/councils/{code}/cases`: a council submits, finds, reads and corrects its own cases."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.operations import Operation
from api.rendering import as_json
from api.v1.asof import AS_OF, as_known
from api.v1.case_filters import FILTERS, CaseFilters, CaseSearch
from api.v1.case_serializers import CaseIn, CorrectionIn
from api.views import HouseView
from casework import actions, queries
from casework.queries.shapes import CasePage
from ledger import past
from tenants.problems import Invalid


class Cases(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW, "POST": Permission.CASE_SUBMIT}

    @extend_schema(request=CaseIn, responses={201: OpenApiTypes.OBJECT}, operation_id="submit_case")
    def post(self, request: Request, code: str) -> Response:
        """A child has become looked after: 201 with id, receipt, and the limits that run from now, each explained."""
        case = actions.submit_case(CaseIn.submission(request.data), actor=self.actor)
        body = {"id": case.child_id, **{name: getattr(case, name) for name in _SUBMITTED}}
        return Response(as_json(body), status=201, headers={"Location": f"{request.path}/{case.child_id}"})

    @extend_schema(
        parameters=[
            OpenApiParameter("after", str, description="`next` of the page before"),
            OpenApiParameter("limit", int, description="1 to 200; 50 if not given"),
            AS_OF,
            *FILTERS,
        ],
        responses={200: OpenApiTypes.OBJECT},
        operation_id="list_cases",
    )
    def get(self, request: Request, code: str) -> Response:
        """Cases by the council's reference, now or as of a position; `next` goes on after this page.

        The look is recorded.
        """
        asked = request.query_params.dict()
        at = past.position(asked.pop("as_of", None))
        limit, after = page_size(asked.pop("limit", None), "cases"), asked.pop("after", None)
        sought = CaseFilters.sought(asked)
        return Response(as_known(queries.cases(actor=self.actor, sought=sought, after=after, limit=limit, at=at), at))


class Search(HouseView):
    permissions: ClassVar = {"POST": Permission.CASE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "search_cases",
            "Find cases by name, the council's reference or date of birth. A POST, because addresses are kept in logs.",
            takes=CaseSearch,
            returns=CasePage,
            example={"find": "zoe oneill", "state": "open"},
        )
    }

    def post(self, request: Request, code: str) -> Response:
        """Of those whom the caller may see, each word in the name, at the reference's start or the date of birth."""
        sought, after, limit = CaseSearch.search(request.data)
        return Response(as_json(queries.cases(actor=self.actor, sought=sought, after=after, limit=limit)))


class Case(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW, "PATCH": Permission.CASE_CORRECT}

    @extend_schema(parameters=[AS_OF], responses={200: OpenApiTypes.OBJECT}, operation_id="read_case")
    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        """One case with its episodes, worker, IRO and limits, now or as of a position. The look is recorded."""
        at = past.position(request.query_params.get("as_of"))
        return Response(as_known(queries.case(case_id, actor=self.actor, at=at), at))

    @extend_schema(request=CorrectionIn, responses={200: OpenApiTypes.OBJECT}, operation_id="correct_case")
    def patch(self, request: Request, code: str, case_id: UUID) -> Response:
        """The council corrects its own facts; what the service wrote can't be reached from here."""
        correction = CorrectionIn.correction(request.data)
        return Response(as_json(actions.correct_case(case_id, correction, actor=self.actor)))


_SUBMITTED = ("reference", "period_id", "appointment", "first_review", "first_review_note", "receipt")


def page_size(given: str | None, what: str) -> int:
    """How many of `what` at a time: 50 if not given. Raises Invalid."""
    if given is None:
        return 50
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= 200):
        raise Invalid(f"Ask for 1 to 200 {what} at a time.", errors={"limit": "Send a number from 1 to 200."})
    return int(given)
