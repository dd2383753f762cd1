"""What every page shows around its content: where one is, where one may go, and whether this is a demonstration."""

from django.http import HttpRequest

from accounts.actor import Actor
from web.navigation import navigation


def page(request: HttpRequest) -> dict[str, object]:
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "navigation": navigation(actor, request.path) if actor else [],
        "demonstration": getattr(request, "demonstration", False),
    }
