"""The manager's page of the region: who has how many children, whose appointment waits, and choosing an IRO."""

from decimal import Decimal
from typing import ClassVar, Final

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from accounts.permissions import Permission
from tenants.problems import NotFound
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.past import refuse_past
from web.widgets import RadioSelect
from workforce import actions, queries
from workforce.shapes import TeamMember, Unappointed

COLUMNS: Final = (
    "IRO",
    {"label": "Children", "numeric": True},
    {"label": "Full-time equivalent", "numeric": True},
    {"label": "Children per full-time equivalent", "numeric": True},
    "Band",
)
WAITING_COLUMNS: Final = ("Child", "Council", "Appoint by", "Proposed", "Allocate")
BANDS: Final = {
    "green-low": ("Room for more", "green", "under 50"),
    "green": ("Good practice", "green", "50 to 70"),
    "amber": ("High", "orange", "over 70"),
    "red": ("Too high", "red", "over 85"),
}


class Team(HousePage):
    """GET: children for whom nobody is proposed, appointments that are overdue, caseloads with their bands."""

    permissions: ClassVar = {"get": Permission.WORKFORCE_VIEW}

    def get(self, request: HttpRequest) -> HttpResponse:
        refuse_past(request)
        members, waiting = queries.team(actor=self.actor), queries.unappointed(actor=self.actor)
        unallocated = [one for one in waiting if not one.proposed]
        overdue = [one for one in waiting if one.proposed and one.days_left < 0]
        return self.show(
            "team/team.html",
            {
                "columns": COLUMNS,
                "rows": [_member_row(one) for one in members],
                "waiting_columns": WAITING_COLUMNS if self._may_allocate else WAITING_COLUMNS[:-1],
                "unallocated": [self._waiting_row(one) for one in unallocated],
                "overdue": [self._waiting_row(one) for one in overdue],
                "children": sum(one.children for one in members),
                "late": sum(one.days_left < 0 for one in waiting),
            },
        )

    @property
    def _may_allocate(self) -> bool:
        return self.actor.may(Permission.WORKFORCE_MANAGE)

    def _waiting_row(self, one: Unappointed) -> list[object]:
        row: list[object] = [
            {"text": one.initials, "hint": one.reference},
            one.council_name,
            {"text": f"{one.appointment_limit:%-d %B %Y}", "hint": _days(one.days_left)},
            {"text": one.proposed} if one.proposed else {"text": "Nobody", "colour": "red"},
        ]
        words = "Choose another" if one.proposed else "Choose an IRO"
        link = {"text": words, "url": reverse("allocate", args=[one.council, one.period_id])}
        return [*row, link] if self._may_allocate else row


def _days(left: int) -> str:
    if left == 0:
        return "today is the last day"
    days = abs(left)
    return f"{days} day{'' if days == 1 else 's'} {'late' if left < 0 else 'left'}"


def _member_row(one: TeamMember) -> list[object]:
    words, colour, children = BANDS[one.band]
    until = f", until {one.employed_until:%-d %B %Y}" if one.employed_until else ""
    return [
        {"text": one.name, "hint": f"{one.registration}{until}"},
        str(one.children),
        _plain(one.fte * one.review_share),
        _plain(one.per_fte),
        {"text": words, "colour": colour, "hint": children},
    ]


def _plain(number: Decimal) -> str:
    """Without needless noughts: 1, 0.8, 62.5."""
    return f"{number.normalize():f}"


class AllocateForm(Form):
    """`officer` and `reason`."""

    officer = forms.ChoiceField(label="Who is to be this child’s IRO?", widget=RadioSelect)
    reason = forms.CharField(
        label="Why this officer",
        help_text="Kept with the proposal. For example: knows the family; speaks the child’s language.",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, data: QueryDict | None, members: tuple[TeamMember, ...]) -> None:
        super().__init__(data)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(field.widget, RadioSelect)
        field.choices = [(str(one.officer_id), one.name) for one in members]
        field.widget.hints = {str(one.officer_id): _load_in_words(one) for one in members}


def _load_in_words(one: TeamMember) -> str:
    children = f"{one.children} child{'' if one.children == 1 else 'ren'}"
    return f"{children}, {_plain(one.per_fte)} per full-time equivalent"


class Allocate(FormPage):
    """The manager chooses the IRO to propose, or another one until the council has confirmed.

    POST: `officer` (the officer's id), `reason` (may be empty). Then: the team's page.
    """

    permissions: ClassVar = {"get": Permission.WORKFORCE_MANAGE, "post": Permission.WORKFORCE_MANAGE}
    template = "team/allocate.html"
    case: Unappointed
    members: tuple[TeamMember, ...]

    def crumbs(self) -> list[Crumb]:
        return [("Team", reverse("team"))]

    def prepare(self) -> dict[str, object]:
        wanted = (self.kwargs["council"], self.kwargs["period_id"])
        waiting = queries.unappointed(actor=self.actor)
        found = next((one for one in waiting if (one.council, one.period_id) == wanted), None)
        if found is None:
            raise NotFound("No child there waits for an IRO. Go back to the team’s page.")
        self.case, self.members = found, queries.team(actor=self.actor)
        return {"case": found}

    def make_form(self, data: QueryDict | None) -> AllocateForm:
        return AllocateForm(data, self.members)

    def carry_out(self, form: Form) -> Done:
        given, case = form.cleaned_data, self.case
        officer = next(one for one in self.members if str(one.officer_id) == given["officer"])
        actions.allocate(case.council, case.period_id, officer.officer_id, reason=given["reason"], actor=self.actor)
        return Done(
            reverse("team"),
            f"{officer.name} is proposed for {case.reference}. {case.council_name} has it to confirm.",
        )
