"""The links at the top of each page: those of the actor's permissions, in the house that the path leads into."""

from accounts.actor import Actor
from accounts.permissions import Permission as P

Link = tuple[str, str, bool]
# (label, address, permission); {house} is /councils/210, /region or /panel, as in the path.
LINKS = {
    "councils": (
        ("Cases", "{house}/", P.CASE_VIEW),
        ("Disputes", "{house}/disputes/", P.DISPUTE_VIEW),
        ("About IROs", "{house}/iro-concerns/", P.IRO_CONCERN_VIEW),
        ("To vote on", "{house}/votes/", P.REVIEW_VOTE),
        ("Returns", "{house}/imports/", P.CASE_SUBMIT),
        ("Webhooks", "{house}/webhooks/", P.WEBHOOK_MANAGE),
        ("Appointments", "{house}/appointments/", P.APPOINTMENT_CONFIRM),
        ("Break-glass", "{house}/break-glass/", P.LOOK_VIEW_ALL),
        ("Who looked", "{house}/looks/", P.LOOK_VIEW_ALL),
        ("Misplaced records", "{house}/misplaced/", P.MISPLACEMENT_CONFIRM),
        ("Erasures", "{house}/erasures/", P.ERASURE_VIEW),
        ("My worklist", "/region/", P.REVIEW_HOLD),
        ("Team", "/region/team/", P.WORKFORCE_VIEW),
    ),
    "region": (
        ("My worklist", "{house}/", P.REVIEW_HOLD),
        ("Team", "{house}/team/", P.WORKFORCE_VIEW),
        ("Due soon", "{house}/due/", P.WORKFORCE_VIEW),
    ),
    "panel": (
        ("Referrals", "{house}/", P.ARBITRATION_VIEW),
        ("Publications", "{house}/publications/", P.PUBLICATION_CHECK),
    ),
}


def navigation(actor: Actor, path: str) -> list[Link]:
    parts = path.strip("/").split("/")
    house = "/" + "/".join(parts[:2] if parts[0] == "councils" else parts[:1])
    return [
        (label, address.format(house=house), path == address.format(house=house))
        for label, address, permission in LINKS.get(parts[0], ())
        if actor.may(permission)
    ]
