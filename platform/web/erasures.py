"""How long a record is kept: holds, and erasures, which the service proposes and the council confirms."""

from typing import ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Permission
from casework import actions, queries
from casework.queries.shapes import ErasureView, HoldView, KeepingView, WaitingErasure
from casework.rules.erasing import Ground
from web.cases import case_crumbs
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.widgets import RadioSelect

COLUMNS = ("Erased on", "Why", "Proposed and confirmed by", "Entries of history", "Event in the log")


class HoldForm(Form):
    reason = forms.CharField(label="Why?", help_text="At least 20 characters.", widget=forms.Textarea({"rows": 3}))


class ProposalForm(Form):
    ground = forms.ChoiceField(
        label="On what ground?", choices=[(one.value, one.label) for one in Ground], widget=RadioSelect
    )
    reason = forms.CharField(
        label="Why?",
        help_text="At least 20 characters, without the child’s name: this stays when the record is gone.",
        widget=forms.Textarea({"rows": 3}),
    )


class ConfirmForm(Form):
    sure = forms.BooleanField(label="I have looked at the record, and it is to be erased for good")


class Erasures(HousePage):
    """GET: what waits for the council, and what was erased."""

    permissions: ClassVar = {"get": Permission.ERASURE_VIEW}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return self.show(
            "erasures/list.html",
            {
                "waiting": queries.waiting_erasures(actor=self.actor),
                "may_confirm": self.actor.may(Permission.ERASURE_CONFIRM),
                "columns": COLUMNS,
                "rows": [_row(one) for one in queries.erasures(actor=self.actor)],
            },
        )


def _row(one: ErasureView) -> list[object]:
    event = {"text": one.event} if one.event is not None else "Waits for its number"
    both = {"text": one.proposed_by, "hint": f"confirmed by {one.confirmed_by}"}
    return [f"{one.erased_on:%-d %B %Y}", one.ground, both, {"text": one.entries}, event]


class _OfChild(FormPage):
    """A form about one child's record; then back to the child's page."""

    keeping: KeepingView

    def crumbs(self) -> list[Crumb]:
        return case_crumbs(self, self.keeping.child_id, self.keeping.name)

    def prepare(self) -> dict[str, object]:
        self.keeping = queries.keeping(self.kwargs["child_id"], actor=self.actor)
        return {"keeping": self.keeping}

    def done(self, message: str) -> Done:
        return Done(f"{reverse('case', args=[self.code, self.keeping.child_id])}#keeping", message)


class PlaceHold(_OfChild):
    """`…/cases/<child_id>/holds/new/`. POST: reason."""

    permissions: ClassVar = {"get": Permission.HOLD_PLACE, "post": Permission.HOLD_PLACE}
    template = "erasures/hold.html"
    form_class = HoldForm

    def carry_out(self, form: Form) -> Done:
        actions.place_hold(self.keeping.child_id, form.cleaned_data["reason"], actor=self.actor)
        return self.done("The record is on hold: nothing of it can be erased.")


class ReleaseHold(_OfChild):
    """`…/holds/<hold_id>/release/`. POST: reason."""

    permissions: ClassVar = {"get": Permission.HOLD_PLACE, "post": Permission.HOLD_PLACE}
    template = "erasures/release.html"
    form_class = HoldForm
    hold: HoldView

    def prepare(self) -> dict[str, object]:
        self.hold, self.keeping = queries.hold(self.kwargs["hold_id"], actor=self.actor)
        return {"keeping": self.keeping, "hold": self.hold}

    def carry_out(self, form: Form) -> Done:
        actions.release_hold(self.hold.id, form.cleaned_data["reason"], actor=self.actor)
        return self.done("The hold is released.")


class ProposeErasure(_OfChild):
    """`…/cases/<child_id>/erasures/new/`. POST: ground, reason."""

    permissions: ClassVar = {"get": Permission.ERASURE_PROPOSE, "post": Permission.ERASURE_PROPOSE}
    template = "erasures/propose.html"
    form_class = ProposalForm

    def carry_out(self, form: Form) -> Done:
        ground, reason = Ground(form.cleaned_data["ground"]), form.cleaned_data["reason"]
        actions.propose_erasure(self.keeping.child_id, ground, reason, actor=self.actor)
        return self.done("Proposed. Nothing is erased until the council’s director confirms it.")


class ConfirmErasure(FormPage):
    """`…/erasures/<proposal_id>/confirm/`. POST: sure."""

    permissions: ClassVar = {"get": Permission.ERASURE_CONFIRM, "post": Permission.ERASURE_CONFIRM}
    template = "erasures/confirm.html"
    form_class = ConfirmForm
    waiting: WaitingErasure

    def crumbs(self) -> list[Crumb]:
        return [("Erasures", reverse("erasures", args=[self.code]))]

    def prepare(self) -> dict[str, object]:
        proposal_id: UUID = self.kwargs["proposal_id"]
        self.waiting = queries.waiting_erasure(proposal_id, actor=self.actor)
        return {"waiting": self.waiting}

    def carry_out(self, form: Form) -> Done:
        done = actions.confirm_erasure(self.waiting.id, actor=self.actor)
        files = f", and {done.files} files" if done.files else ""
        return Done(reverse("erasures", args=[self.code]), f"{done.entries} entries are erased{files}.")
