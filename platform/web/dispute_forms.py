"""The forms of a dispute: raising it, answering a stage, and what its IRO does with it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from escalation.shapes import ACCEPTANCES, ISSUES, OUTCOMES, WITHDRAWALS, RungView, Step
from web.forms import Form
from web.widgets import RadioSelect

Choices = list[tuple[str, str]]
YES_NO: Choices = [("yes", "Yes"), ("no", "No")]
POSITION_CHOICES: Choices = [
    ("agree", "We agree and will do as asked"),
    ("part", "We agree in part"),
    ("disagree", "We disagree"),
]
COMPLIANCE_CHOICES: Choices = [
    ("comply", "We will comply"),
    ("part", "We will comply in part"),
    ("decline", "We decline"),
]
RAG_CHOICES: Choices = [("red", "Red"), ("amber", "Amber"), ("green", "Green")]
RAG_HINTS = {
    "red": "Harm now, a breach of rights or a statutory failure",
    "amber": "Drift, or the plan is at risk",
    "green": "Minor, to be watched",
}


def _long(label: str, hint: str = "", *, rows: int = 5, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, widget=forms.Textarea({"rows": rows}), required=required)


def _radios(label: str, choices: Sequence[tuple[str, str]], hint: str = "", **hints: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, widget=RadioSelect(hints=hints))


def _yes_no(label: str, hint: str = "") -> forms.ChoiceField:
    side_by_side = RadioSelect({"class": "govuk-radios--inline"})
    return forms.ChoiceField(label=label, choices=YES_NO, help_text=hint, widget=side_by_side)


def levels(rungs: Iterable[RungView | Step]) -> Choices:
    return [(rung.level, f"{rung.title}: {rung.responder}") for rung in rungs]


class RaiseForm(Form):
    """What the IRO raises. `decision` is offered from the child's reviews; a level above team needs its reason."""

    child_wishes = _long("What does the child want?", "In the child’s own words where you can.")
    issue = forms.ChoiceField(
        label="What is it about?",
        choices=[("", "Choose one"), *((code, f"{title} ({code})") for code, title in ISSUES.items())],
    )
    decision = forms.ChoiceField(
        label="Decision of a review",
        help_text="If the dispute is about one. It is then shown as in dispute.",
        required=False,
    )
    concern = forms.ChoiceField(
        label="Concern put informally before",
        help_text="If there was one. The council and the panel then see when it was put, and what came of it.",
        required=False,
    )
    description = _long("What is wrong?", "With the evidence, and what has been tried informally.", rows=8)
    impact = _long("What does it mean for the child?")
    outcome_sought = _long("What should happen, and by when?")
    rag = _radios("How serious is it?", RAG_CHOICES, **RAG_HINTS)
    urgent = forms.BooleanField(
        label="It is urgent: each level answers within 1 working day, and arbitration is open at once", required=False
    )
    level = forms.ChoiceField(
        label="Who should answer first?",
        help_text="Any level is yours to choose.",
        widget=RadioSelect,
    )
    bypass_reason = _long(
        "Why go past the levels below?", "Only where you chose another level than the first.", rows=3, required=False
    )

    def __init__(
        self,
        *args: Any,
        rungs: Sequence[RungView],
        decisions: Iterable[tuple[str, Choices]] = (),
        concerns: Choices | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices, level.initial = levels(rungs), rungs[0].level
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Not about one decision"), *decisions]
        before = self.fields["concern"]
        assert isinstance(before, forms.ChoiceField)
        before.choices = [("", "None"), *(concerns or [])]


class AnswerForm(Form):
    position = _radios("Where does the council stand?", POSITION_CHOICES)
    text = _long(
        "The council’s answer", "What will be done, by whom and by when; or why not. It can’t be changed later.", rows=8
    )


class ClimbForm(Form):
    """`level` offers those above the present one; it starts at the next."""

    level = forms.ChoiceField(label="To which level?", widget=RadioSelect)
    reason = _long("Why?", "What the answer did not resolve, or why the child can’t wait.")

    def __init__(self, *args: Any, above: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = above
        field.initial = above[0][0] if above else ""


class CafcassForm(Form):
    referred = _yes_no("Have you referred the child’s case to Cafcass?")
    reason = _long("Why, or why not?")


class _CloseForm(Form):
    outcome_for_child = _long("What came of it for the child?")
    own_free_decision = _yes_no(
        "Was this your own free decision?",
        "Either answer closes the dispute. The council never sees it; it protects the independence of the service.",
    )


class AcceptForm(_CloseForm):
    outcome = _radios("How did it end?", [(code, OUTCOMES[code]) for code in ACCEPTANCES])
    field_order = ("outcome", "outcome_for_child", "own_free_decision")


class WithdrawForm(_CloseForm):
    outcome = _radios("Why do you withdraw it?", [(code, OUTCOMES[code]) for code in WITHDRAWALS])
    field_order = ("outcome", "outcome_for_child", "own_free_decision")


class ReferForm(Form):
    grounds = _long("Why should an arbitrator decide?", "The points on which you and the council differ.", rows=8)


class StatementForm(Form):
    text = _long("Your statement to the arbitrator", "At most four pages. Both sides see both statements.", rows=14)


class DeterminationAnswerForm(Form):
    position = _radios("What will the council do?", COMPLIANCE_CHOICES)
    reasons = _long(
        "Reasons", "Needed unless the council complies in full. They are published.", rows=8, required=False
    )


class ReportForm(Form):
    progress = _radios("How far is it?", [("under_way", "Under way"), ("done", "Done")])
    text = _long("What was done?", "By whom and when, and what is left.")


class FindingForm(Form):
    carried_out = _yes_no("Is it carried out?")
    text = _long("What did you find?", "What you saw, or what is missing. The council reads it.")


class ShareForm(Form):
    words = forms.CharField(
        label="Words of your own, if you like",
        help_text="Dice, a headline: opened after the draw. Chance is added to them, or stands alone.",
        max_length=200,
        required=False,
    )


class ConcernForm(Form):
    put_to = forms.CharField(
        label="To whom did you put it?", help_text="The social worker, a supervisor or a manager.", max_length=120
    )
    issue = forms.ChoiceField(
        label="What is it about?",
        choices=[("", "Choose one"), *((code, f"{title} ({code})") for code, title in ISSUES.items())],
    )
    text = _long("What concerns you?", "And what you asked for.")


class OutcomeForm(Form):
    settled = _yes_no("Did it settle?")
    text = _long("What came of it?")


class SlipForm(Form):
    """`passage` offers those of the determination."""

    passage = forms.ChoiceField(label="Where is the slip?")
    words = forms.CharField(
        label="The words as they stand", help_text="As much as stands there exactly once.", max_length=200, strip=False
    )
    reading = forms.CharField(
        label="As they shall read",
        help_text="A spelling, a name or a date of what happened: no other meaning, and no figure of what is directed.",
        max_length=200,
        strip=False,
    )
    reason = _long("How do you know that it is a slip?", "Both sides read this.", rows=3)

    def __init__(self, *args: Any, passages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["passage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *passages]


class SlipDecisionForm(Form):
    decision = _radios("Is it a slip?", [("grant", "Yes: put it right as asked"), ("refuse", "No: it stays")])
    reasons = _long("Why it stays", "Needed if it stays. Both sides read this.", rows=4, required=False)
