"""What the base templates need beyond Django's own tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms, template
from django.forms.formsets import BaseFormSet

from timetable.rules.deadline import Deadline

register = template.Library()

SOON = 5  # calendar days left from which a time limit turns amber


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


@register.inclusion_tag("base/deadline.html")
def deadline(of: Deadline, today: date, met_on: date | None = None) -> dict[str, Any]:
    """A time limit as a box: the day, what is left, and why it falls there. met_on: the day on which it was done."""
    left = (of.limit - met_on).days if met_on else of.days_left(today)
    return {
        "title": of.rule.title,
        "limit": of.limit,
        "aim": of.aim if of.aim != of.limit and not met_on else None,
        "days_left": left,
        "days_late": max(-left, 0),
        "met_on": met_on,
        "mood": _mood(left, met_on),
        "explanation": of.explain(),
    }


def _mood(left: int, met_on: date | None) -> str:
    """The shade; never the only sign, the words say the same."""
    if left < 0:
        return "late"
    if met_on:
        return "met"
    return "soon" if left <= SOON else "calm"


@register.filter
def at(items: Sequence[Any], index: int) -> Any:
    """The item at that place, or nothing: a row may be longer than its headings."""
    return items[index] if index < len(items) else ""
