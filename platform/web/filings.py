"""A side files something with the panel: what is open to it is offered, and the other side reads it."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from accounts.permissions import Permission
from escalation import actions
from escalation.ladder import Move
from escalation.panel_shapes import FilingGiven, FilingOption
from timetable.procedure import FilingKind
from web.arbitration import OfReferral
from web.forms import Form
from web.page import Done
from web.widgets import RadioSelect


class FilingForm(Form):
    """`what` is `<kind>:<about>` of an option that is open; a late paper says why it is late."""

    what = forms.ChoiceField(label="What do you file?", widget=RadioSelect())
    title = forms.CharField(label="Title of the paper", required=False, max_length=120)
    text = forms.CharField(
        label="What do you say?",
        help_text="Both sides read it. Not needed to ask for more time, which is given by itself, once.",
        widget=forms.Textarea({"rows": 10}),
        required=False,
    )
    why_late = forms.CharField(
        label="Why does the paper come after the bundle was closed?",
        help_text="The arbitrator decides whether it is admitted.",
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, options: Iterable[FilingOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(options)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(f"{one.kind}:{one.about or ''}", _label(one)) for one in found]
        if not any(one.late for one in found):
            del self.fields["why_late"]

    def filing(self) -> FilingGiven:
        given = self.cleaned_data
        kind, _, about = given["what"].partition(":")
        return FilingGiven(
            kind=FilingKind(kind), about=UUID(about) if about else None, title=given["title"], text=given["text"],
            why_late=given.get("why_late", ""),
        )  # fmt: skip


def _label(option: FilingOption) -> str:
    """As short as it can be: a day that is named already isn't named twice."""
    if option.kind is FilingKind.REPLY and option.until:
        return f"{option.title}, by {option.until:%-d %B %Y}"
    return f"{option.title}, with the arbitrator’s leave" if option.late else option.title


class _File(OfReferral):
    template = "arbitration/filing.html"
    form_class = FilingForm

    def make_form(self, data: Any) -> Form:
        return FilingForm(data, options=self.dispute.referral.may_file if self.dispute.referral else ())

    def done(self) -> Done:
        return Done(f"{self.address}#procedure", "It is filed, and goes to the panel. The other side reads it too.")


class FileForCouncil(_File):
    """`…/disputes/<dispute_id>/filings/council/`, until there is a determination. POST: what, title, text, why_late."""

    permissions: ClassVar = {"get": Permission.STATEMENT_COUNCIL, "post": Permission.STATEMENT_COUNCIL}
    move = Move.FILE_FOR_COUNCIL

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, FilingForm)
        actions.file_for_council(self.referral_id, form.filing(), actor=self.actor)
        return self.done()


class FileForService(_File):
    """`…/disputes/<dispute_id>/filings/service/`, for the child's IRO, as above."""

    permissions: ClassVar = {"get": Permission.STATEMENT_SERVICE, "post": Permission.STATEMENT_SERVICE}
    move = Move.FILE_FOR_SERVICE

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, FilingForm)
        actions.file_for_service(self.referral_id, form.filing(), actor=self.actor)
        return self.done()
