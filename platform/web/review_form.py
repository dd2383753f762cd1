"""The form by which an IRO records a review: one page, no JavaScript, six rows for decisions, empty rows left out."""

from datetime import date
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from reviews.shapes import LATE_MEANINGS, MEANINGS, PRIORITIES, HeldReview, NewDecision
from web.forms import DateField, Form
from web.widgets import RadioSelect

ROWS: Final = 6
SHOWN: Final = 3
"""Rows in sight at once; the others open on demand, and stand open when something is in them."""

WANTED: Final = {
    "text": "Say what is to be done",
    "owner": "Name the person who is responsible",
    "due": "Enter the day by which it is to be done",
}


class ReviewForm(Form):
    """What the POST holds: see `web.reviews.HoldReview`."""

    held_on = DateField(
        label="When was the review held?",
        subject="Date of the review",
        help_text="For example, 27 3 2026. Where a review took several days, the last of them.",
    )
    participation = forms.ChoiceField(
        label="How did the child take part?",
        help_text="The codes of the department’s return. They describe participation, not the kind of review.",
        choices=[(code.value, f"{meaning} ({code})") for code, meaning in MEANINGS.items()],
        widget=RadioSelect,
    )
    child_views = forms.CharField(
        label="What the child said",
        help_text="In the child’s own words where you can. It stands first on the child’s page.",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    no_views_reason = forms.CharField(
        label="If there are no views, why not",
        help_text="For a child under 4, or one who gave none: what you saw, and what you tried.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    late_reason = forms.ChoiceField(
        label="If the review was late, why",
        choices=[("", "It was in time"), *((code.value, meaning) for code, meaning in LATE_MEANINGS.items())],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS + 1):
            self.fields |= _row(number)

    @property
    def questions(self) -> list[BoundField]:
        """What is asked once, before the decisions."""
        return [self[name] for name in self.base_fields]

    @property
    def rows(self) -> list[tuple[int, list[BoundField]]]:
        """(number, its fields) of the rows always in sight."""
        return [self._bound_row(number) for number in range(1, SHOWN + 1)]

    @property
    def more_rows(self) -> list[tuple[int, list[BoundField]]]:
        return [self._bound_row(number) for number in range(SHOWN + 1, ROWS + 1)]

    @property
    def more_in_use(self) -> bool:
        return self.is_bound and any(self._typed(number) for number in range(SHOWN + 1, ROWS + 1))

    @property
    def numbers(self) -> list[int]:
        """The rows in which something stands, in order: the decisions as the action counts them."""
        return [number for number in range(1, ROWS + 1) if self._typed(number)]

    def clean(self) -> dict[str, Any]:
        """A row is wholly filled in, or empty; the first can't be empty."""
        for number in self.numbers:
            for part, words in WANTED.items():
                name = f"decision_{number}_{part}"
                if name not in self.errors and not self.cleaned_data.get(name):
                    self.add_error(name, words)
        return self.cleaned_data

    def held_review(self) -> HeldReview:
        """The valid form as the action takes it."""
        given = self.cleaned_data
        asked = {name: given[name] for name in self.base_fields}
        return HeldReview(**asked, decisions=tuple(self._decision(number) for number in self.numbers))

    def _decision(self, number: int) -> NewDecision:
        text, owner, due, priority = (
            self.cleaned_data[f"decision_{number}_{part}"] for part in ("text", "owner", "due", "priority")
        )
        assert isinstance(due, date)
        return NewDecision(text=text, owner_name=owner, due_on=due, priority=priority or PRIORITIES[0])

    def _bound_row(self, number: int) -> tuple[int, list[BoundField]]:
        return number, [self[name] for name in _row(number)]

    def _typed(self, number: int) -> bool:
        """Whether anything was typed there; the priority alone is nothing, it always has a value."""
        parts = ("text", "owner", "due_day", "due_month", "due_year")
        return any(self.data.get(f"decision_{number}_{part}", "").strip() for part in parts)


def _row(number: int) -> dict[str, forms.Field]:
    needed = number == 1
    words = {part: {"required": text} for part, text in WANTED.items()}
    return {
        f"decision_{number}_text": forms.CharField(
            label="What is to be done",
            widget=forms.Textarea(attrs={"rows": 2}),
            required=needed,
            error_messages=words["text"],
        ),
        f"decision_{number}_owner": forms.CharField(
            label="Who is responsible",
            help_text="A person, not a team.",
            max_length=120,
            required=needed,
            error_messages=words["owner"],
        ),
        f"decision_{number}_due": DateField(
            label="By when",
            subject=f"Due date of decision {number}",
            required=needed,
            error_messages=words["due"],
        ),
        f"decision_{number}_priority": forms.ChoiceField(
            label="Priority",
            choices=[(priority, priority.capitalize()) for priority in PRIORITIES],
            initial=PRIORITIES[0],
            required=False,
        ),
    }
