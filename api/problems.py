"""Every refusal of the API as RFC 9457 problem details, from one handler."""

import math
from collections.abc import Mapping
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from tenants.problems import NotFound, NotPermitted, Problem

log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
# Code and what to do next, for the refusals that the framework makes before our code is asked.
FRAMEWORK = {
    400: ("malformed", "Send one JSON object, encoded in UTF-8."),
    401: ("sign-in-needed", "Ask /oauth/token for a token and send it as `Authorization: Bearer …`."),
    403: ("not-permitted", "Ask whoever manages this system's access."),
    404: ("not-found", "Check the address and the council's code."),
    405: ("method-not-allowed", "See /api/v1/schema for what this address takes."),
    406: ("not-acceptable", "Ask for application/json."),
    415: ("unsupported-media-type", "Send `Content-Type: application/json`."),
    429: ("too-many-requests", "Wait for as long as Retry-After says."),
}
_FORM = "Send each part of a multipart/form-data body between boundaries, and name the boundary in Content-Type."


def body(request: HttpRequest, problem: Problem) -> dict[str, Any]:
    """The problem details object: type, title, status, detail, instance, code, and the fields at fault."""
    found: dict[str, Any] = {
        "type": f"/problems/{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": f"urn:request:{getattr(request, 'request_id', '')}",
        "code": problem.code,
    }
    if problem.errors:
        found["errors"] = [{"pointer": _pointer(name), "detail": text} for name, text in problem.errors.items()]
    return found | problem.extra


def render(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Outside Django REST framework: the middleware's refusals."""
    response = JsonResponse(body(request, problem), status=problem.status, content_type=MEDIA_TYPE)
    _add_headers(response, problem)
    return response


def handle(failure: Exception, context: Mapping[str, Any]) -> Response | None:
    """Django REST framework's handler. What is nobody's refusal is ours: logged, told without a word of its text."""
    problem = _as_problem(failure)
    request = context["request"]
    if problem is None:
        log.exception("request-failed", view=type(context["view"]).__name__)
        problem = Problem(f"It has been recorded as {getattr(request, 'request_id', '')}; try again later.")
    set_rollback()
    response = Response(body(request, problem), status=problem.status, content_type=MEDIA_TYPE)
    _add_headers(response, problem)
    return response


def _add_headers(response: HttpResponseBase, problem: Problem) -> None:
    if problem.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="councils"'
    if problem.retry_after:
        response["Retry-After"] = str(problem.retry_after)


def _as_problem(failure: Exception) -> Problem | None:
    if isinstance(failure, Problem):
        return failure
    if isinstance(failure, Http404):
        return NotFound()
    if isinstance(failure, PermissionDenied):
        return NotPermitted()
    if isinstance(failure, MultiPartParserError | SuspiciousOperation):
        # Met while the framework looks for the CSRF token in a form that it can't read.
        return _of(400, FRAMEWORK[400][0], "This is not the form that its Content-Type says", detail=_FORM)
    if isinstance(failure, exceptions.ValidationError):
        return _of(422, "invalid", "Some of the values can't be accepted", errors=_flat(failure.detail))
    if isinstance(failure, exceptions.APIException):
        code, next_step = FRAMEWORK.get(failure.status_code, ("refused", "See /api/v1/schema."))
        problem = _of(failure.status_code, code, str(failure.detail), detail=next_step)
        problem.retry_after = math.ceil(getattr(failure, "wait", None) or 0)
        return problem
    return None


def _of(status: int, code: str, title: str, *, detail: str = "", errors: dict[str, str] | None = None) -> Problem:
    problem = Problem(detail or "Each of `errors` names a field and what it needs.", errors=errors)
    problem.status, problem.code, problem.title = status, code, title
    return problem


def _flat(detail: Any, path: str = "") -> dict[str, str]:
    """Nested serializer errors as `a/0/b` → text."""
    if isinstance(detail, Mapping):
        items: Any = detail.items()
    elif isinstance(detail, list) and any(isinstance(one, Mapping | list) for one in detail):
        items = enumerate(detail)
    else:
        return {path: " ".join(map(str, detail if isinstance(detail, list) else [detail]))}
    found: dict[str, str] = {}
    for key, value in items:
        found |= _flat(value, f"{path}/{key}" if path else str(key)) if value else {}
    return found


def _pointer(name: str) -> str:
    """A JSON pointer (RFC 6901) to the field, in the fragment form of RFC 9457's example."""
    return "#" if name in ("", "non_field_errors") else f"#/{name}"
