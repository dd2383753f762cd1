"""The room of those who sit: the draft as it is, what was said, and one's own word. Nobody else has this page."""

from typing import Any, ClassVar

from django import forms

from accounts.permissions import Permission
from arbitration import actions
from arbitration.deliberation import AGREE, DISSENT, REMARK
from tenants.problems import NotFound
from web.bundles import determined_items
from web.forms import Form
from web.page import Done
from web.panel import OfReferral
from web.widgets import RadioSelect

TAGS = {REMARK: ("Says", "grey"), AGREE: ("Agrees", "green"), DISSENT: ("Dissents", "red")}


class WordForm(Form):
    kind = forms.ChoiceField(
        label="What do you say?",
        choices=[
            (REMARK, "A remark on it"),
            (AGREE, "I agree with the draft as it is"),
            (DISSENT, "I dissent from the draft as it is"),
        ],
        widget=RadioSelect(hints={DISSENT: "Your reasons are published with the determination"}),
    )
    text = forms.CharField(
        label="In your words", help_text="Not needed to agree.", widget=forms.Textarea({"rows": 6}), required=False
    )
    draft_sha256 = forms.CharField(widget=forms.HiddenInput)


class Deliberate(OfReferral):
    """`/panel/referrals/<referral_id>/deliberation/`, for those who sit of three. POST: kind, text, draft_sha256."""

    permissions: ClassVar = {"get": Permission.ARBITRATION_DETERMINE, "post": Permission.ARBITRATION_DETERMINE}
    template: ClassVar[str] = "panel/deliberation.html"
    form_class = WordForm

    def prepare(self) -> dict[str, object]:
        context = super().prepare()
        found, draft = self.referral.deliberation, self.referral.draft
        if found is None or draft is None:
            raise NotFound()
        words = [{"word": one, "tag": TAGS[one.kind], "old": one.kind != REMARK and not one.on_draft}
                 for one in found.words]  # fmt: skip
        return {**context, "deliberation": found, "words": words, "items": determined_items(draft.as_dict())}

    def make_form(self, data: Any) -> Form:
        assert self.referral.deliberation is not None
        return WordForm(data, initial={"draft_sha256": self.referral.deliberation.draft_sha256})

    def carry_out(self, form: Form) -> Done:
        actions.deliberate(self.referral_id, **form.cleaned_data, actor=self.actor)
        return Done(f"{self.address}deliberation/", "It is said. Those who sit with you read it, and nobody else.")
