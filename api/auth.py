"""The API's authenticator and permission: the middleware has pinned already, these ask what it found."""

from typing import Any

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication, CSRFCheck
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from accounts.actor import Actor, ActorKind
from accounts.permissions import Permission


class PinnedActor(BaseAuthentication):
    """`request.user` is the actor. A person's browser must carry the CSRF token to write."""

    def authenticate(self, request: Request) -> tuple[Actor, None] | None:
        actor: Actor | None = getattr(request._request, "actor", None)
        if actor is None:
            return None
        if actor.kind is ActorKind.PERSON:
            _ensure_csrf(request._request)
        return actor, None

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="councils"'


def _ensure_csrf(request: HttpRequest) -> None:
    check = CSRFCheck(lambda _: None)  # type: ignore[arg-type]
    check.process_request(request)
    reason = check.process_view(request, None, (), {})  # type: ignore[arg-type]
    if reason:
        raise PermissionDenied(f"CSRF: {reason}")


class Declared(BasePermission):
    """A view says which permission each method needs; one that says nothing lets nobody in."""

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = permission_of(view, request.method or "")
        if needed is None:
            return False
        actor: Any = request.user
        actor.ensure(needed)
        return True


def permission_of(view: Any, method: str) -> Permission | None:
    declared: dict[str, Permission] = getattr(view, "permissions", {})
    return declared.get("GET" if method in ("HEAD", "OPTIONS") else method)
