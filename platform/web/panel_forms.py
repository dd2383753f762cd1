"""The panel's forms: the draft of a determination with its items, the confirmation, a declared conflict."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arbitration.conflicts import CIRCUMSTANCES, Circumstance
from arbitration.reach import ItemKind
from arbitration.shapes import ArbitratorView, DraftItem, DraftText
from ledger.slips import PROSE
from web.forms import DateField, Form

MOST_ITEMS = 6
ITEM_NUMBERS = range(1, MOST_ITEMS + 1)
_PARTS = {
    "text": "Item {number}: say what is determined",
    "owner": "Item {number}: say who is to do it",
    "due_on": "Item {number}: enter the day by which it is to be done",
    "kind": "Item {number}: say what it is",
}
_FOUND = frozenset(str(kind) for kind in ItemKind if not kind.to_be_done)
_KINDS = [("", "Choose one"), *((str(kind), kind.label) for kind in ItemKind)]


class _WorkingText(forms.CharField):
    """Needed in the end, so not called optional; but a draft may be saved without it."""

    def validate(self, value: Any) -> None:
        """Nothing is asked for while it is a draft."""


class _WorkingDate(DateField):
    """The same for a date."""

    def validate(self, value: Any) -> None:
        """Nothing is asked for while it is a draft."""


class DraftForm(Form):
    """The working text. An item's fields are item_<n>_kind, …_text, …_owner and …_due_on, n from 1 to 6."""

    use_required_attribute = False

    issues = _WorkingText(
        label="Issues",
        help_text="The questions that you answer, in your own words.",
        widget=forms.Textarea({"rows": 4}),
    )
    evidence = _WorkingText(
        label="Evidence",
        help_text="What you read or heard, what weight you give it, and what was missing.",
        widget=forms.Textarea({"rows": 6}),
    )
    findings = _WorkingText(
        label="Findings",
        help_text="What happened, and which view of the facts prevails.",
        widget=forms.Textarea({"rows": 8}),
    )
    reasons = _WorkingText(
        label="Reasons", help_text="Why: deal with what each side said.", widget=forms.Textarea({"rows": 8})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in ITEM_NUMBERS:
            self.fields |= _item_fields(number)

    @classmethod
    def initial_of(cls, draft: DraftText | None) -> dict[str, object]:
        """What was saved last, as the form's first values."""
        kept = draft or DraftText()
        values: dict[str, object] = {name: getattr(kept, name) for name in PROSE}
        for number, item in enumerate(kept.items, start=1):
            values |= {f"item_{number}_{part}": getattr(item, part) for part in _PARTS}
        return values

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in ITEM_NUMBERS:
            empty = [part for part in _PARTS if not given.get(f"item_{number}_{part}")]
            if len(empty) < len(_PARTS):
                found = given.get(f"item_{number}_kind") in _FOUND
                self._ask_for(number, [part for part in empty if not (found and part in ("owner", "due_on"))])
                if found and not {"owner", "due_on"} <= set(empty):
                    told = f"Item {number}: what is found has no owner and no day. Leave them empty"
                    self.add_error(f"item_{number}_kind", ValidationError(told, code="found-not-done"))
        return given

    def _ask_for(self, number: int, empty: list[str]) -> None:
        for part in empty:
            name = f"item_{number}_{part}"
            if name not in self.errors:
                self.add_error(name, ValidationError(_PARTS[part].format(number=number), code="item-incomplete"))

    def text(self) -> DraftText:
        """The draft; rows left empty are passed over, so that the items are numbered anew."""
        given = self.cleaned_data
        used = [number for number in ITEM_NUMBERS if given.get(f"item_{number}_text")]
        items = tuple(DraftItem(*(given[f"item_{number}_{part}"] for part in _PARTS)) for number in used)
        return DraftText(items=items, **{name: given[name] for name in PROSE})

    def items(self) -> list[dict[str, object]]:
        """The rows for the page: number, its bound fields, and whether the row stands open."""
        return [
            {
                "number": number,
                "fields": (fields := [self[f"item_{number}_{part}"] for part in ("kind", "text", "owner", "due_on")]),
                "open": number == 1 or any(one.errors or one.value() not in (None, "", ["", "", ""]) for one in fields),
            }
            for number in ITEM_NUMBERS
        ]


def _item_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"item_{number}_kind": forms.ChoiceField(label="What it is", choices=_KINDS, required=False),
        f"item_{number}_text": _WorkingText(label="What is determined", widget=forms.Textarea({"rows": 3})),
        f"item_{number}_owner": _WorkingText(label="Who is to do it", help_text="A post or a person, not a team."),
        f"item_{number}_due_on": _WorkingDate(label="By when", subject=f"Item {number}: by when"),
    }


class IssueForm(Form):
    understood = forms.BooleanField(
        label="I have read the whole text, and I know that nobody can change it once it is issued"
    )


class DrawForm(Form):
    """Nothing to fill in: the page says what drawing means, and the button draws."""


class StandDownForm(Form):
    reason = forms.CharField(
        label="Why you stand down",
        help_text="Both sides read it. When in doubt, decline; what you may not disclose is a reason too.",
        widget=forms.Textarea({"rows": 4}),
    )


def _named(one: Circumstance) -> str:
    return f"{one.colour.capitalize()}{', unless both sides waive it' if one.waivable else ''}: {one.title}"


class ConflictForm(Form):
    """`arbitrator` is asked only where there is more than one to choose from."""

    arbitrator = forms.ChoiceField(label="Arbitrator")
    council = forms.ChoiceField(label="Council")
    circumstance = forms.ChoiceField(
        label="What is it?",
        help_text="Red keeps out of every draw for the council; orange is told to both sides; green need not be.",
        choices=[("", "Choose one"), *((one.code, _named(one)) for one in CIRCUMSTANCES.values())],
    )
    reason = forms.CharField(
        label="What ties the arbitrator to this council",
        help_text="Facts and dates. When in doubt, decline.",
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(
        self, *args: Any, roster: Iterable[ArbitratorView], councils: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.id), one.name) for one in roster]
        if len(known) == 1:
            del self.fields["arbitrator"]
        else:
            _offer(self.fields["arbitrator"], known)
        _offer(self.fields["council"], councils)


def _offer(field: forms.Field, choices: Iterable[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "Choose one"), *choices]
