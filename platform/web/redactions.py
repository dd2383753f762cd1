"""What is withheld from the bundle: a side's person proposes, the other side's checks. Both read the words here."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from accounts.permissions import Permission
from escalation import actions, queries
from escalation.ladder import Move
from escalation.redactions import LONGEST_WHY, LONGEST_WORDS, Proposed, RedactionView
from ledger.disclosure import REASONS, Document
from tenants.problems import NotFound
from web.arbitration import OfReferral
from web.forms import Form
from web.page import Done
from web.procedure import SIDES
from web.widgets import RadioSelect


class RedactionForm(Form):
    """`where` is `<document>:<passage>`, a document's key and the number of its passage, from 1."""

    where = forms.ChoiceField(label="Where do the words stand?")
    words = forms.CharField(
        label="The words to be withheld",
        help_text="As they stand there, exactly once. Leave it empty to withhold all of it.",
        widget=forms.Textarea({"rows": 3}),
        required=False,
        strip=False,
        max_length=LONGEST_WORDS,
    )
    reason = forms.ChoiceField(label="Reason", choices=list(REASONS.items()), widget=RadioSelect())
    why = forms.CharField(
        label="Why?",
        help_text="The other side reads this and checks it. It isn’t in the bundle.",
        widget=forms.Textarea({"rows": 3}),
        max_length=LONGEST_WHY,
    )

    def __init__(self, *args: Any, documents: Iterable[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (one.title, [(f"{one.key}:{at}", passage.label) for at, passage in enumerate(one.passages, start=1)])
            for one in documents
        ]

    def proposed(self) -> Proposed:
        given = self.cleaned_data
        document, _, passage = given["where"].rpartition(":")
        words = given["words"].replace("\r\n", "\n")
        return Proposed(
            document=document, passage=int(passage), words=words, reason=given["reason"], why=given["why"]
        )  # fmt: skip


class CheckForm(Form):
    agreed = forms.ChoiceField(
        label="Is it right to withhold these words?",
        choices=[("yes", "Yes, withhold them"), ("no", "No, they stay")],
        widget=RadioSelect(),
    )
    note = forms.CharField(label="Why not?", required=False, widget=forms.Textarea({"rows": 3}), max_length=LONGEST_WHY)


class _Propose(OfReferral):
    """POST: where (`<document>:<passage>`), words (blank: all of the passage), reason, why."""

    template = "arbitration/redaction.html"
    form_class = RedactionForm

    def make_form(self, data: Any) -> Form:
        return RedactionForm(data, documents=queries.documents_of(self.dispute_id, actor=self.actor))

    def field_of(self, name: str) -> str:
        return "where" if name in ("document", "passage") else name

    def done(self) -> Done:
        return Done(f"{self.address}#bundle", "The other side checks it. Until they agree, nothing is withheld.")


class RedactForCouncil(_Propose):
    """`…/disputes/<dispute_id>/redactions/council/`, until there is a determination."""

    permissions: ClassVar = {"get": Permission.STATEMENT_COUNCIL, "post": Permission.STATEMENT_COUNCIL}
    move = Move.REDACT_FOR_COUNCIL

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, RedactionForm)
        actions.propose_council_redaction(self.referral_id, form.proposed(), actor=self.actor)
        return self.done()


class RedactForService(_Propose):
    """`…/disputes/<dispute_id>/redactions/service/`, for the child's IRO, as above."""

    permissions: ClassVar = {"get": Permission.STATEMENT_SERVICE, "post": Permission.STATEMENT_SERVICE}
    move = Move.REDACT_FOR_SERVICE

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, RedactionForm)
        actions.propose_service_redaction(self.referral_id, form.proposed(), actor=self.actor)
        return self.done()


class _Check(OfReferral):
    """POST: agreed (yes or no), note (needed with no). Only of what the other side proposed: 404 for one's own."""

    template = "arbitration/redaction_check.html"
    form_class = CheckForm
    proposed_by: ClassVar[str]
    asked: RedactionView

    def prepare(self) -> dict[str, object]:
        context, referral = super().prepare(), self.dispute.referral
        known = referral.redactions if referral else ()
        found = [one for one in known if (one.id, one.side) == (self.kwargs["redaction_id"], self.proposed_by)]
        if not found:
            raise NotFound("There is no such redaction for you to check. Go back to the dispute.")
        self.asked = found[0]
        return {**context, "asked": self.asked, "side": SIDES[self.proposed_by]}

    def given(self, form: Form) -> tuple[bool, str]:
        return form.cleaned_data["agreed"] == "yes", form.cleaned_data["note"]

    def done(self) -> Done:
        return Done(f"{self.address}#bundle", "Your check is recorded. The bundle is frozen accordingly.")


class CheckForCouncil(_Check):
    """`…/disputes/<dispute_id>/redactions/<redaction_id>/council/`: the council checks what the IRO proposed."""

    permissions: ClassVar = {"get": Permission.STATEMENT_COUNCIL, "post": Permission.STATEMENT_COUNCIL}
    move = Move.REDACT_FOR_COUNCIL
    proposed_by = "service"

    def carry_out(self, form: Form) -> Done:
        actions.check_for_council(self.asked.id, *self.given(form), actor=self.actor)
        return self.done()


class CheckForService(_Check):
    """`…/disputes/<dispute_id>/redactions/<redaction_id>/service/`: the child's IRO checks what the council did."""

    permissions: ClassVar = {"get": Permission.STATEMENT_SERVICE, "post": Permission.STATEMENT_SERVICE}
    move = Move.REDACT_FOR_SERVICE
    proposed_by = "council"

    def carry_out(self, form: Form) -> Done:
        actions.check_for_service(self.asked.id, *self.given(form), actor=self.actor)
        return self.done()
