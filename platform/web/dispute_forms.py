"""The forms of a dispute: answering a stage, and what its IRO does with it. Raising one: `raise_form`."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from escalation.form_shapes import PROCEEDINGS, TOLD
from escalation.shapes import ACCEPTANCES, ISSUES, OUTCOMES, WITHDRAWALS, RungView, Step
from web.forms import DateField, Form
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


def long(label: str, hint: str = "", *, rows: int = 5, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, widget=forms.Textarea({"rows": rows}), required=required)


def radios(
    label: str,
    choices: Sequence[tuple[str, str]],
    hint: str = "",
    *,
    hints: Mapping[str, str] | None = None,
    required: bool = True,
) -> forms.ChoiceField:
    widget = RadioSelect(hints=hints)
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, widget=widget, required=required)


def yes_no(label: str, hint: str = "", *, required: bool = True) -> forms.ChoiceField:
    side_by_side = RadioSelect({"class": "govuk-radios--inline"})
    return forms.ChoiceField(label=label, choices=YES_NO, help_text=hint, widget=side_by_side, required=required)


def levels(rungs: Iterable[RungView | Step]) -> Choices:
    return [(rung.level, f"{rung.title}: {rung.responder}") for rung in rungs]


class AnswerForm(Form):
    position = radios("Where does the council stand?", POSITION_CHOICES)
    text = long("The council’s answer", "With the reasons. It can’t be changed later.", rows=8)
    action = long("What will be done?", "Then say who does it and by when, too.", rows=3, required=False)
    action_owner = forms.CharField(label="Who does it?", max_length=120, required=False)
    action_due = DateField(label="By when?", subject="Day by which it is done", required=False)
    resources_refused = yes_no("Was anything refused for want of money, staff or places?", required=False)


class ClimbForm(Form):
    """`level` offers those above the present one; it starts at the next."""

    level = forms.ChoiceField(label="To which level?", widget=RadioSelect)
    reason = long("Why?", "What the answer did not resolve, or why the child can’t wait.")

    def __init__(self, *args: Any, above: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["level"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = above
        field.initial = above[0][0] if above else ""


class CafcassForm(Form):
    referred = yes_no("Have you referred the child’s case to Cafcass?")
    reason = long("Why, or why not?")


class _CloseForm(Form):
    outcome_for_child = long("What came of it for the child?")
    own_free_decision = yes_no(
        "Was this your own free decision?",
        "Either answer closes the dispute. The council never sees it; it protects the independence of the service.",
    )
    iro_view = long("How do you see the outcome?", rows=3, required=False)
    learning = long("What is to be learned from it?", rows=3, required=False)
    good_practice = long("Did you meet good practice on the way?", "Whose, and what.", rows=3, required=False)
    BESIDE = ("iro_view", "learning", "good_practice")


class AcceptForm(_CloseForm):
    outcome = radios("How did it end?", [(code, OUTCOMES[code]) for code in ACCEPTANCES])
    field_order = ("outcome", "outcome_for_child", *_CloseForm.BESIDE, "own_free_decision")


class WithdrawForm(_CloseForm):
    outcome = radios("Why do you withdraw it?", [(code, OUTCOMES[code]) for code in WITHDRAWALS])
    field_order = ("outcome", "outcome_for_child", *_CloseForm.BESIDE, "own_free_decision")


class ReferForm(Form):
    grounds = long("Why should an arbitrator decide?", "The points on which you and the council differ.", rows=8)


class StatementForm(Form):
    text = long("Your statement to the arbitrator", "At most four pages. Both sides see both statements.", rows=14)


class DeterminationAnswerForm(Form):
    position = radios("What will the council do?", COMPLIANCE_CHOICES)
    reasons = long("Reasons", "Needed unless the council complies in full. They are published.", rows=8, required=False)


class ReportForm(Form):
    progress = radios("How far is it?", [("under_way", "Under way"), ("done", "Done")])
    text = long("What was done?", "By whom and when, and what is left.")


class FindingForm(Form):
    carried_out = yes_no("Is it carried out?")
    text = long("What did you find?", "What you saw, or what is missing. The council reads it.")


class TellingForm(Form):
    """`whom` begins with the first of whom it isn't said yet."""

    whom = radios("Whom is it about?", list(TOLD.items()))
    told = yes_no("Have you told them how the dispute stands?")
    told_on = DateField(
        label="When?", help_text="Today, if you leave it empty.", subject="Day on which you told them", required=False
    )
    words = long("How; or why not?", rows=3)


class ProceedingForm(Form):
    kind = radios("What is it?", list(PROCEEDINGS.items()))
    reference = forms.CharField(label="Its reference", max_length=120)
    note = long("What should be known of it?", rows=3, required=False)


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
    text = long("What concerns you?", "And what you asked for.")


class OutcomeForm(Form):
    settled = yes_no("Did it settle?")
    text = long("What came of it?")


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
    reason = long("How do you know that it is a slip?", "Both sides read this.", rows=3)

    def __init__(self, *args: Any, passages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["passage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *passages]


class SlipDecisionForm(Form):
    decision = radios("Is it a slip?", [("grant", "Yes: put it right as asked"), ("refuse", "No: it stays")])
    reasons = long("Why it stays", "Needed if it stays. Both sides read this.", rows=4, required=False)
