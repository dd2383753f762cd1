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

from tenants.problems import Invalid, NotFound, NotPermitted, Problem

log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"


class FrameworkProblem(Problem):
    """What the framework refuses before our code is asked; its words become the title, `next_step` the detail."""

    next_step = "See /api/v1/schema."


class Refused(FrameworkProblem):
    code = "refused"
    status = 400
    title = "The request can't be carried out"


class Malformed(FrameworkProblem):
    code = "malformed"
    status = 400
    title = "This can't be read"
    next_step = "Send one JSON object, encoded in UTF-8."


class SignInNeeded(FrameworkProblem):
    code = "sign-in-needed"
    status = 401
    title = "Sign in, or send a bearer token"
    next_step = "Ask /oauth/token for a token and send it as `Authorization: Bearer …`."


class AccessNeeded(FrameworkProblem, NotPermitted):
    next_step = "Ask whoever manages this system's access."


class NoSuchAddress(FrameworkProblem, NotFound):
    next_step = "Check the address and the council's code."


class MethodNotAllowed(FrameworkProblem):
    code = "method-not-allowed"
    status = 405
    title = "This address does not take that method"
    next_step = "See /api/v1/schema for what this address takes."


class NotAcceptable(FrameworkProblem):
    code = "not-acceptable"
    status = 406
    title = "This address does not answer in the form that was asked for"
    next_step = "Ask for application/json."


class UnsupportedMediaType(FrameworkProblem):
    code = "unsupported-media-type"
    status = 415
    title = "This address does not take a body of this type"
    next_step = "Send `Content-Type: application/json`."


class TooManyRequests(FrameworkProblem):
    code = "too-many-requests"
    status = 429
    title = "More requests came than the limit allows"
    next_step = "Wait for as long as Retry-After says."


FRAMEWORK: dict[int, type[FrameworkProblem]] = {
    kind.status: kind
    for kind in (
        Malformed, SignInNeeded, AccessNeeded, NoSuchAddress, MethodNotAllowed, NotAcceptable, UnsupportedMediaType,
        TooManyRequests,
    )
}  # fmt: skip
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
        return _titled(Malformed(_FORM), "This is not the form that its Content-Type says")
    if isinstance(failure, exceptions.ValidationError):
        return Invalid("Each of `errors` names a field and what it needs.", errors=_flat(failure.detail))
    if isinstance(failure, exceptions.APIException):
        kind = FRAMEWORK.get(failure.status_code, Refused)
        problem = _titled(kind(kind.next_step), str(failure.detail))
        problem.status = failure.status_code
        problem.retry_after = math.ceil(getattr(failure, "wait", None) or 0)
        return problem
    return None


def _titled(problem: Problem, title: str) -> Problem:
    problem.title = title
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
