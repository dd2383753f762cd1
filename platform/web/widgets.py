"""The inputs that Django lacks: a date in three boxes, and radios and checkboxes whose options carry a hint."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget

PARTS = ("day", "month", "year")


class DateInput(forms.MultiWidget):
    """Day, month and year in three boxes, named <name>_day and so on; the value is a date or a list of three texts."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off"}
        widths = {"day": 2, "month": 2, "year": 4}
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput({**box, "class": f"govuk-date-input__input govuk-input--width-{widths[part]}"})
            for part in PARTS
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: datetime.date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}_day"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds each box's id and label; where only some boxes are empty, only those are marked invalid."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        missing = missing_parts(value)
        for part, box in zip(PARTS, widget["subwidgets"], strict=True):
            box["label"] = part.capitalize()
            if identifier := widget["attrs"].get("id"):
                box["attrs"]["id"] = f"{identifier}_{part}"
            if missing and part not in missing:
                box["attrs"].pop("aria-invalid", None)
        return context


def missing_parts(value: Any) -> list[str]:
    """The parts left empty where at least one was given; nothing for a date, and nothing where all are empty."""
    if not isinstance(value, list | tuple):
        return []
    missing = [part for part, text in zip(PARTS, value, strict=True) if not (text or "").strip()]
    return [] if len(missing) == len(PARTS) else missing


class _HintedOptions(ChoiceWidget):
    """Options with a line of explanation each: hints maps an option's value to its text."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Sequence[tuple[Any, Any]] = (),
        *,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        identifier = option["attrs"].get("id")
        if option["hint"] and identifier:
            option["attrs"]["aria-describedby"] = f"{identifier}_hint"
        return option


class RadioSelect(_HintedOptions, forms.RadioSelect):
    """Radios; attrs={"class": "govuk-radios--inline"} puts two short ones side by side."""


class CheckboxSelectMultiple(_HintedOptions, forms.CheckboxSelectMultiple):
    """Checkboxes, several of which may be ticked."""
