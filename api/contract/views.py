"""`/api/v1/schema`: the contract, made once a process."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe
from drf_spectacular.generators import SchemaGenerator

from api.conditions import etag

MEDIA_TYPE = "application/vnd.oai.openapi+json"


@cache
def contract() -> dict[str, object]:
    """The OpenAPI 3.1 document."""
    generator = SchemaGenerator(api_version="v1")  # type: ignore[no-untyped-call]
    made: dict[str, object] = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return made


def _etag(request: HttpRequest) -> str:
    return etag(contract())


@require_safe
@condition(etag_func=_etag)
def schema(request: HttpRequest) -> HttpResponse:
    """For anybody: it names no child and no council."""
    return HttpResponse(json.dumps(contract(), ensure_ascii=False), content_type=MEDIA_TYPE)
