"""`/api/v1/councils/{code}/cases`: a council submits, finds, reads and corrects its own cases."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.conditions import ensure_unchanged, etag
from api.idempotency import once
from api.operations import PAGE_SIZE, Operation
from api.rendering import as_json
from api.v1.asof import as_known
from api.v1.case_filters import CaseFilters, CaseSearch
from api.v1.case_serializers import CaseIn, CorrectionIn
from api.views import HouseView
from casework import actions, queries
from casework.actions.correction import CorrectedMeanwhile, NoEpisode
from casework.queries.shapes import CasePage, CaseView
from casework.rules.changing import NotAfterStart, PeriodEnded
from casework.rules.submitting import CaseInvalid, ChildDiffers, DuplicateChild, PeriodOverlaps
from casework.shapes import CorrectedCase
from ledger import past
from ledger.acts import Receipt
from tenants.problems import Invalid
from timetable.rules import Deadline


@dataclass(frozen=True, slots=True)
class ReceivedCase:
    """`id` is the child's, by which the case is read. `first_review` is None for a series of short breaks: then the
    note says what applies instead."""

    id: UUID
    reference: str
    period_id: UUID
    appointment: Deadline
    first_review: Deadline | None
    first_review_note: str
    receipt: Receipt


_CASE_EXAMPLE = {
    "child": {
        "reference": "SW-1001", "given_names": "Zoë", "family_name": "Example", "date_of_birth": "2015-02-03",
        "sex": "F",
    },
    "looked_after_from": "2026-01-05",
    "episode": {"legal_status": "C1", "placement_type": "U4", "placement_provider": "PR1", "need": "N1"},
    "worker": {"reference": "W1", "name": "Pat Deacon", "team": "Children in care 1"},
}  # fmt: skip


class Cases(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW, "POST": Permission.CASE_SUBMIT}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_cases",
            "Cases by the council's reference; `next` goes on after this page. The look is recorded.",
            returns=CasePage,
            parameters=(
                OpenApiParameter("after", str, description="`next` of the page before"), PAGE_SIZE, CaseFilters,
            ),
            dated=True,
        ),
        "POST": Operation(
            "submit_case",
            "A child has become looked after: the answer has the limits that run from now, each explained.",
            takes=CaseIn,
            returns=ReceivedCase,
            status=201,
            problems=(CaseInvalid, DuplicateChild, ChildDiffers, PeriodOverlaps),
            example=_CASE_EXAMPLE,
            once=True,
            headers={"Location": "The address of the case"},
        ),
    }  # fmt: skip

    def get(self, request: Request, code: str) -> Response:
        asked = request.query_params.dict()
        at = past.position(asked.pop("as_of", None))
        limit, after = page_size(asked.pop("limit", None), "cases"), asked.pop("after", None)
        sought = CaseFilters.sought(asked)
        return Response(as_known(queries.cases(actor=self.actor, sought=sought, after=after, limit=limit, at=at), at))

    @once
    def post(self, request: Request, code: str) -> Response:
        case = actions.submit_case(CaseIn.submission(request.data), actor=self.actor)
        received = ReceivedCase(case.child_id, **{name: getattr(case, name) for name in _SUBMITTED})
        return Response(as_json(received), status=201, headers={"Location": f"{request.path}/{case.child_id}"})


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
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_case",
            "One case with its episodes, worker, IRO and limits. The look is recorded.",
            returns=CaseView,
            dated=True,
        ),
        "PATCH": Operation(
            "correct_case",
            "The council corrects its own facts; what the service wrote can't be reached from here.",
            takes=CorrectionIn,
            returns=CorrectedCase,
            problems=(CaseInvalid, NotAfterStart, PeriodEnded, NoEpisode, CorrectedMeanwhile),
            example={"purpose": "Misspelt by the hospital", "given_names": "Zoe"},
            once=True,
            conditional=True,
            headers={"ETag": "Of the case as it is now"},
        ),
    }

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        at = past.position(request.query_params.get("as_of"))
        return Response(as_known(queries.case(case_id, actor=self.actor, at=at), at))

    @once
    def patch(self, request: Request, code: str, case_id: UUID) -> Response:
        correction = CorrectionIn.correction(request.data)
        with transaction.atomic():
            ensure_unchanged(request, self._etag(case_id))
            corrected = actions.correct_case(case_id, correction, actor=self.actor)
            return Response(as_json(corrected), headers={"ETag": self._etag(case_id)})

    def _etag(self, case_id: UUID) -> str:
        """As GET gives it. Nobody else corrects the case until the transaction ends."""
        return etag(as_json(queries.case_to_correct(case_id, actor=self.actor)))


_SUBMITTED = ("reference", "period_id", "appointment", "first_review", "first_review_note", "receipt")


def page_size(given: str | None, what: str) -> int:
    """How many of `what` at a time: 50 if not given. Raises Invalid."""
    if given is None:
        return 50
    if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= 200):
        raise Invalid(f"Ask for 1 to 200 {what} at a time.", errors={"limit": "Send a number from 1 to 200."})
    return int(given)
