"""The way in: a request's id, the gate, then one pin for the rest of the request (design.md 3, contract 1)."""

import re
from collections.abc import Callable
from urllib.parse import unquote
from uuid import uuid4

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from structlog.contextvars import bound_contextvars

import api.feeds.problems
import api.problems
import web.problems
from config.entrance import enter
from tenants import logins
from tenants.pins import Pin, pinned
from tenants.problems import Problem

GetResponse = Callable[[HttpRequest], HttpResponse]
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = structlog.get_logger(__name__)


class BodyTooLarge(Problem):
    code = "body-too-large"
    status = 413
    title = "The body is larger than this address takes"


class NotPlain(Problem):
    code = "malformed"
    status = 400
    title = "The address holds a character that no address here has"


class RequestId:
    """A caller's own `X-Request-ID` where it is harmless, else one of ours; it stands in logs, history and problems."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex  # type: ignore[attr-defined]
        with bound_contextvars(request=request.request_id):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response


class UnderGate:
    """Until somebody has been recognised, a request works as the gate: it reaches sign-in and nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with pinned(Pin(logins.GATE)):
            return self.get_response(request)


class Pinning:
    """Recognises the caller under the gate, then pins login and schema once, from the path and the caller's role."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            _ensure_plain(request)
            _ensure_small(request)
            entry = enter(request)
        except Problem as problem:
            return render(request, problem)
        if isinstance(entry, HttpResponse):
            return entry
        if entry is None:
            return self.get_response(request)
        request.actor = entry.actor  # type: ignore[attr-defined]
        request.sandbox = entry.sandbox  # type: ignore[attr-defined]
        with pinned(entry.pin), bound_contextvars(house=f"{entry.pin.kind}/{entry.pin.code}"):
            response = self.get_response(request)
        # A house's words are for whoever asked: nothing on the way keeps them, and no browser once they signed out.
        patch_cache_control(response, private=True, no_store=True)
        if entry.sandbox:
            response["Sandbox"] = "true"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return render(request, exception) if isinstance(exception, Problem) else None


def render(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem in the manner of the edge that the request came in by."""
    if request.path_info.startswith("/feeds/"):
        return api.feeds.problems.render(problem)
    if request.path_info.startswith(("/api/", "/oauth/", "/oauth2/")):
        return api.problems.render(request, problem)
    return web.problems.render(request, problem)


def _ensure_plain(request: HttpRequest) -> None:
    """PostgreSQL's text holds no NUL, so nothing that is looked up by one can be there."""
    if "\0" in request.path_info or "\0" in unquote(request.META.get("QUERY_STRING", "")):
        raise NotPlain("Take the NUL character (%00) out of the address.")


def _ensure_small(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if length.isdigit() and int(length) > limit:
        limit = max(limit, _declared_most(request))
    if length.isdigit() and int(length) > limit:
        raise BodyTooLarge(f"At most {limit // 1024} kB are taken here; send fewer or smaller values.")


def _declared_most(request: HttpRequest) -> int:
    """What the view at this address takes, in bytes, where it says so: `body_most` of those that take papers."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return 0
    return int(getattr(getattr(view, "view_class", getattr(view, "cls", view)), "body_most", 0))
