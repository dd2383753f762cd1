"""A house's file as an answer: for whoever was let in, to be saved and never run. For both edges."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """The file with its name (RFC 6266; a name that isn't plain goes as `filename*`)."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = _disposition(name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _disposition(name: str) -> str:
    found = content_disposition_header(True, name)
    return found or "attachment"
