"""Refusals of the daily feed as the department's contract has them: a status, and a plain text that people read."""

from collections.abc import Mapping
from typing import Any

import structlog
from django.http import HttpResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

from tenants.problems import Problem

log = structlog.get_logger(__name__)
MEDIA_TYPE = "text/plain; charset=utf-8"
# What the contract has no status for is a fault of the request: its senders never try that again.
_TEXTS = {
    400: "The body must be JSON in UTF-8.",
    403: "This client may not do that here.",
    405: "Send a batch by POST.",
    415: "Send `Content-Type: application/json`.",
    429: "Too many batches in a short time: wait for as long as Retry-After says.",
}
_STATUSES = {409: 400, 415: 400}


def render(problem: Problem) -> HttpResponse:
    status = _STATUSES.get(problem.status, problem.status)
    response = HttpResponse(problem.detail, status=status, content_type=MEDIA_TYPE)
    if problem.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="councils"'
    if problem.retry_after:
        response["Retry-After"] = str(problem.retry_after)
    return response


def handle(failure: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Django REST framework's handler for the feed. What is nobody's refusal is ours: logged, and none of its text."""
    set_rollback()
    if isinstance(failure, Problem):
        return render(failure)
    if isinstance(failure, exceptions.APIException):
        problem = Problem(_TEXTS.get(failure.status_code, "The request can't be taken in as it is."))
        problem.status = failure.status_code
        problem.retry_after = int(getattr(failure, "wait", 0) or 0)
        return render(problem)
    log.exception("request-failed", view=type(context["view"]).__name__)
    return render(Problem("Something went wrong here; it has been recorded. Send the batch again later."))
