"""Whose house a path leads into, and who may enter it as what. Runs under the gate."""

from dataclasses import dataclass
from typing import cast

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from accounts import queries as accounts
from accounts.actions import FEED
from accounts.actor import Actor, Door
from accounts.models import Person
from accounts.permissions import FEED_PERMISSIONS, Side
from accounts.tokens import Bearer, bearer
from tenants import queries as tenants
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import Pin
from tenants.problems import NotFound, NotPermitted, Problem

# The first words of a route → the kind of house it leads into. A council's code stands in the path; a region's or a
# panel's people have one such house, so theirs doesn't.
PREFIXES = {
    "api/v1/councils/": Kind.COUNCIL,
    "api/v1/panel/": Kind.PANEL,
    "feeds/dfe/": Kind.COUNCIL,
    "councils/": Kind.COUNCIL,
    "region/": Kind.REGION,
    "panel/": Kind.PANEL,
}


class SignInNeeded(Problem):
    code = "sign-in-needed"
    status = 401
    title = "Sign in, or send a bearer token"


@dataclass(frozen=True, slots=True)
class Entry:
    pin: Pin
    actor: Actor
    sandbox: bool = False


def enter(request: HttpRequest) -> Entry | HttpResponse | None:
    """The pin and the actor for this request; a redirect where a person has a step to do first; None for the lobby."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    kind = next((kind for prefix, kind in PREFIXES.items() if match.route.startswith(prefix)), None)
    if kind is None:
        return None
    if match.route.startswith("feeds/"):
        return _enter_feed(request, match.kwargs["code"])
    is_api = match.route.startswith("api/")
    if request.headers.get("Authorization"):
        if not is_api:
            raise NotFound()
        return _enter_system(request, kind, match.kwargs.get("code", ""))
    if not request.user.is_authenticated:
        if is_api:
            raise SignInNeeded("Ask /oauth/token for a token and send it as `Authorization: Bearer …`.")
        return redirect(f"/accounts/login/?next={request.path}")
    return _enter_person(request, kind, match.kwargs.get("code", ""), Door.API if is_api else Door.PAGE)


def _enter_system(request: HttpRequest, kind: Kind, code: str) -> Entry:
    found = bearer(request.headers["Authorization"], request.path)
    if found is None or "cases" not in found.scopes:
        raise SignInNeeded(
            "The token is unknown, has ended or lacks the scope `cases`: ask /oauth/token for a new one."
        )
    house = tenants.house(kind, code)
    return Entry(house.own_pin(), accounts.enter_system(found.system, house, _request_id(request)), house.sandbox)


def _enter_feed(request: HttpRequest, code: str) -> Entry:
    """By the statuses of the department's contract: 401 for whoever isn't known, 403 for whoever may not send here."""
    found = bearer(request.headers.get("Authorization", ""), request.path)
    if found is None:
        raise SignInNeeded("The bearer token is missing, unknown or has ended: ask /oauth/token for a new one.")
    _ensure_may_feed(found, request.headers.get("SupplierKey", ""))
    try:
        house = tenants.house(Kind.COUNCIL, code)
        actor = accounts.enter_system(found.system, house, _request_id(request), FEED_PERMISSIONS)
    except NotFound as elsewhere:
        raise NotPermitted("This client sends for its own council alone: check the LA code.") from elsewhere
    return Entry(house.own_pin(), actor, house.sandbox)


def _ensure_may_feed(found: Bearer, supplier_key: str) -> None:
    if FEED not in found.scopes:
        raise NotPermitted("This client was not granted the scope `feed`: ask whoever runs the service.")
    if not found.system.knows(supplier_key):
        raise SignInNeeded("The header SupplierKey is missing or is not this client's key.")


def _enter_person(request: HttpRequest, kind: Kind, code: str, door: Door) -> Entry | HttpResponse:
    person = cast(Person, request.user)
    house = tenants.house(kind, code) if kind is Kind.COUNCIL else _own_house(person, kind)
    actor = accounts.enter(person, house, door, _request_id(request))
    if _needs_second_factor(person, house):
        return redirect("mfa_activate_totp")
    from_region = kind is Kind.COUNCIL and person.side == Side.REGION
    return Entry(house.service_pin() if from_region else house.own_pin(), actor, house.sandbox)


def _own_house(person: Person, kind: Kind) -> House:
    for seat in accounts.seats(person):
        if seat.house is not None and seat.house.kind == kind:
            return tenants.house(kind, seat.house.code)
    raise NotFound()


def _needs_second_factor(person: Person, house: House) -> bool:
    """A house may require one of everybody who enters; a region's requirement holds in its councils too."""
    required = house.require_mfa or (house.region is not None and house.region.require_mfa)
    return required and not is_mfa_enabled(person)


def _request_id(request: HttpRequest) -> str:
    return str(getattr(request, "request_id", ""))
