"""drf-spectacular's schema of a view, made from the operation that the view declares and from nothing else."""

from typing import Any, Literal, cast

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiExample, OpenApiParameter
from rest_framework.serializers import Serializer

from api.contract import refusals
from api.contract.examples import example
from api.contract.shapes import Schema, Shapes
from api.idempotency import HEADER, PATTERN, REPLAYED
from api.operations import Operation
from api.v1.asof import AS_OF, AsKnown
from api.views import HouseView

_HEADER: Literal["header"] = "header"
_TEXT = {"schema": {"type": "string"}}
CODE = OpenApiParameter(
    "code", {"type": "string", "pattern": "^[0-9]{3}$"}, OpenApiParameter.PATH, description="The council's DfE code"
)
_KEY = OpenApiParameter(
    HEADER, {"type": "string", "pattern": PATTERN}, _HEADER,
    description="A name of your own for this write, such as a UUID: sent again, it is answered and not done again",
)  # fmt: skip
_MATCH = OpenApiParameter(
    "If-Match", {"type": "string", "pattern": '^(\\*|"[0-9a-f]{32}")$'}, _HEADER, required=True,
    description="The ETag of what you read, or `*`",
)  # fmt: skip
_NONE_MATCH = OpenApiParameter(
    "If-None-Match", {"type": "string"}, _HEADER,
    description="An ETag that you have: 304 if it is still right",
)  # fmt: skip
_LIMITS = {"RateLimit-Policy": _TEXT, "RateLimit": _TEXT, "X-Request-ID": _TEXT}


class DeclaredSchema(AutoSchema):
    @property
    def operation(self) -> Operation:
        return cast(HouseView, self.view).operations[self.method]

    def is_excluded(self) -> bool:
        """The department's feed has a contract of its own, and not ours to write."""
        return not self.path.startswith("/api/")

    def get_operation_id(self) -> str:
        return self.operation.id

    def get_summary(self) -> str:
        return self.operation.summary

    def get_description(self) -> str:  # type: ignore[override]
        handler = getattr(self.view, self.method.lower())
        return " ".join((handler.__doc__ or "").split())

    def is_deprecated(self) -> bool:
        return self.operation.deprecation is not None

    def get_auth(self) -> list[dict[str, list[str]]]:
        return [{"system": ["cases"]}, {"person": []}]

    def get_tags(self) -> list[str]:
        return [type(self.view).__module__.rpartition(".")[2]]

    def get_override_parameters(self) -> list[Any]:
        operation = self.operation
        given: list[Any] = [*([CODE] if "{code}" in self.path else []), *operation.parameters]
        if operation.dated:
            given.append(AS_OF)
        if operation.once:
            given.append(_KEY)
        if operation.conditional:
            given.append(_MATCH)
        if self._has_validator:
            given.append(_NONE_MATCH)
        return given

    def get_request_serializer(self) -> Any:
        return self.operation.takes

    def get_examples(self) -> list[OpenApiExample]:
        given = self.operation.example
        return [OpenApiExample("good", given, request_only=True)] if given else []

    def _is_list_view(self, serializer: Any = None) -> bool:
        """The answer says itself whether it is a list."""
        return False

    @property
    def _has_validator(self) -> bool:
        return self.method == "GET" and self.operation.returns is not None

    def _map_basic_serializer(self, serializer: Serializer[Any], direction: Any) -> Any:
        """Nothing but what is named is taken (api.serializers.Strict)."""
        mapped = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        return {**mapped, "additionalProperties": False}

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        operation, refused = self.operation, refusals.responses(self.operation)
        self._register("Problem", refusals.PROBLEM)
        answers = {str(operation.status): self._good(operation)}
        if self._has_validator:
            answers["304"] = {"description": "What you have is still right.", "headers": {"ETag": _TEXT, **_LIMITS}}
        return answers | refused

    def _good(self, operation: Operation) -> Schema:
        headers = {**_LIMITS, **{name: {"description": said, **_TEXT} for name, said in operation.headers.items()}}
        if operation.once:
            headers[REPLAYED] = {"description": "`true`: this had been done before", **_TEXT}
        if self._has_validator:
            headers["ETag"] = {"required": True, **_TEXT}
        described: Schema = {"description": operation.summary, "headers": headers}
        if operation.returns is None:
            return described if operation.status == 204 else described | {"content": _file(operation.media_type)}
        return described | {"content": {"application/json": self._body(operation)}}

    def _body(self, operation: Operation) -> Schema:
        shapes = Shapes()
        schema = shapes.schema(operation.returns)
        shown = example(schema, shapes.components)
        if operation.dated:
            schema = {"allOf": [schema, {"type": "object", "properties": {"as_of": shapes.schema(AsKnown)}}]}
        for name, component in shapes.components.items():
            self._register(name, component)
        return {"schema": schema, "example": shown}

    def _register(self, name: str, schema: Schema) -> None:
        """Raises TypeError where two shapes would stand under one name: readers would be told of the wrong one."""
        component = ResolvedComponent(  # type: ignore[no-untyped-call]
            name, ResolvedComponent.SCHEMA, schema=schema, object=name
        )
        self.registry.register_on_missing(component)
        if self.registry[component].schema != schema:
            raise TypeError(f"Two different shapes are called {name}: rename one.")


def _file(media_type: str) -> Schema:
    return {media_type: {"schema": {"type": "string"} if media_type.startswith("text/") else {}}}
