"""Forms in GOV.UK's manner: the renderer, the bound field that error summaries link to, worded errors, and dates."""

import calendar
import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name

from web.widgets import DateInput, missing_parts

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
QUESTION_WORDS = {
    "what",
    "when",
    "where",
    "which",
    "who",
    "whose",
    "why",
    "how",
    "is",
    "are",
    "did",
    "do",
    "does",
    "has",
}


class GovUkBoundField(BoundField):
    """A bound field that knows which input an error summary should lead to."""

    @property
    def target_id(self) -> str:
        """The id of the first input concerned: for a date the first empty box, for options the first option."""
        if isinstance(self.field.widget, DateInput):
            return f"{self.auto_id}_{(missing_parts(self.value()) or ['day'])[0]}"
        return self.id_for_label or f"{self.auto_id}_0"


class GovUkRenderer(TemplatesSetting):
    """For settings.FORM_RENDERER. Needs "web" before "django.forms" in INSTALLED_APPS: ours shadow Django's by name."""

    bound_field_class = GovUkBoundField


class WordedErrors:
    """Put before a form class: replaces Django's stock messages by ones that name the question and what to do."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _word(field, str(field.label or pretty_name(name)))


class Form(WordedErrors, forms.Form):
    """The base of the pages' forms."""


class DateField(forms.DateField):
    """A date from three boxes; a month may be written out. subject is how errors call it ("Date of the review")."""

    widget = DateInput

    def __init__(self, *, subject: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.subject = subject

    def to_python(self, value: Any) -> datetime.date | None:
        """A date, None where nothing was given. Raises ValidationError: date-incomplete, date-year, date-unreal."""
        if not isinstance(value, list | tuple):
            return super().to_python(value)
        if not any((text or "").strip() for text in value):
            return None
        subject = self.subject or str(self.label or "Date")
        if missing := missing_parts(value):
            raise ValidationError(f"{subject} must include a {' and '.join(missing)}", code="date-incomplete")
        day, month, year = (str(text).strip().lower() for text in value)
        if not (len(year) == 4 and year.isdecimal()):
            raise ValidationError(f"{subject}: the year must have 4 numbers", code="date-year")
        try:
            return datetime.date(int(year), MONTHS.get(month) or int(month), int(day))
        except ValueError as error:
            raise ValidationError(f"{subject} must be a real date", code="date-unreal") from error


def _word(field: forms.Field, label: str) -> None:
    stock = forms.Field.default_error_messages["required"]
    if field.error_messages["required"] == stock:
        field.error_messages["required"] = _required(field, label)
    plain = label.replace("%", "%%")
    field.error_messages.setdefault("max_length", f"{plain} must be %(limit_value)d characters or fewer")
    field.error_messages.setdefault("min_length", f"{plain} must be %(limit_value)d characters or more")


def _required(field: forms.Field, label: str) -> str:
    if label.endswith("?") or label.split(" ", 1)[0].lower() in QUESTION_WORDS:
        return f"Answer “{label}”"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to continue"
    if isinstance(field, forms.FileField):
        return f"Choose the file: {_mid_sentence(label)}"
    verb = "Select" if isinstance(field, forms.ChoiceField) else "Enter"
    subject = getattr(field, "subject", "") or label
    return f"{verb} the {_mid_sentence(subject)}"


def _mid_sentence(label: str) -> str:
    """Lower-cases the first letter, unless the word is an abbreviation (IRO, SEN)."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
