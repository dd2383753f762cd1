"""Every address there is, from the resolver: what stands in its slots, and which permission each method needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from config.entrance import PREFIXES
from tenants.kinds import Kind

SLOT = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """`kind` is that of the house it leads into, None in the lobby. `needs` is by method, HEAD like GET."""

    template: str
    kind: Kind | None
    needs: "tuple[tuple[str, str], ...]"

    @property
    def is_api(self) -> bool:
        return self.template.startswith(("api/", "oauth/"))

    @property
    def slots(self) -> list[str]:
        return [name for _, name in SLOT.findall(self.template)]

    def need(self, method: str) -> str | None:
        """The permission that the method needs; None where the address doesn't take it."""
        reading = ("HEAD", "OPTIONS") if self.is_api else ("HEAD",)
        return dict(self.needs).get("GET" if method in reading else method)

    def path(self, words: dict[str, str]) -> str:
        return "/" + SLOT.sub(lambda slot: words[slot[2]], self.template)


def every() -> list[Route]:
    return [
        Route(template, _kind(template), _needs(view))
        for template, view in _walk(get_resolver().url_patterns, "")
        if "^" not in template and "(?P" not in template
    ]


def houses() -> list[Route]:
    return [route for route in every() if route.kind is not None]


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for entry in patterns:
        template = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, template)
        elif isinstance(entry, URLPattern):
            yield template, entry.callback


def _kind(template: str) -> Kind | None:
    return next((kind for prefix, kind in PREFIXES.items() if template.startswith(prefix)), None)


def _needs(view: Any) -> tuple[tuple[str, str], ...]:
    declared = getattr(getattr(view, "view_class", getattr(view, "cls", view)), "permissions", {})
    return tuple(sorted((method.upper(), str(permission)) for method, permission in declared.items()))
