"""`/api/v1/councils/{code}/imports`: a council hands in its SSDA903 return, and reads what became of each row."""

import tempfile
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar, cast
from uuid import UUID

from django.conf import settings
from django.http import FileResponse
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Permission
from api.idempotency import once
from api.operations import Operation
from api.rendering import as_json
from api.serializers import Strict, Text
from api.views import HouseView
from casework import actions, queries
from casework.actions.returns import HandedFile, ImportNotCancellable, ReturnInvalid
from casework.queries import Wanted
from casework.queries.shapes import FindingPage, ImportView
from casework.shapes import HandedIn
from tenants.downloads import streamed_attachment
from tenants.files import FileNotKept
from tenants.problems import NotFound
from tenants.scanning import FileInfected, ScannerAway

POLL = 2
"""Seconds after which it is worth while to ask again how far a load is."""
# What is larger goes to the disk.
_IN_MEMORY = 1024 * 1024


class ReturnIn(Strict):
    """multipart/form-data: 1 to 33 parts named `file`, CSV or XML."""

    file = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True, max_length=1_000), allow_empty=False
    )
    accept = Text(required=False, default="good", max_length=4, help_text="all or good")
    dry_run = serializers.BooleanField(required=False, default=False)
    collection_year = serializers.IntegerField(required=False, default=None, help_text="The year of its 31 March")


class FindingsFilters(Strict):
    severity = Text(
        required=False, default="", max_length=11, help_text="One of those that `findings` of the import counts"
    )
    rule = Text(required=False, default="", max_length=10, help_text="A rule's number: 101, …, P-R1, …")
    file = serializers.IntegerField(
        required=False, default=None, min_value=0, max_value=1_000, help_text="The file's place in `files`, from 0"
    )


class FindingsQuery(FindingsFilters):
    after = serializers.IntegerField(required=False, default=None, min_value=0, max_value=10**9)
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)

    @classmethod
    def wanted(cls, request: Request) -> tuple[Wanted, dict[str, Any]]:
        """The filters, and the rest of what was asked."""
        asked = cls.read(request.query_params.dict())
        return Wanted(*(asked.pop(name) for name in ("severity", "rule", "file"))), asked


@dataclass(frozen=True, slots=True)
class ImportList:
    items: tuple[ImportView, ...]


class Imports(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW_ALL, "POST": Permission.CASE_SUBMIT}
    parser_classes = (MultiPartParser,)
    body_most = settings.RETURN_MOST + settings.FORM_AROUND_PAPER
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation("list_imports", "The returns that were handed in, the newest first.", returns=ImportList),
        "POST": Operation(
            "hand_in_return",
            "Hand in the files of an SSDA903 return. 202: they are kept, and loaded soon; `Location` says how far.",
            takes=ReturnIn,
            returns=HandedIn,
            status=202,
            problems=(ReturnInvalid, FileNotKept, FileInfected, ScannerAway),
            once=True,
            headers={"Location": "The address at which the load is watched", "Retry-After": "Seconds"},
        ),
    }

    def get(self, request: Request, code: str) -> Response:
        return Response(as_json(ImportList(tuple(queries.imports(actor=self.actor)))))

    @once
    def post(self, request: Request, code: str) -> Response:
        asked = ReturnIn.read(request.data)
        handed = [HandedFile(one.name, cast(BinaryIO, one)) for one in asked.pop("file")]
        taken = actions.receive_return(handed, **asked, actor=self.actor)
        address = f"{request.path}/{taken.import_id}"
        return Response(as_json(taken), status=202, headers={"Location": address, "Retry-After": str(POLL)})


class Import(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW_ALL}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_import",
            "How far a load is, and what it came to. `Retry-After` as long as it runs.",
            returns=ImportView,
            problems=(NotFound,),
        )
    }

    def get(self, request: Request, code: str, import_id: UUID) -> Response:
        found = queries.one_import(import_id, actor=self.actor)
        return Response(as_json(found), headers={} if found.is_over else {"Retry-After": str(POLL)})


class Cancellation(HouseView):
    permissions: ClassVar = {"POST": Permission.CASE_SUBMIT}
    parser_classes = (JSONParser,)
    operations: ClassVar[dict[str, Operation]] = {
        "POST": Operation(
            "cancel_import",
            "Call a load off before anything of it is written.",
            status=204,
            once=True,
            problems=(NotFound, ImportNotCancellable),
        )
    }

    @once
    def post(self, request: Request, code: str, import_id: UUID) -> Response:
        actions.cancel_return(import_id, actor=self.actor)
        return Response(status=204)


class Findings(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW_ALL}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "list_findings",
            "The row report: file, row, column, rule, message, severity. `next` goes on after this page.",
            returns=FindingPage,
            parameters=(FindingsQuery,),
            problems=(NotFound,),
        )
    }

    def get(self, request: Request, code: str, import_id: UUID) -> Response:
        wanted, page = FindingsQuery.wanted(request)
        return Response(as_json(queries.findings(import_id, actor=self.actor, wanted=wanted, **page)))


class FindingsFile(HouseView):
    permissions: ClassVar = {"GET": Permission.CASE_VIEW_ALL}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "read_findings_file",
            "The row report as a CSV file.",
            media_type="text/csv",
            parameters=(FindingsFilters,),
            problems=(NotFound,),
        )
    }

    def get(self, request: Request, code: str, import_id: UUID) -> FileResponse:
        wanted, _ = FindingsQuery.wanted(request)
        file = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115  the answer closes it
        queries.findings_file(import_id, file, actor=self.actor, wanted=wanted)
        file.seek(0)
        return streamed_attachment(file, "text/csv; charset=utf-8", f"findings-{import_id}.csv")
