"""The roster's pages for the secretary: a second term, and a removal for cause as the board decided."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import HttpRequest

from accounts.permissions import Permission
from arbitration import actions, queries
from arbitration.shapes import ArbitratorView
from tenants.problems import NotFound
from web.forms import DateField, Form
from web.page import Crumb, Done, FormPage
from web.panel import HOME


class RenewalForm(Form):
    term_until = DateField(
        label="Until when?", help_text="Three years after the end of the first term at the most. There is no third."
    )


class RemovalForm(Form):
    board = forms.CharField(label="Which board decided?", max_length=120)
    decided_on = DateField(label="When did it decide?")
    reason = forms.CharField(
        label="Its reasons",
        help_text="Both sides of what this arbitrator sits on read them.",
        widget=forms.Textarea({"rows": 6}),
    )


class _OfArbitrator(FormPage):
    permissions: ClassVar = {"get": Permission.ARBITRATION_RUN, "post": Permission.ARBITRATION_RUN}
    template: ClassVar[str] = "panel/roster.html"
    heading: ClassVar[str]
    lead: ClassVar[str]

    arbitrator: ArbitratorView

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.arbitrator_id: UUID = kwargs["arbitrator_id"]

    def crumbs(self) -> list[Crumb]:
        return [HOME]

    def prepare(self) -> dict[str, object]:
        found = [one for one in queries.roster(actor=self.actor) if one.id == self.arbitrator_id]
        if not found:
            raise NotFound("There is no such arbitrator on the roster.")
        self.arbitrator = found[0]
        return {"arbitrator": self.arbitrator, "heading": self.heading, "lead": self.lead}


class Renew(_OfArbitrator):
    """`/panel/arbitrators/<arbitrator_id>/renewal/`. POST: term_until_day, …_month, …_year."""

    form_class = RenewalForm
    heading = "Renew the term"
    lead = "The second term begins when the first is over, and it is the last."

    def carry_out(self, form: Form) -> Done:
        renewal, _ = actions.renew_term(self.arbitrator_id, form.cleaned_data["term_until"], actor=self.actor)
        return Done(HOME[1], f"{self.arbitrator.name} sits until {renewal.term_until:%-d %B %Y}.")


class Remove(_OfArbitrator):
    """`/panel/arbitrators/<arbitrator_id>/removal/`. POST: board, decided_on_day, …_month, …_year, reason."""

    form_class = RemovalForm
    heading = "Remove from the roster for cause"
    lead = "Only the board removes an arbitrator, and only for cause. What they sit on is drawn again at once."

    def carry_out(self, form: Form) -> Done:
        actions.remove_arbitrator(self.arbitrator_id, **form.cleaned_data, actor=self.actor)
        return Done(HOME[1], f"{self.arbitrator.name} is off the roster. What they sat on is drawn again.")
