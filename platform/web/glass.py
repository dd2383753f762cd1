"""Break-glass: an IRO opens another IRO's case for 60 minutes, the uses are listed, an IRO manager reviews each."""

from typing import ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.permissions import Permission
from casework import actions, queries
from casework.queries.shapes import GlassView
from casework.rules.glass import MINUTES, GlassReason, Outcome
from casework.rules.reasons import SHORTEST_REASON
from tenants.problems import Invalid, NotFound
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.widgets import RadioSelect

COLUMNS = ("Used", "By", "Child", "Why", "Review")


class GlassForm(Form):
    reference = forms.CharField(label="Council’s reference for the child", max_length=40)
    code = forms.ChoiceField(
        label="Why do you have to see this case?",
        choices=[(reason.value, reason.label) for reason in GlassReason],
        widget=RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        help_text=f"At least {SHORTEST_REASON} characters. The child’s IRO, the IRO managers and the council’s data"
        " protection officer are told at once.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class BreakTheGlass(FormPage):
    """`…/break-glass/new/`. POST: reference, code, reason. Then: the child's page, which stays open for 60 minutes."""

    permissions: ClassVar = {"get": Permission.BREAKGLASS_OPEN, "post": Permission.BREAKGLASS_OPEN}
    template = "glass/break.html"
    form_class = GlassForm

    def crumbs(self) -> list[Crumb]:
        return [(f"Cases, {self.actor.house_name}", reverse("cases", args=[self.code]))]

    def prepare(self) -> dict[str, object]:
        return {"minutes": MINUTES}

    def carry_out(self, form: Form) -> Done:
        given = form.cleaned_data
        try:
            opened = actions.break_glass(given["reference"], given["code"], given["reason"], actor=self.actor)
        except NotFound as unknown:
            told = f"There is no child with the reference {given['reference']} here. That you asked is recorded"
            raise Invalid("Check the reference.", errors={"reference": told}) from unknown
        until = f"{localtime(opened.until):%H:%M}"
        return Done(
            reverse("case", args=[self.code, opened.child_id]), f"You can see this case until {until}. Others are told."
        )


class GlassUses(HousePage):
    """GET: the uses of break-glass in this council, first those that wait for their review."""

    permissions: ClassVar = {"get": Permission.LOOK_VIEW_ALL}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        uses = queries.broken_glass(actor=self.actor)
        return self.show(
            "glass/list.html",
            {
                "columns": COLUMNS,
                "waiting": [self._row(one) for one in uses if one.review is None],
                "reviewed": [self._row(one) for one in uses if one.review is not None],
            },
        )

    def _row(self, one: GlassView) -> list[object]:
        return [
            {"text": f"{localtime(one.opened_at):%-d %B %Y, %H:%M}", "hint": f"until {localtime(one.until):%H:%M}"},
            one.person_name,
            {"text": one.reference, "url": reverse("looks", args=[self.code, one.child_id])},
            {"text": one.why.label, "hint": one.reason},
            self._review(one),
        ]

    def _review(self, one: GlassView) -> dict[str, object]:
        if one.review is not None:
            said = f"{one.review.reviewed_by}, {one.review.reviewed_on:%-d %B %Y}: {one.review.note}"
            return {
                "text": one.review.outcome.label,
                "colour": "green" if one.review.outcome is Outcome.JUSTIFIED else "red",
                "hint": said,
            }
        late = ", late" if one.days_left < 0 else ""
        limit = f"by {one.review_limit:%-d %B %Y}{late}"
        if not self.actor.may(Permission.BREAKGLASS_REVIEW) or one.person_id == self.actor.person_id:
            return {"text": "Waits for an IRO manager", "hint": limit}
        return {"text": "Review", "url": reverse("review_glass", args=[self.code, one.id]), "hint": limit}


class ReviewForm(Form):
    outcome = forms.ChoiceField(
        label="Was it justified?", choices=[(one.value, one.label) for one in Outcome], widget=RadioSelect
    )
    note = forms.CharField(
        label="What you looked at, and what follows", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )


class ReviewGlass(FormPage):
    """`…/break-glass/<break_glass_id>/review/`. POST: outcome, note. Then: the list."""

    permissions: ClassVar = {"get": Permission.BREAKGLASS_REVIEW, "post": Permission.BREAKGLASS_REVIEW}
    template = "glass/review.html"
    form_class = ReviewForm

    def crumbs(self) -> list[Crumb]:
        return [("Break-glass", reverse("glass_uses", args=[self.code]))]

    def prepare(self) -> dict[str, object]:
        wanted: UUID = self.kwargs["break_glass_id"]
        found = next((one for one in queries.broken_glass(actor=self.actor) if one.id == wanted), None)
        if found is None:
            raise NotFound("There is no such break-glass here. Go back to the list.")
        return {"use": found}

    def carry_out(self, form: Form) -> Done:
        given = form.cleaned_data
        actions.review_break_glass(self.kwargs["break_glass_id"], given["outcome"], given["note"], actor=self.actor)
        return Done(reverse("glass_uses", args=[self.code]), "The review is recorded.")
