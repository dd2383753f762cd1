"""The header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a write that was cut off is sent again."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.files.uploadedfile import UploadedFile
from rest_framework.request import Request
from rest_framework.response import Response

from api.views import HouseView
from ledger import answers
from ledger.answers import Answered
from tenants.problems import Problem

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
PATTERN = r'^([A-Za-z0-9_.:~+/=-]{1,255}|"[A-Za-z0-9_.:~+/=-]{1,255}")$'
_KEPT_HEADERS = ("Location", "Retry-After", "ETag")
_View = TypeVar("_View", bound=HouseView)
_Slots = ParamSpec("_Slots")
_Handler = Callable[Concatenate[_View, Request, _Slots], Response]


class KeyMalformed(Problem):
    code = "idempotency-key-malformed"
    status = 400
    title = "This is no Idempotency-Key"


def once(handler: _Handler[_View, _Slots]) -> _Handler[_View, _Slots]:
    """Around a writing method: with an Idempotency-Key it is carried out once, in one transaction with its answer."""

    @wraps(handler)
    def answered(view: _View, request: Request, *slots: _Slots.args, **named: _Slots.kwargs) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return handler(view, request, *slots, **named)

        def write() -> Answered:
            done = handler(view, request, *slots, **named)
            return Answered(done.status_code, done.data, {name: done[name] for name in _KEPT_HEADERS if name in done})

        found = answers.once(view.actor, _plain(key), _fingerprint(request), write)
        again = {REPLAYED: "true"} if found.again else {}
        return Response(found.body, status=found.status, headers={**found.headers, **again})

    return cast(_Handler[_View, _Slots], answered)


def _plain(key: str) -> str:
    """The draft's form is a quoted string; many clients leave the quotes out."""
    if not re.fullmatch(PATTERN, key):
        raise KeyMalformed("Send 1 to 255 letters, digits or any of _.:~+/=- such as a UUID.")
    return key.strip('"')


def _fingerprint(request: Request) -> str:
    """What was asked: method, address, precondition and body. A multipart body by its parts: its boundary is random."""
    told = hashlib.sha256()
    asked = [request.method, request.get_full_path(), request.headers.get("If-Match", "")]
    told.update(json.dumps(asked).encode())
    if request.content_type.startswith("multipart/"):
        for part in _parts(request.data):
            told.update(part)
    else:
        told.update(json.dumps(request.data, sort_keys=True).encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _parts(data: Any) -> Iterable[bytes]:
    lists: Iterable[tuple[str, list[Any]]] = data.lists() if hasattr(data, "lists") else _single(data)
    for name, values in sorted(lists):
        for value in values:
            yield json.dumps([name, getattr(value, "name", value)]).encode()
            yield _digest(value) if isinstance(value, UploadedFile) else b""


def _single(data: Mapping[str, Any]) -> Iterable[tuple[str, list[Any]]]:
    return [(name, [value]) for name, value in data.items()]


def _digest(file: "UploadedFile[bytes]") -> bytes:
    """Of the whole file, which is left at its beginning for whoever reads it next."""
    read = hashlib.sha256()
    for chunk in file.chunks():
        read.update(chunk)
    file.seek(0)
    return read.digest()
