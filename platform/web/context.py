"""What every page shows around its content: where one is, where one may go, and whether the children are invented."""

from django.db import DatabaseError
from django.http import HttpRequest

from accounts.actor import Actor
from tenants import clock
from web.navigation import navigation


def page(request: HttpRequest) -> dict[str, object]:
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "navigation": navigation(actor, request.path) if actor else [],
        "demonstration": is_demonstration(),
        "sandbox": getattr(request, "sandbox", False),
    }


def is_demonstration() -> bool:
    """Asked once a process. A page about a database that is away must not need it."""
    try:
        return clock.is_demo()
    except DatabaseError:
        return False
