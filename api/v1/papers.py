"""`/api/v1/councils/{code}/cases/{id}/papers`: a council hands in a case's papers, each read at its own address."""

from dataclasses import dataclass
from typing import ClassVar, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, QueryDict
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Day, Strict, Text
from api.views import HouseView
from casework import actions, queries
from casework.queries.shapes import PaperView
from casework.rules.papers import AlreadyReplaced, PaperInvalid, PaperTooLarge
from casework.shapes import AddedPaper, HandedPaper
from tenants.downloads import attachment
from tenants.files import FileDamaged, FileNotKept
from tenants.scanning import FileInfected, ScannerAway


class PaperIn(Strict):
    kind = Text(max_length=20, help_text="care_plan, social_work_report, …")
    replaces = serializers.UUIDField(required=False, default=None, help_text="Id of the paper whose place it takes")
    agreed_by = Text(
        max_length=120, required=False, allow_blank=True, default="",
        help_text="The manager who agreed a care plan, a pathway plan or a social work report",
    )  # fmt: skip
    agreed_on = Day(required=False, default=None, help_text="When; with agreed_by")
    file = serializers.FileField(allow_empty_file=True, max_length=1_000)

    @classmethod
    def handed(cls, sent: Request) -> HandedPaper:
        data = cls.read(dict(cast(QueryDict, sent.data).items()))
        return HandedPaper(
            data["file"].name, data["kind"], data["file"].read(), data["replaces"], data["agreed_by"], data["agreed_on"]
        )


@dataclass(frozen=True, slots=True)
class PaperList:
    items: tuple[PaperView, ...]


class Papers(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW, "POST": Permission.CASE_SUBMIT}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_papers", "The papers of a case, the newest first. The look is recorded.", returns=PaperList
        ),
        "POST": Operation(
            "add_paper",
            "A paper as multipart/form-data. Never overwritten: a better one stands beside it.",
            takes=PaperIn,
            returns=AddedPaper,
            status=201,
            problems=(PaperInvalid, PaperTooLarge, AlreadyReplaced, FileNotKept, FileInfected, ScannerAway),
            once=True,
            headers={"Location": "The address of the paper"},
        ),
    }
    parser_classes = (MultiPartParser,)
    body_most = settings.PAPER_MOST + settings.FORM_AROUND_PAPER

    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        return Response(as_json(PaperList(tuple(queries.papers(case_id, actor=self.actor)))))

    @once
    def post(self, request: Request, code: str, case_id: UUID) -> Response:
        added = actions.add_paper(case_id, PaperIn.handed(request), actor=self.actor)
        address = f"/api/v1/councils/{code}/papers/{added.id}"
        return Response(as_json(added), status=201, headers={"Location": address})


class Paper(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_paper", "The paper itself. Each download is recorded.", media_type="*/*", problems=(FileDamaged,)
        )
    }

    def get(self, request: Request, code: str, paper_id: UUID) -> HttpResponse:
        found = queries.paper(paper_id, actor=self.actor)
        return attachment(found.content, found.media_type, found.name)
