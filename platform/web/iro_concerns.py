"""Concerns about IROs: the council raises one, the IRO's manager answers, and the board has the last word."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from accounts.actor import Actor
from accounts.permissions import Permission
from escalation import actions
from escalation.iro_concern_views import iro_concern, iro_concerns, iros
from escalation.iro_concerns import FINDINGS, Iro, IroConcernView, Standing
from web.dispute_forms import long, radios
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage

COLOURS = {
    Standing.WITH_MANAGER: "blue",
    Standing.ANSWERED: "green",
    Standing.WITH_BOARD: "orange",
    Standing.ENDED: "grey",
}
NEXT = {
    Standing.WITH_MANAGER: (Permission.IRO_CONCERN_ANSWER, "answer_iro_concern", "Answer it"),
    Standing.ANSWERED: (Permission.IRO_CONCERN_RAISE, "take_to_board", "Take it to the regional board"),
    Standing.WITH_BOARD: (Permission.IRO_CONCERN_BOARD, "answer_for_board", "Put the board’s answer on record"),
}
"""Whose move it is, where it is made, and what it is called."""


class IroConcerns(HousePage):
    """GET `/councils/<code>/iro-concerns/`: the newest first, each with what can be done now."""

    permissions: ClassVar = {"get": Permission.IRO_CONCERN_VIEW}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        lines = [_line(one, code, self.actor) for one in iro_concerns(actor=self.actor)]
        may_raise = self.actor.may(Permission.IRO_CONCERN_RAISE)
        return self.show("iro_concerns/list.html", {"lines": lines, "may_raise": may_raise})


def _line(one: IroConcernView, code: str, actor: Actor) -> dict[str, object]:
    permission, page, words = NEXT.get(one.standing, (None, "", ""))
    able = permission is not None and actor.may(permission)
    return {
        "concern": one,
        "colour": COLOURS[one.standing],
        "next_url": reverse(page, args=[code, one.id]) if able else "",
        "next": words,
    }


class IroConcernForm(Form):
    iro_id = forms.ChoiceField(label="Which IRO?")
    text = long("What is your concern?", "Name no child: a review’s date or a dispute’s reference will do.")
    sought = long("What do you ask for?", rows=3)

    def __init__(self, data: QueryDict | None, known: Sequence[Iro]) -> None:
        super().__init__(data)
        field = self.fields["iro_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.id), one.name) for one in known]


class FindingForm(Form):
    finding = radios("What is found?", list(FINDINGS.items()))
    text = long("The reasons", "On the merits, whatever moved the council to raise it. It can’t be changed later.")


class ReasonForm(Form):
    reason = long("Why does the manager’s answer not settle it?")


class _AboutIro(FormPage):
    """`title`, `lead` and `submit` are the page's words; `kind` is the name of the permission that it needs."""

    template = "iro_concerns/form.html"
    title: ClassVar[str]
    lead: ClassVar[str] = ""
    submit: ClassVar[str]

    def crumbs(self) -> list[Crumb]:
        return [("Concerns about IROs", reverse("iro_concerns", args=[self.code]))]

    def prepare(self) -> dict[str, object]:
        return {"title": self.title, "lead": self.lead, "submit": self.submit}

    def done(self, words: str) -> Done:
        return Done(reverse("iro_concerns", args=[self.code]), words)


class RaiseIroConcern(_AboutIro):
    """`…/iro-concerns/new/`. POST: iro_id, text, sought."""

    permissions: ClassVar = {"get": Permission.IRO_CONCERN_RAISE, "post": Permission.IRO_CONCERN_RAISE}
    form_class = IroConcernForm
    title = "Raise a concern about an IRO"
    lead = "It goes to the IRO’s manager, and from there you can take it to the regional board. Disputes and reviews go on meanwhile, and the child keeps the IRO."  # noqa: E501
    submit = "Raise it"

    def make_form(self, data: QueryDict | None) -> IroConcernForm:
        return IroConcernForm(data, iros(actor=self.actor))

    def carry_out(self, form: Form) -> Done:
        actions.raise_iro_concern(**form.cleaned_data, actor=self.actor)
        return self.done("Raised. The IRO’s manager is told.")


class _OnOne(_AboutIro):
    def prepare(self) -> dict[str, object]:
        return {**super().prepare(), "concern": iro_concern(self.kwargs["iro_concern_id"], actor=self.actor)}


class AnswerIroConcern(_OnOne):
    """`…/iro-concerns/<iro_concern_id>/answer/`, for the IRO manager. POST: finding, text."""

    permissions: ClassVar = {"get": Permission.IRO_CONCERN_ANSWER, "post": Permission.IRO_CONCERN_ANSWER}
    form_class = FindingForm
    title, submit = "Answer a concern about an IRO", "Answer it"

    def carry_out(self, form: Form) -> Done:
        actions.answer_iro_concern(self.kwargs["iro_concern_id"], **form.cleaned_data, actor=self.actor)
        return self.done("Answered. The council is told, and can take it to the regional board.")


class TakeToBoard(_OnOne):
    """`…/iro-concerns/<iro_concern_id>/board/`, for the council. POST: reason."""

    permissions: ClassVar = {"get": Permission.IRO_CONCERN_RAISE, "post": Permission.IRO_CONCERN_RAISE}
    form_class = ReasonForm
    title, submit = "Take a concern to the regional board", "Take it there"

    def carry_out(self, form: Form) -> Done:
        actions.take_to_board(self.kwargs["iro_concern_id"], **form.cleaned_data, actor=self.actor)
        return self.done("It is with the regional board.")


class AnswerForBoard(_OnOne):
    """`…/iro-concerns/<iro_concern_id>/board/answer/`, for the head of service. POST: finding, text."""

    permissions: ClassVar = {"get": Permission.IRO_CONCERN_BOARD, "post": Permission.IRO_CONCERN_BOARD}
    form_class = FindingForm
    title, submit = "Put the board’s answer on record", "Put it on record"

    def carry_out(self, form: Form) -> Done:
        actions.answer_for_board(self.kwargs["iro_concern_id"], **form.cleaned_data, actor=self.actor)
        return self.done("On record. The council is told.")
