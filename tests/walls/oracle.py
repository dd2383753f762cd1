"""What must come of a knock, worked out from what is declared: roles, houses, permissions, the protocol's lines.

Stated anew here, in few words, so that the entrance is not its own judge.
"""

from dataclasses import dataclass

from config.protocol import PROTOCOL
from tenants.kinds import Kind
from tests.walls.canaries import Canary
from tests.walls.principals import Principal
from tests.walls.routes import Route

REGION_OF = {"council/210": "region/london", "council/305": "region/london", "council/351": "region/north"}
HOUSES = (*REGION_OF, "region/london", "region/north", "panel/national", "panel/northern")
ROLES_WITHOUT_A_HOUSE = ("administrator", "auditor")
"""An administrator works by command; what an auditor reads has a login of its own."""
SYSTEM = "council_system"


@dataclass(frozen=True)
class Fate:
    """`statuses` that may be answered; `reached` is the house whose words may show, empty where none may."""

    statuses: frozenset[int]
    reached: str = ""


REDIRECTED, UNKNOWN, NOTHING = Fate(frozenset({302})), Fate(frozenset({401})), Fate(frozenset({404}))
FORBIDDEN, NO_SUCH_METHOD = Fate(frozenset({403})), Fate(frozenset({405}))


def reached(who: Principal, route: Route, house: str) -> str:
    """The house that the address leads this principal into; empty for a wall."""
    if route.kind is None or not who.house or who.role in ROLES_WITHOUT_A_HOUSE:
        return ""
    if route.kind is not Kind.COUNCIL:
        return who.house if who.house.startswith(str(route.kind)) else ""
    return house if who.house in (house, REGION_OF.get(house)) else ""


def fate(who: Principal, route: Route, house: str, method: str) -> Fate:
    """In `house`, which a council's address names."""
    if who.token and not route.is_api:
        return NOTHING
    if not who.is_known:
        return UNKNOWN if route.is_api else REDIRECTED
    within = reached(who, route, house)
    if not within:
        return NOTHING
    return _inside(who, route, within, method)


def _inside(who: Principal, route: Route, within: str, method: str) -> Fate:
    needed = route.need(method)
    held = PROTOCOL.held[SYSTEM if who.role == "system" else who.role]
    if needed is None:
        return FORBIDDEN if route.is_api else NO_SUCH_METHOD
    if needed not in held:
        return FORBIDDEN
    return Fate(frozenset({200, 201, 202, 204, 302, 400, 403, 404, 409, 415, 422}), within)


def may_see(who: Principal, within: str, canary: Canary) -> bool:
    """Whether this word may stand before this principal's eyes in that house: by the protocol's line of its table."""
    if canary.house != within.replace("/", "_"):
        return False
    kind = Kind(within.split("/", maxsplit=1)[0])
    party = SYSTEM if who.role == "system" else who.role
    return "see" in PROTOCOL.by_kind[kind][canary.table].verbs(party)
