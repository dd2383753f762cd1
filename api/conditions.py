"""Conditional requests (RFC 9110 section 13): what is unchanged isn't sent again, and nobody corrects unseen."""

import hashlib
from typing import Any, cast

from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.problems import Problem


class ConditionNeeded(Problem):
    """RFC 6585 section 3."""

    code = "precondition-required"
    status = 428
    title = "Say which state you are correcting"


class ChangedMeanwhile(Problem):
    code = "changed-meanwhile"
    status = 412
    title = "This has changed since you read it"


def etag(body: Any) -> str:
    """A strong validator of what `as_json` gave: the same body has the same one, whoever asks."""
    return f'"{hashlib.sha256(JSONRenderer().render(body)).hexdigest()[:32]}"'


def ensure_unchanged(request: Request, now: str) -> None:
    """Raises ConditionNeeded without If-Match, ChangedMeanwhile where it names none that is `now`."""
    given = parse_etags(request.headers.get("If-Match", ""))
    if not given:
        raise ConditionNeeded("Read it first, and send its ETag as If-Match; or `If-Match: *` whatever it is now.")
    if "*" not in given and now not in given:
        raise ChangedMeanwhile("Read it again, and send the correction with the new ETag if it is still needed.")


def conditional(request: Request, response: Response) -> Response:
    """The answer to a GET with its ETag; 304 without a body for whoever has it already."""
    response.headers["ETag"] = validator = etag(response.data)
    answer = get_conditional_response(request._request, etag=validator, response=response)
    return response if answer is None or answer.status_code == 412 else cast(Response, answer)
