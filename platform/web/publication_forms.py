"""The forms on the way to the register: a version, its check, a delay, a correction, a withdrawal."""

from collections.abc import Mapping
from typing import Any

from django import forms

from arbitration import publishing
from web.forms import DateField, Form
from web.widgets import CheckboxSelectMultiple, RadioSelect


def _long(label: str, hint: str = "", *, rows: int = 4, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, widget=forms.Textarea({"rows": rows}), required=required,
        max_length=publishing.LONGEST,
    )  # fmt: skip


class PrepareForm(Form):
    """`outcome`, and a field for each of the determination's texts (`publishing.fields_of`)."""

    outcome = forms.ChoiceField(
        label="Whose view prevailed?", choices=list(publishing.OUTCOMES.items()), widget=RadioSelect
    )

    def __init__(self, *args: Any, labels: Mapping[str, str], hints: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in labels.items():
            short = name == "summary" or name.startswith("owner")
            field = _long(label, hints.get(name, ""), rows=2 if short else 6, required=name != "answer")
            self.fields[name] = field

    def texts(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name != "outcome"}


class CheckForm(Form):
    affirmed = forms.MultipleChoiceField(
        label="I have looked for each of these, and affirm", choices=list(publishing.QUESTIONS.items()),
        widget=CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    verdict = forms.ChoiceField(
        label="What comes of it?",
        choices=[("pass", "It passes: nobody can be recognised"), ("return", "It goes back to be changed")],
        widget=RadioSelect,
    )
    reasons = _long("What has to be changed", "Only where it goes back.", required=False)


class PublishForm(Form):
    understood = forms.BooleanField(label="I know that anybody will read it, and that its citation stays for ever")


class DelayForm(Form):
    ground = forms.ChoiceField(
        label="What could be harmed?", choices=list(publishing.GROUNDS.items()), widget=RadioSelect
    )
    reason = _long("Which proceedings, and how", "The panel’s own people alone read this.")
    until = DateField(label="Until when", subject="Day until which it is delayed")


class ReasonForm(Form):
    reason = _long("Why?", "The register shows it to anybody, so it must lead to nobody.")
