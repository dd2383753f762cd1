"""Records in the wrong place: the council marks one, the region's manager says whether it is set aside."""

from collections.abc import Sequence
from operator import itemgetter
from typing import ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from accounts.permissions import Permission
from casework import actions, queries
from casework.queries.shapes import MisplacementView, MisplacementWithChild
from casework.rules.misplaced import LONGEST, Fault, Mark
from tenants import queries as tenants
from tenants.problems import NotFound
from web.cases import ChildFormPage
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.widgets import RadioSelect

COLUMNS = ("Child", "What is wrong", "Marked by", "The region")


class MarkForm(Form):
    """The other record is named as people know it: by the council's reference."""

    fault = forms.ChoiceField(
        label="What is wrong with this record?",
        choices=[(one.value, one.meaning) for one in Fault],
        widget=RadioSelect,
    )
    right_council = forms.ChoiceField(label="Sent to the wrong council: where does the child belong?", required=False)
    same_as = forms.CharField(
        label="Sent twice: the reference of the record that is kept", required=False, max_length=40
    )
    reason = forms.CharField(
        label="How do you know?", help_text="At least 20 characters.", max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, councils: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["right_council"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Not known yet"), *councils]


class AnswerForm(Form):
    confirmed = forms.TypedChoiceField(
        label="Is the record misplaced?",
        choices=[("yes", "Yes: set it aside"), ("no", "No: it stands where it belongs")],
        coerce=lambda given: given == "yes",
        widget=RadioSelect,
    )
    note = forms.CharField(
        label="Note (optional)", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )


class MisplacedRecords(HousePage):
    """GET: what waits for the region, and what it said."""

    permissions: ClassVar = {"get": Permission.CASE_VIEW}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        may_answer, names = self.actor.may(Permission.MISPLACEMENT_CONFIRM), tenants.council_names()
        rows = [_row(code, one, names, may_answer=may_answer) for one in queries.misplacements(actor=self.actor)]
        return self.show("misplaced/list.html", {"columns": COLUMNS, "rows": rows})


class MarkMisplaced(ChildFormPage):
    """`…/cases/<child_id>/misplaced/`. POST: fault, right_council, same_as, reason. Then: the child's page."""

    permissions: ClassVar = {"get": Permission.CASE_CORRECT, "post": Permission.CASE_CORRECT}
    template = "misplaced/mark.html"
    form_class = MarkForm

    def make_form(self, data: QueryDict | None) -> MarkForm:
        others = [(code, name) for code, name in tenants.council_names().items() if code != self.code]
        return MarkForm(data, sorted(others, key=itemgetter(1)))

    def carry_out(self, form: Form) -> Done:
        actions.mark_misplaced(self.child.child_id, _mark(form.cleaned_data), actor=self.actor)
        return Done(
            reverse("case", args=[self.code, self.child.child_id]),
            "Marked. The record stands as it did until the region’s manager confirms it.",
        )


class AnswerMisplacement(FormPage):
    """`…/misplaced/<misplacement_id>/answer/`. POST: confirmed (yes, no), note. Then: the list."""

    permissions: ClassVar = {"get": Permission.MISPLACEMENT_CONFIRM, "post": Permission.MISPLACEMENT_CONFIRM}
    template = "misplaced/answer.html"
    form_class = AnswerForm
    waiting: MisplacementWithChild

    def crumbs(self) -> list[Crumb]:
        return [("Misplaced records", reverse("misplaced", args=[self.code]))]

    def prepare(self) -> dict[str, object]:
        self.waiting = queries.misplacement(self.kwargs["misplacement_id"], actor=self.actor)
        if self.waiting.mark.confirmed is not None and self.request.method == "GET":
            raise NotFound("The region has said whether this record is misplaced.")
        return {"waiting": self.waiting, "what": _what(self.waiting.mark, tenants.council_names())}

    def carry_out(self, form: Form) -> Done:
        actions.answer_misplacement(self.waiting.mark.id, **form.cleaned_data, actor=self.actor)
        said = "The record is set aside; nothing of it is lost." if form.cleaned_data["confirmed"] else "It stands."
        return Done(reverse("misplaced", args=[self.code]), said)


def _mark(given: dict[str, str]) -> Mark:
    """What was filled in for the other kind of fault says nothing of this one."""
    fault = Fault(given["fault"])
    if fault is Fault.WRONG_COUNCIL:
        return Mark(fault, given["reason"], right_council=given["right_council"])
    return Mark(fault, given["reason"], same_as=given["same_as"].strip() or None)


def _what(mark: MisplacementView, names: dict[str, str]) -> str:
    right = f": it belongs to {names.get(mark.right_council, mark.right_council)}" if mark.right_council else ""
    return mark.fault.meaning + right


def _row(code: str, one: MisplacementWithChild, names: dict[str, str], *, may_answer: bool) -> list[object]:
    mark = one.mark
    return [
        {"text": one.name, "url": reverse("case", args=[code, one.child_id]), "hint": one.reference},
        {"text": _what(mark, names), "hint": mark.reason},
        {"text": mark.marked_by, "hint": f"{mark.marked_on:%-d %B %Y}"},
        _said(code, mark, may_answer=may_answer),
    ]


def _said(code: str, mark: MisplacementView, *, may_answer: bool) -> dict[str, object]:
    if mark.confirmed is not None:
        text = "Set aside" if mark.confirmed else "Stands where it belongs"
        return {"text": text, "hint": f"{mark.answered_by}, {mark.answered_on:%-d %B %Y}. {mark.note}".strip()}
    if may_answer:
        return {"text": "Say whether it is", "url": reverse("answer_misplacement", args=[code, mark.id])}
    return {"text": "Waits for the region", "colour": "yellow"}
