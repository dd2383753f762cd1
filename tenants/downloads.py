"""A house's file as an answer: for whoever was let in, to be saved and never run. For both edges."""

from typing import BinaryIO, TypeVar

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

Answer = TypeVar("Answer", bound=HttpResponseBase)


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """The file with its name (RFC 6266; a name that isn't plain goes as `filename*`)."""
    return _to_be_saved(HttpResponse(content, content_type=media_type), name)


def streamed_attachment(file: BinaryIO, media_type: str, name: str) -> FileResponse:
    """The same for a file that is too large to be held in memory. It is closed when it is sent."""
    return _to_be_saved(FileResponse(file, content_type=media_type), name)


def _to_be_saved(answer: Answer, name: str) -> Answer:
    answer.headers["Content-Disposition"] = _disposition(name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _disposition(name: str) -> str:
    found = content_disposition_header(True, name)
    return found or "attachment"
