"""A child's papers: handed in by the council, read by whoever may see the case."""

from typing import ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from accounts.permissions import Permission
from casework import actions, queries
from casework.queries.shapes import PaperView
from casework.rules.papers import ENDINGS, PaperKind
from casework.shapes import HandedPaper
from tenants.downloads import attachment
from web.cases import ChildFormPage
from web.forms import DateField, Form
from web.page import Done, HousePage
from web.widgets import RadioSelect


class PaperForm(Form):
    kind = forms.ChoiceField(
        label="What is it?", choices=[(kind.value, kind.label) for kind in PaperKind], widget=RadioSelect
    )
    agreed_by = forms.CharField(
        label="Which manager agreed it? (optional)", required=False, max_length=120,
        help_text="For a care plan, a pathway plan or a social work report.",
    )  # fmt: skip
    agreed_on = DateField(label="When was it agreed? (optional)", required=False)
    file = forms.FileField(
        label="The paper",
        help_text=f"One file of at most {settings.PAPER_MOST // 1024**2} MB: {', '.join(ENDINGS)}.",
        # What is wrong with it is for the rules of casework to say, here as for a council's system.
        allow_empty_file=True,
    )


class AddPaper(ChildFormPage):
    """`…/cases/<child_id>/papers/new/`. POST (multipart): kind, file. `?replaces=` names an older paper."""

    permissions: ClassVar = {"get": Permission.CASE_SUBMIT, "post": Permission.CASE_SUBMIT}
    template = "papers/add.html"
    form_class = PaperForm
    body_most = settings.PAPER_MOST + settings.FORM_AROUND_PAPER
    replaced: PaperView | None

    def prepare(self) -> dict[str, object]:
        context = super().prepare()
        wanted = self.request.GET.get("replaces", "")
        found = queries.papers(self.child.child_id, actor=self.actor) if wanted else ()
        self.replaced = next((one for one in found if str(one.id) == wanted and not one.replaced), None)
        return {**context, "replaced": self.replaced}

    def make_form(self, data: QueryDict | None) -> Form:
        return PaperForm(data, self.request.FILES if data is not None else None)

    def carry_out(self, form: Form) -> Done:
        given = form.cleaned_data["file"]
        handed = HandedPaper(
            given.name, form.cleaned_data["kind"], given.read(), self.replaced.id if self.replaced else None,
            form.cleaned_data["agreed_by"], form.cleaned_data["agreed_on"],
        )  # fmt: skip
        added = actions.add_paper(self.child.child_id, handed, actor=self.actor)
        address = reverse("case", args=[self.code, self.child.child_id])
        return Done(f"{address}#papers", f"{added.name} stands among {self.child.name}’s papers.")


class Paper(HousePage):
    """GET: the paper itself, to be saved."""

    permissions: ClassVar = {"get": Permission.CASE_VIEW}

    def get(self, request: HttpRequest, code: str, paper_id: UUID) -> HttpResponse:
        found = queries.paper(paper_id, actor=self.actor)
        return attachment(found.content, found.media_type, found.name)
