"""What is due in a council within 20 working days, and what is overdue: on its first day, and on any other."""

from typing import ClassVar, Final

from django.http import HttpRequest, HttpResponse

from accounts.permissions import Permission
from web.page import Crumb, HousePage
from web.past import refuse_past
from workforce import queries
from workforce.queries import AHEAD
from workforce.shapes import DueItem

COLUMNS: Final = ("Child", "What", "By", "IRO")


class DueSoon(HousePage):
    """GET, with `?council=` (a code) for one council; else all of the region's."""

    permissions: ClassVar = {"get": Permission.WORKFORCE_VIEW}

    def crumbs(self) -> list[Crumb]:
        return [("Team", "/region/team/")]

    def get(self, request: HttpRequest) -> HttpResponse:
        refuse_past(request)
        found = queries.due_soon(actor=self.actor, council=request.GET.get("council", ""))
        return self.show(
            "team/due.html",
            {
                "columns": COLUMNS,
                "rows": [_row(one) for one in found],
                "overdue": sum(one.due.days_left < 0 for one in found),
                "without": sum(not one.officer for one in found),
                "ahead": AHEAD,
            },
        )


def _row(one: DueItem) -> list[object]:
    late = one.due.days_left < 0
    by = {"text": f"{one.due.limit:%-d %B %Y}", "hint": f"{abs(one.due.days_left)} days {'late' if late else 'left'}"}
    return [
        {"text": one.initials, "hint": f"{one.reference}, {one.council_name}"},
        one.due.title,
        by | ({"colour": "red"} if late else {}),
        {"text": one.officer} if one.officer else {"text": "Nobody", "colour": "yellow"},
    ]
