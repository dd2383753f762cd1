"""Concerns that an IRO puts informally, before any dispute: on the child's file, and counted."""

from typing import Any, ClassVar
from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission
from casework import queries as casework
from casework.queries.shapes import CaseView
from escalation import actions, queries
from escalation.shapes import ConcernView
from web.cases import ChildFormPage, case_crumbs
from web.dispute_forms import ConcernForm, OutcomeForm
from web.forms import Form
from web.page import Crumb, Done, FormPage


class PutConcern(ChildFormPage):
    """`…/cases/<child_id>/concerns/new/`, for the child's IRO. POST: issue, text, put_to. Then: the child's page."""

    permissions: ClassVar = {"get": Permission.DISPUTE_RAISE, "post": Permission.DISPUTE_RAISE}
    template = "disputes/concern.html"
    form_class = ConcernForm

    def carry_out(self, form: Form) -> Done:
        _, due, _ = actions.put_concern(self.child.period.id, **form.cleaned_data, actor=self.actor)
        words = f"It is on the child’s file. Look again by {due.limit:%-d %B %Y}; you can raise a dispute at any time."
        return Done(_there(self.code, self.child.child_id), words)


class NoteOutcome(FormPage):
    """`…/concerns/<concern_id>/outcome/`, for the child's IRO. POST: settled (yes, no), text."""

    permissions: ClassVar = {"get": Permission.DISPUTE_RAISE, "post": Permission.DISPUTE_RAISE}
    template = "disputes/concern_outcome.html"
    form_class = OutcomeForm
    concern: ConcernView
    child: CaseView

    def crumbs(self) -> list[Crumb]:
        return case_crumbs(self, self.child.child_id, self.child.name)

    def prepare(self) -> dict[str, object]:
        child_id, self.concern = queries.concern(self.kwargs["concern_id"], actor=self.actor)
        self.child = casework.case(child_id, actor=self.actor)
        return {"child": self.child, "concern": self.concern}

    def carry_out(self, form: Form) -> Done:
        given: dict[str, Any] = form.cleaned_data
        actions.note_outcome(self.concern.id, given["settled"] == "yes", given["text"], actor=self.actor)
        return Done(_there(self.code, self.child.child_id), "It is noted on the child’s file.")


def _there(code: str, child_id: UUID) -> str:
    return f"{reverse('case', args=[code, child_id])}#concerns"
