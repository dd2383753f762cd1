"""Who looked at a child's record: found by the council's reference, listed the newest first."""

from typing import ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.permissions import Permission
from casework import queries
from casework.queries.shapes import LookView
from tenants.problems import Invalid, NotFound
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.record import DOORS

COLUMNS = ("When", "Who", "For whom", "What", "Why", "How")
WHAT = {
    "IROs": "The council’s IROs",
    "break-glass": "Break-glass",
    "bundle for the panel": "The bundle for the panel",
    "care": "The periods of care",
    "case": "The case",
    "cases": "The list of cases",
    "decisions awaiting a vote": "Decisions to vote on",
    "dispute": "A dispute",
    "concerns about IROs": "Concerns about IROs",
    "commendations": "Commendations",
    "concerns": "Concerns that were put informally",
    "disputes": "The list of disputes",
    "due soon": "What is due soon",
    "history": "The history of the record",
    "history of a dispute": "The history of a dispute",
    "history of disputes": "The history of disputes",
    "history of reviews": "The history of reviews",
    "looks": "Who looked",
    "misplaced record": "A record in the wrong place",
    "misplaced records": "The records in the wrong place",
    "next review": "When the next review is due",
    "notice": "A notice of a change",
    "notices": "The notices of changes",
    "paper": "A paper",
    "papers": "The list of papers",
    "proposals": "Appointments to confirm",
    "publication": "A determination that is prepared for publication",
    "publications": "The list of publications",
    "return": "A return and its row report",
    "return export": "The return taken out",
    "return findings": "The row report of a return",
    "returns": "The list of returns",
    "review": "A review",
    "reviews": "The reviews",
    "search": "A search",
    "teams": "The teams",
    "uses of break-glass": "The uses of break-glass",
    "workers": "The list of social workers",
}
"""A look's `what` in words; one that is missing here is shown as it was recorded."""


class ReferenceForm(Form):
    reference = forms.CharField(label="Council’s reference for the child", max_length=40)


class FindLooks(FormPage):
    """`…/looks/`: whoever watches over access names a child by reference. Then: the looks at that child's record."""

    permissions: ClassVar = {"get": Permission.LOOK_VIEW_ALL, "post": Permission.LOOK_VIEW_ALL}
    template = "looks/find.html"
    form_class = ReferenceForm

    def carry_out(self, form: Form) -> Done:
        reference = form.cleaned_data["reference"]
        try:
            found = queries.looks(reference, actor=self.actor, limit=1)
        except NotFound as unknown:
            told = f"There is no child with the reference {reference} here"
            raise Invalid("Check the reference.", errors={"reference": told}) from unknown
        return Done(reverse("looks", args=[self.code, found.child_id]), "")


class Looks(HousePage):
    """GET: the looks at one child's record, the newest first, 50 a page (`?before=number`)."""

    permissions: ClassVar = {"get": Permission.LOOK_VIEW}

    def crumbs(self) -> list[Crumb]:
        if self.actor.may(Permission.CASE_VIEW):
            above = [(f"Cases, {self.actor.house_name}", reverse("cases", args=[self.code]))]
            return [*above, ("The child", reverse("case", args=[self.code, self.kwargs["child_id"]]))]
        return [("Who looked", reverse("find_looks", args=[self.code]))]

    def get(self, request: HttpRequest, code: str, child_id: UUID) -> HttpResponse:
        before = request.GET.get("before", "")
        page = queries.looks(child_id, actor=self.actor, before=_number(before))
        return self.show(
            "looks/list.html",
            {
                "page": page,
                "columns": COLUMNS,
                "rows": [_row(one) for one in page.items],
                "next_url": f"?before={page.next}" if page.next else "",
                "previous_url": reverse("looks", args=[code, child_id]) if before else "",
            },
        )


def _number(given: str) -> int | None:
    """What isn't a number of ours is no place to go on from: the newest are shown."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def _row(one: LookView) -> list[object]:
    others = one.children - 1
    return [
        {"text": f"{localtime(one.at):%-d %B %Y, %H:%M:%S}"},
        {"text": one.who, "hint": "role not recorded" if one.role is None else one.role},
        one.on_behalf_of,
        {
            "text": WHAT.get(one.what, one.what),
            "hint": f"with {others} other {'child' if others == 1 else 'children'}" if others else "",
        },
        {"text": one.purpose[:1].upper() + one.purpose[1:], "hint": "by break-glass" if one.by_break_glass else ""},
        DOORS.get(one.door, one.door),
    ]
