"""An IRO's worklist across councils: what is due first at the front."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Permission
from tenants import clock
from web import weeks
from web.page import HousePage
from web.past import refuse_past
from workforce import queries
from workforce.shapes import Due, WorklistEntry

COLUMNS: Final = ("Child", "Council", "Due first", "By", "To read", "Disputes")
KINDS: Final = {"review": "Reviews", "dispute": "Disputes", "appointment": "Appointments"}


class Worklist(HousePage):
    """GET, with `?council=` (a code) and `?kind=` (review, dispute, appointment) to see some of it only."""

    permissions: ClassVar = {"get": Permission.REVIEW_HOLD}

    def get(self, request: HttpRequest) -> HttpResponse:
        refuse_past(request)
        everything = queries.worklist(actor=self.actor)
        council, kind = request.GET.get("council", ""), request.GET.get("kind", "")
        shown = _narrowed(everything, council, kind)
        coming = weeks.by_week([due for one in shown for due in one.due], clock.today())
        return self.show(
            "worklist/worklist.html",
            {
                "columns": COLUMNS,
                "rows": [_row(one) for one in shown],
                "councils": sorted({(one.council, one.council_name) for one in everything}, key=lambda one: one[1]),
                "kinds": KINDS.items(),
                "council": council,
                "kind": kind,
                "total": len(everything),
                "overdue": coming[0].total,
                **weeks.picture(coming),
            },
        )


def _narrowed(everything: Iterable[WorklistEntry], council: str, kind: str) -> list[WorklistEntry]:
    """Those of one council, or with only what is due of one kind; still what is due first at the front."""
    if council:
        everything = [one for one in everything if one.council == council]
    if kind:
        with_kind = [replace(one, due=tuple(due for due in one.due if due.kind == kind)) for one in everything]
        everything = sorted((one for one in with_kind if one.due), key=lambda one: one.due[0].limit)
    return list(everything)


def _row(one: WorklistEntry) -> list[object]:
    child: dict[str, object] = {"text": one.initials, "hint": one.reference}
    if one.appointed:
        child["url"] = reverse("case", args=[one.council, one.child_id])
    else:
        child["hint"] = f"{one.reference}, opens once the council has appointed you"
    first = one.due[0] if one.due else None
    disputes = {"text": f"{one.open_disputes} open", "colour": "red"} if one.open_disputes else {"text": "None"}
    told = f"{one.waiting_notices} change{'' if one.waiting_notices == 1 else 's'}"
    to_read = {"text": told, "colour": "yellow"} if one.waiting_notices else {"text": "Nothing"}
    return [child, one.council_name, {"text": first.title if first else "Nothing"}, _by(first), to_read, disputes]


def _by(due: Due | None) -> dict[str, object]:
    if due is None:
        return {"text": "–"}
    if due.days_left < 0:
        days = "1 day late" if due.days_left == -1 else f"{-due.days_left} days late"
        return {"text": days, "colour": "red", "hint": f"{due.limit:%-d %B %Y}"}
    left = "today is the last day" if due.days_left == 0 else f"{due.days_left} days left"
    return {"text": f"{due.limit:%-d %B %Y}", "hint": "1 day left" if due.days_left == 1 else left}
