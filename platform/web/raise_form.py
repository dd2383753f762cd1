"""The form by which a dispute is raised: what real councils ask, in an order that an IRO thinks in (domain.md 3.4)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from escalation.form_shapes import CAFCASS, PROCEEDINGS, TOLD, Background, Proceeding, Telling
from escalation.shapes import ISSUES, RungView
from web.dispute_forms import RAG_CHOICES, RAG_HINTS, Choices, levels, long, radios, yes_no
from web.forms import DateField, Form
from web.widgets import RadioSelect

GROUPS: Final = (
    ("The child", ("child_wishes", "impact")),
    ("What it is about", ("issue", "sub_category", "decision", "concern", "breached")),
    ("What is wrong", ("description", "tried")),
    ("What should happen", ("outcome_sought", "sought_by")),
    ("How serious it is, and who answers", ("rag", "urgent", "level", "bypass_reason")),
    ("Cafcass and legal advice", ("cafcass", "cafcass_reason", "legal_advice")),
    (
        "Who knows of it, and what else runs",
        (*(f"{start}_{whom}" for whom in TOLD for start in ("told", "how")), "related_kind", "related_reference"),
    ),
)
BACKGROUND: Final = ("sub_category", "breached", "tried", "sought_by", "cafcass", "cafcass_reason")
OWN: Final = (
    "child_wishes", "issue", "description", "impact", "outcome_sought", "rag", "urgent", "level", "bypass_reason",
)  # fmt: skip


class RaiseForm(Form):
    """What the IRO raises. `decision` is offered from the child's reviews; a level above team needs its reason.

    What is optional can be said later, or never: nothing of it stands before a dispute.
    """

    child_wishes = long("What does the child want?", "In the child’s own words where you can.")
    impact = long("What does it mean for the child?")
    issue = forms.ChoiceField(
        label="What is it about?",
        choices=[("", "Choose one"), *((code, f"{title} ({code})") for code, title in ISSUES.items())],
    )
    sub_category = forms.CharField(label="More precisely", max_length=120, required=False)
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
    breached = long("Which decision, regulation or standard was breached?", rows=3, required=False)
    description = long("What is wrong?", "With the evidence.", rows=8)
    tried = long("What has been tried informally?", "With whom, and when.", rows=3, required=False)
    outcome_sought = long("What should happen?")
    sought_by = DateField(label="By when?", subject="Day by which it should happen", required=False)
    rag = radios("How serious is it?", RAG_CHOICES, hints=RAG_HINTS)
    urgent = forms.BooleanField(
        label="It is urgent: each level answers within 1 working day, and arbitration is open at once", required=False
    )
    level = forms.ChoiceField(
        label="Who should answer first?",
        help_text="Any level is yours to choose.",
        widget=RadioSelect,
    )
    bypass_reason = long(
        "Why go past the levels below?", "Only where you chose another level than the first.", rows=3, required=False
    )
    cafcass = radios("Have you considered a referral to Cafcass?", list(CAFCASS.items()), required=False)
    cafcass_reason = long("Why, or why not?", rows=3, required=False)
    legal_advice = yes_no("Have you taken independent legal advice?", "Whether, and never what it was.", required=False)
    related_kind = radios("Does a complaint or a court case run beside it?", list(PROCEEDINGS.items()), required=False)
    related_reference = forms.CharField(label="Reference of that complaint or case", max_length=120, required=False)

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
        for whom, title in TOLD.items():
            self.fields[f"told_{whom}"] = yes_no(f"{title}: told that you raise it?", required=False)
            self.fields[f"how_{whom}"] = forms.CharField(label=f"{title}: how; or why not", required=False)

    def groups(self) -> Iterator[tuple[str, list[BoundField]]]:
        for title, names in GROUPS:
            yield title, [self[name] for name in names]

    @property
    def own(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OWN}

    @property
    def background(self) -> Background:
        given = {name: self.cleaned_data[name] for name in BACKGROUND}
        return Background(**given, legal_advice=answered(self.cleaned_data["legal_advice"]))

    @property
    def told(self) -> tuple[Telling, ...]:
        """Of those about whom either question was answered."""
        return tuple(
            Telling(whom=whom, told=self.cleaned_data[f"told_{whom}"] == "yes", words=self.cleaned_data[f"how_{whom}"])
            for whom in self.whom
        )

    @property
    def whom(self) -> tuple[str, ...]:
        return tuple(whom for whom in TOLD if self.cleaned_data[f"told_{whom}"])

    @property
    def related(self) -> tuple[Proceeding, ...]:
        kind, reference = self.cleaned_data["related_kind"], self.cleaned_data["related_reference"]
        return (Proceeding(kind=kind, reference=reference),) if kind or reference else ()

    def field_of(self, name: str) -> str:
        """The field for one that an action names: `told[1].words` is of the second about whom was answered."""
        part, _, rest = name.partition("[")
        if part == "related":
            return "related_kind" if rest.endswith("kind") else "related_reference"
        if part == "told":
            return f"how_{self.whom[int(rest.partition(']')[0])]}"
        return name.removesuffix("_id")

    def clean(self) -> dict[str, Any] | None:
        for whom in TOLD:
            if self.cleaned_data.get(f"how_{whom}") and not self.cleaned_data.get(f"told_{whom}"):
                self.add_error(f"told_{whom}", "Answer whether you told them.")
        return super().clean()


def answered(given: str) -> bool | None:
    """None where a question of yes or no was left open."""
    return {"yes": True, "no": False}.get(given)


def tried_before(put_on: date, put_to: str, text: str, outcome: str) -> str:
    """In words, what a concern that was put informally is for the form."""
    came = f" What came of it: {outcome}" if outcome else ""
    return f"{put_on:%-d %B %Y}, to {put_to}: {text}{came}"
