"""`/api/v1/councils/{code}/exports/903/{kind}`: the council's own return, taken out again, a file at a time."""

import tempfile
from typing import BinaryIO, ClassVar, cast

from django.http import FileResponse
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from accounts.permissions import Permission
from api.operations import Operation
from api.serializers import Strict
from api.views import HouseView
from casework import queries
from casework.ssda903.export import NOTE
from casework.ssda903.headings import FileKind
from tenants.downloads import streamed_attachment
from tenants.problems import NotFound

_KINDS = {kind.lower(): kind for kind in FileKind}
# What is larger goes to the disk.
_IN_MEMORY = 1024 * 1024


class ExportQuery(Strict):
    """`collection_year` is the year of its 31 March; by default the present one."""

    collection_year = serializers.IntegerField(required=False, default=None, min_value=2000, max_value=2100)


class Export(HouseView):
    permissions: ClassVar = {"GET": Permission.RETURN_EXPORT}
    operations: ClassVar[dict[str, Operation]] = {
        "GET": Operation(
            "export_return",
            "One file of the SSDA903 return (Header, Episodes, …) as CSV, in this year's coding. The look is recorded.",
            media_type="text/csv",
            parameters=(
                OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=list(_KINDS.values())),
                OpenApiParameter("collection_year", int, description="OC2 and OC3 of that year; the present one"),
            ),
            problems=(NotFound,),
        )
    }

    def get(self, request: Request, code: str, kind: str) -> FileResponse:
        """The file; the header `Export-Note` says what is left out of it."""
        found = _KINDS.get(kind.lower())
        if found is None:
            raise NotFound(f"The return has no such file. Ask for one of {', '.join(_KINDS.values())}.")
        asked = ExportQuery.read(request.query_params.dict())
        file = cast(BinaryIO, tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115  the answer closes it
        queries.export_return(found, file, actor=self.actor, collection_year=asked["collection_year"])
        file.seek(0)
        answer = streamed_attachment(file, "text/csv; charset=utf-8", f"{found}.csv")
        answer.headers["Export-Note"] = NOTE
        return answer
