"""A council's ladder of disputes: what it is, what it was, and, for the region's manager, adopting another."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from accounts.permissions import Permission
from escalation import actions, queries
from escalation.rungs import CANONICAL, LEVELS, LONGEST, SHAPES, Ladder, OnSilence, Replier, Rung
from escalation.shapes import LadderView, RungView
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage

COLUMNS = ("Stage", "Who answers", "Within", "Form", "Without an answer")
SILENCE = [(one.value, one.label) for one in OnSilence]
REPLIERS = [(Replier.MANAGER.value, "The council’s managers"), (Replier.DIRECTOR.value, "The director")]
_PARTS = ("title", "responder", "days", "form", "replier", "on_silence")


class CouncilLadder(HousePage):
    """GET `/councils/<code>/ladder/`."""

    permissions: ClassVar = {"get": Permission.DISPUTE_VIEW}

    def crumbs(self) -> list[Crumb]:
        return _crumbs(self.code)

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        found = queries.ladders(actor=self.actor)
        context = {
            "ladder": found.current,
            "columns": COLUMNS,
            "rows": _rows(found.current),
            "earlier": [(one, _rows(one)) for one in found.earlier],
            "shapes": [(key, one.title) for key, one in SHAPES.items()],
            "may_adopt": self.actor.may(Permission.LADDER_ADOPT),
        }
        return self.show("ladders/ladder.html", context)


def _crumbs(code: str) -> list[Crumb]:
    return [("Disputes", reverse("disputes", args=[code]))]


def _rows(ladder: LadderView) -> list[list[object]]:
    return [_row(rung, is_top=rung is ladder.rungs[-1]) for rung in ladder.rungs]


def _row(rung: RungView, *, is_top: bool) -> list[object]:
    days = {"text": f"{rung.days} working day{'s' if rung.days > 1 else ''}", "hint": f"urgent: {rung.urgent_days}"}
    silence = OnSilence.ARBITRATION if is_top else OnSilence(rung.on_silence)
    return [{"text": rung.title, "hint": rung.level}, rung.responder, days, rung.form or "–", silence.label]


class LadderForm(Form):
    """Four levels; one without a title is passed over. Named like `L1-title`."""

    title = forms.CharField(label="What is this ladder called?", max_length=LONGEST)
    reason = forms.CharField(
        label="Why is it adopted?", help_text="At least 20 characters.", widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: QueryDict | None, shape: Ladder) -> None:
        super().__init__(data, initial=_initial(shape))
        for level in LEVELS:
            self.fields |= _level_fields(level)
        self.order_fields(["title", *(f"{level}-{part}" for level in LEVELS for part in _PARTS), "reason"])

    def used(self) -> list[str]:
        """The levels that are not passed over, the lowest first."""
        return [level for level in LEVELS if self.cleaned_data[f"{level}-title"].strip()]

    def rungs(self) -> list[Rung]:
        given = self.cleaned_data
        return [
            Rung(
                level, given[f"{level}-title"], given[f"{level}-responder"], given[f"{level}-days"] or 0,
                given[f"{level}-form"], Replier(given[f"{level}-replier"]), OnSilence(given[f"{level}-on_silence"]),
            )
            for level in self.used()
        ]  # fmt: skip


def _level_fields(level: str) -> dict[str, forms.Field]:
    def text(label: str) -> forms.CharField:
        return forms.CharField(label=f"{level}: {label}", required=False, max_length=LONGEST)

    return {
        f"{level}-title": text("name of the stage (empty: passed over)"),
        f"{level}-responder": text("who answers"),
        f"{level}-days": forms.IntegerField(
            label=f"{level}: within how many working days", required=False, min_value=1, max_value=20
        ),
        f"{level}-form": text("name of the form"),
        f"{level}-replier": forms.ChoiceField(label=f"{level}: who is told by mail", choices=REPLIERS),
        f"{level}-on_silence": forms.ChoiceField(label=f"{level}: without an answer the dispute", choices=SILENCE),
    }


def _initial(shape: Ladder) -> dict[str, Any]:
    return {"title": shape.title, **dict(_parts(shape))}


def _parts(shape: Ladder) -> Iterator[tuple[str, object]]:
    for rung in shape.rungs:
        for part in _PARTS:
            yield f"{rung.level}-{part}", getattr(rung, part)


class AdoptLadder(FormPage):
    """`…/ladder/new/`, with `?shape=` one of SHAPES to begin from. POST: title, reason, and for each level title,
    responder, days, form, replier, on_silence."""

    permissions: ClassVar = {"get": Permission.LADDER_ADOPT, "post": Permission.LADDER_ADOPT}
    template = "ladders/adopt.html"
    form_class = LadderForm
    used: tuple[str, ...] = ()

    def crumbs(self) -> list[Crumb]:
        return [*_crumbs(self.code), ("The ladder", reverse("ladder", args=[self.code]))]

    def make_form(self, data: QueryDict | None) -> LadderForm:
        return LadderForm(data, SHAPES.get(self.request.GET.get("shape", ""), CANONICAL))

    def field_of(self, name: str) -> str:
        """`rungs[1].title` is that of the second level in use."""
        place, _, part = name.removeprefix("rungs[").partition("].")
        return f"{self.used[int(place)]}-{part}" if part else name

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, LadderForm)
        self.used = tuple(form.used())
        given = form.cleaned_data
        _, version, _ = actions.adopt_ladder(given["title"], form.rungs(), given["reason"], actor=self.actor)
        return Done(reverse("ladder", args=[self.code]), f"Version {version} is in force. What runs keeps its own.")
