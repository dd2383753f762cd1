"""An example for every schema: invented, the same each time, and true to the schema."""

from typing import Any

from api.contract.shapes import Schema

_KNOWN: dict[str, Any] = {
    "reference": "SW-1001",
    "name": "Zoë Example",
    "given_names": "Zoë",
    "family_name": "Example",
    "initials": "ZE",
    "iro_name": "Ada Fairweather",
    "who": "Ada Fairweather",
    "actor": "Max Adeyemi",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "origin": "iro.example/council/210/1",
    "media_type": "application/pdf",
    "email": "pat@example.org",
    "legal_status": "C1",
    "placement_type": "U4",
    "team": "Children in care 1",
    "postcode": "SE15",
}
_BY_FORMAT = {
    "uuid": "0b6f0d0e-7c1c-4f0e-9a55-6d3f5a1f2c11",
    "date": "2026-01-05",
    "date-time": "2026-01-05T09:30:00+00:00",
    "email": "pat@example.org",
    "uri": "https://council.example/hooks",
}
_LEAF = "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865"


def example(schema: Schema, components: dict[str, Schema], name: str = "", depth: int = 0) -> Any:
    """A value of `schema`; what nests deeper than any answer does is left empty."""
    if "$ref" in schema:
        return example(components[schema["$ref"].rsplit("/", 1)[1]], components, name, depth)
    for choice in ("anyOf", "oneOf"):
        if choice in schema and "properties" not in schema:
            return example(schema[choice][0], components, name, depth)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    return _of(kind[0] if isinstance(kind, list) else kind, schema, components, name, depth)


def _of(kind: str, schema: Schema, components: dict[str, Schema], name: str, depth: int) -> Any:
    if kind == "object":
        inner = schema.get("properties", {}) if depth < _DEEPEST else {}
        wanted = [*schema.get("required", ()), *(["leaf_hashes"] if "leaf_hashes" in inner else [])]
        return {one: example(inner[one], components, one, depth + 1) for one in wanted if one in inner}
    if kind == "array":
        return [example(schema["items"], components, name, depth + 1)] if depth < _DEEPEST else []
    if kind == "string":
        return _text(schema, name)
    return {"integer": schema.get("minimum", 1), "number": 1.0, "boolean": False}.get(kind)


def _text(schema: Schema, name: str) -> str:
    if schema.get("format") in _BY_FORMAT:
        return _BY_FORMAT[schema["format"]]
    if "pattern" in schema:
        return _LEAF
    return str(_KNOWN.get(name, schema.get("default", "…")))


_DEEPEST = 12
