"""The problems that an operation may answer with, by status: its own and those that any may meet."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from api.conditions import ChangedMeanwhile, ConditionNeeded
from api.contract.shapes import Schema
from api.idempotency import KeyMalformed
from api.operations import Operation
from api.problems import FRAMEWORK, MEDIA_TYPE
from ledger.answers import KeyInUse, KeyUsed
from ledger.past import PositionUndated, PositionUnknown
from ledger.reads import LookNotRecorded
from tenants.problems import Invalid, NotFound, NotPermitted, Problem

_REQUEST = "urn:request:4d3c2b1a00000000"
PROBLEM: Schema = {
    "type": "object",
    "description": "RFC 9457. `code` is stable; `detail` says what to do next.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "The fields at fault, each by its JSON pointer (RFC 6901).",
            "items": {
                "type": "object",
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["pointer", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance", "code"],
}


def responses(operation: Operation) -> dict[str, Schema]:
    """By status, each with its codes and an example of each."""
    by_status: dict[int, dict[str, Any]] = defaultdict(dict)
    for status, code, title, detail in (*_ours(operation), *_frameworks(operation)):
        by_status[status].setdefault(code, _example(status, code, title, detail))
    return {str(status): _response(status, codes) for status, codes in sorted(by_status.items())}


def _ours(operation: Operation) -> Iterator[tuple[int, str, str, str]]:
    found: list[type[Problem]] = [NotPermitted, NotFound, LookNotRecorded, Problem, *operation.problems]
    if operation.takes or operation.parameters:
        found.append(Invalid)
    if operation.once:
        found += [KeyMalformed, KeyInUse, KeyUsed]
    if operation.conditional:
        found += [ConditionNeeded, ChangedMeanwhile]
    if operation.dated:
        found += [PositionUnknown, PositionUndated]
    for problem in found:
        yield problem.status, problem.code, problem.title, "What to do next."


def _frameworks(operation: Operation) -> Iterator[tuple[int, str, str, str]]:
    yield 400, "malformed", "The address holds a character that no address here has", FRAMEWORK[400].next_step
    yield 401, *_titled(401, FRAMEWORK[401].title)
    yield 406, *_titled(406, "Could not satisfy the request Accept header.")
    yield 429, *_titled(429, "Request was throttled.")
    if operation.takes:
        yield 413, "body-too-large", "The body is larger than this address takes", "Send fewer or smaller values."
        yield 415, *_titled(415, "Unsupported media type in request.")


def _titled(status: int, title: str) -> tuple[str, str, str]:
    return FRAMEWORK[status].code, title, FRAMEWORK[status].next_step


def _example(status: int, code: str, title: str, detail: str) -> dict[str, Any]:
    told = {"type": f"/problems/{code}", "title": title, "status": status, "detail": detail}
    return {"summary": title, "value": {**told, "instance": _REQUEST, "code": code}}


def _response(status: int, codes: dict[str, Any]) -> Schema:
    named = ", ".join(f"`{code}`" for code in codes)
    headers: Schema = {"Retry-After": {"schema": {"type": "integer"}}} if status in (409, 429, 503) else {}
    if status == 401:
        headers = {"WWW-Authenticate": {"required": True, "schema": {"type": "string"}}}
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": codes}}
    return {"description": f"Refused: {named}", "content": content} | ({"headers": headers} if headers else {})
