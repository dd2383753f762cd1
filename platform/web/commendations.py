"""A commendation, on a page: from the child's page, for the child's IRO."""

from typing import ClassVar

from django import forms
from django.urls import reverse

from accounts.permissions import Permission
from escalation import actions
from web.cases import ChildFormPage
from web.forms import Form
from web.page import Done


class CommendForm(Form):
    whom = forms.CharField(label="Whose practice?", help_text="A name and a post.", max_length=120)
    text = forms.CharField(label="What was done well?", widget=forms.Textarea({"rows": 5}))
    difference = forms.CharField(label="What difference did it make for the child?", widget=forms.Textarea({"rows": 4}))


class Commend(ChildFormPage):
    """`…/cases/<child_id>/commendations/new/`, for the child's IRO. POST: whom, text, difference."""

    permissions: ClassVar = {"get": Permission.DISPUTE_RAISE, "post": Permission.DISPUTE_RAISE}
    template = "disputes/commend.html"
    form_class = CommendForm

    def carry_out(self, form: Form) -> Done:
        actions.commend(self.child.period.id, **form.cleaned_data, actor=self.actor)
        there = f"{reverse('case', args=[self.code, self.child.child_id])}#commendations"
        return Done(there, "It is on the child’s file, and those who lead the worker are told.")
