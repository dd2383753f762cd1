"""Significant changes: the council tells the child's IRO, who acknowledges."""

from typing import ClassVar
from uuid import UUID

from django import forms
from django.urls import reverse

from accounts.permissions import Permission
from casework import actions, queries
from casework.queries.shapes import CaseView, NoticeView
from casework.rules.notices import CHANGES, LONGEST, Early
from tenants.problems import NotFound
from web.cases import ChildFormPage, case_crumbs
from web.forms import DateField, Form
from web.page import Crumb, Done, FormPage
from web.widgets import RadioSelect


class NoticeForm(Form):
    change = forms.ChoiceField(
        label="What has changed?",
        choices=[(one.code, one.meaning) for one in CHANGES.values()],
        widget=RadioSelect,
    )
    happened_on = DateField(label="When?", help_text="A change that must be told beforehand may lie ahead.")
    details = forms.CharField(
        label="What happened", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The IRO reads it at once. It can’t be changed afterwards.",
    )  # fmt: skip


class GiveNotice(ChildFormPage):
    """`…/cases/<child_id>/notices/new/`. POST: change, happened_on, details. Then: the child's page."""

    permissions: ClassVar = {"get": Permission.CASE_SUBMIT, "post": Permission.CASE_SUBMIT}
    template = "notices/give.html"
    form_class = NoticeForm

    def carry_out(self, form: Form) -> Done:
        given = actions.give_notice(self.child.child_id, **form.cleaned_data, actor=self.actor)
        late = "" if given.in_time else f" It was due by {given.limit:%-d %B %Y} and stands as late."
        return Done(_table(self.code, self.child.child_id), f"The IRO has been told.{late}")


class AcknowledgeForm(Form):
    early_review = forms.TypedChoiceField(
        label="Do you bring a review forward on its account?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda given: given == "yes",
        widget=RadioSelect,
    )
    note = forms.CharField(
        label="Note (optional)", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )


class AcknowledgeNotice(FormPage):
    """`…/notices/<notice_id>/acknowledge/`. POST: early_review (yes, no), note. Then: the child's page."""

    permissions: ClassVar = {"get": Permission.NOTICE_ACKNOWLEDGE, "post": Permission.NOTICE_ACKNOWLEDGE}
    template = "notices/acknowledge.html"
    form_class = AcknowledgeForm
    notice: NoticeView
    child: CaseView

    def crumbs(self) -> list[Crumb]:
        return case_crumbs(self, self.child.child_id, self.child.name)

    def prepare(self) -> dict[str, object]:
        self.notice = queries.notice(self.kwargs["notice_id"], actor=self.actor)
        self.child = queries.case(self.notice.child_id, actor=self.actor)
        if self.child.iro is None or self.child.iro.id != self.actor.person_id:
            raise NotFound()
        return {"child": self.child, "notice": self.notice, "law": self.notice.early is Early.MUST}

    def carry_out(self, form: Form) -> Done:
        actions.acknowledge_notice(self.notice.id, **form.cleaned_data, actor=self.actor)
        return Done(_table(self.code, self.child.child_id), "The council sees that you have read it.")


def _table(code: str, child_id: UUID) -> str:
    return f"{reverse('case', args=[code, child_id])}#notices"
