"""What the base templates need beyond Django's own tags."""

from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.forms.formsets import BaseFormSet

register = template.Library()

SOON = 5  # days left from which a deadline turns amber


@register.inclusion_tag("base/error_summary.html")
def error_summary(*bound: forms.BaseForm | BaseFormSet[Any] | str | None) -> dict[str, Any]:
    """Lists every error of the forms and formsets given, each linked to its input. Nothing at all without an error."""
    return {"errors": [entry for source in bound if source for entry in _errors(source)]}


def _errors(source: forms.BaseForm | BaseFormSet[Any] | str) -> Iterator[dict[str, str]]:
    if isinstance(source, str):
        yield {"text": source, "target": ""}
    elif isinstance(source, BaseFormSet):
        if source.is_bound:
            yield from ({"text": str(text), "target": ""} for text in source.non_form_errors())
        for form in source.forms:
            yield from _errors(form)
    else:
        yield from ({"text": str(text), "target": ""} for text in source.non_field_errors())
        for field in source:
            target = "" if field.is_hidden else getattr(field, "target_id", field.auto_id)
            yield from ({"text": str(text), "target": target} for text in field.errors)


@register.filter
def deadline_mood(deadline: Any) -> str:
    """met, late, soon or calm: the shade of a deadline. Never the only sign of it; the words say the same."""
    if getattr(deadline, "met_on", None):
        return "met"
    days = getattr(deadline, "days_left", None)
    if days is None:
        return "calm"
    return "late" if days < 0 else "soon" if days <= SOON else "calm"


@register.filter
def magnitude(number: int) -> int:
    """Without its sign: -3 days left are 3 days late."""
    return abs(number)
