"""`/api/v1/councils/{code}/cases/{id}/papers`: a council hands in a case's papers, each read at its own address."""

from typing import ClassVar, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, QueryDict
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.rendering import as_json
from api.serializers import Strict, Text
from api.views import HouseView
from casework import actions, queries
from casework.shapes import HandedPaper
from tenants.downloads import attachment


class PaperIn(Strict):
    kind = Text(max_length=20, help_text="care_plan, social_work_report, …")
    replaces = serializers.UUIDField(required=False, default=None, help_text="Id of the paper whose place it takes")
    file = serializers.FileField(allow_empty_file=True, max_length=1_000)

    @classmethod
    def handed(cls, sent: Request) -> HandedPaper:
        data = cls.read(dict(cast(QueryDict, sent.data).items()))
        return HandedPaper(data["file"].name, data["kind"], data["file"].read(), data["replaces"])


class Papers(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW, "POST": Permission.CASE_SUBMIT}
    parser_classes = (MultiPartParser,)
    body_most = settings.PAPER_MOST + settings.FORM_AROUND_PAPER

    @extend_schema(responses={200: OpenApiTypes.OBJECT}, operation_id="list_papers")
    def get(self, request: Request, code: str, case_id: UUID) -> Response:
        """The papers of a case, the newest first. The look is recorded."""
        return Response(as_json({"items": queries.papers(case_id, actor=self.actor)}))

    @extend_schema(request=PaperIn, responses={201: OpenApiTypes.OBJECT}, operation_id="add_paper")
    def post(self, request: Request, code: str, case_id: UUID) -> Response:
        """A paper as multipart/form-data: 201 with its id, its SHA-256 and the receipt. Never overwritten."""
        added = actions.add_paper(case_id, PaperIn.handed(request), actor=self.actor)
        address = f"/api/v1/councils/{code}/papers/{added.id}"
        return Response(as_json(added), status=201, headers={"Location": address})


class Paper(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW}

    @extend_schema(responses={200: OpenApiResponse(OpenApiTypes.BINARY)}, operation_id="read_paper")
    def get(self, request: Request, code: str, paper_id: UUID) -> HttpResponse:
        """The paper itself. Each download is recorded."""
        found = queries.paper(paper_id, actor=self.actor)
        return attachment(found.content, found.media_type, found.name)
