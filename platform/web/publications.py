"""The panel's way to the register: what is to be published, a version without traces, a second person's check."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Permission
from arbitration import actions, publication_views, publishing
from arbitration.register_shapes import PublicationLine, PublicationWork, VersionLine
from escalation.shapes import ISSUES
from tenants import pins
from tenants.problems import Invalid
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.publication_forms import CheckForm, DelayForm, PrepareForm, PublishForm, ReasonForm

HOME: Crumb = ("Publications", "/panel/publications/")
_COLUMNS = ("Dispute", "Council", "About", "Publish by", "State")
_CHECK_COLUMNS = ("Version", "About", "Prepared by", "On")
_COLOURS = {
    "answer": "grey", "prepare": "yellow", "check": "blue", "returned": "orange", "passed": "teal", "delayed": "purple",
    "published": "green", "withdrawn": "grey",
}  # fmt: skip


class Docket(HousePage):
    """`/panel/publications/`: each determination on its way, the oldest first; and versions that wait for a check."""

    permissions = {"get": Permission.PUBLICATION_CHECK}

    def get(self, request: HttpRequest) -> HttpResponse:
        found = publication_views.docket(actor=self.actor)
        context = {
            "columns": _COLUMNS,
            "rows": [_row(line) for line in found.lines],
            "check_columns": _CHECK_COLUMNS,
            "check_rows": [_check_row(line) for line in found.checks],
            "panel": pins.current().code,
        }
        return self.show("panel/publications.html", context)


def _row(line: PublicationLine) -> list[object]:
    state: dict[str, object] = {"text": publication_views.STATES[line.state], "colour": _COLOURS[line.state]}
    if line.delayed_until:
        state["hint"] = f"until {line.delayed_until:%-d %B %Y}"
    elif line.late:
        state["hint"] = "late: the day to publish it is over"
    return [
        {"text": line.reference, "url": reverse("prepare_publication", args=[line.determination_id])},
        line.council_name,
        ISSUES.get(line.issue, line.issue),
        {"text": f"{line.limit.limit:%-d %B %Y}", "hint": line.citation},
        state,
    ]


def _check_row(line: VersionLine) -> list[object]:
    return [
        {"text": f"Version {line.number}", "url": reverse("check_publication", args=[line.prepared_id])},
        ISSUES.get(line.issue, line.issue),
        {"text": line.prepared_by, "hint": "You: somebody else checks it" if line.mine else ""},
        f"{line.prepared_on:%-d %B %Y}",
    ]


class _OfDetermination(FormPage):
    """A page with one form about a determination on its way."""

    work: PublicationWork

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.determination_id: UUID = kwargs["determination_id"]

    @property
    def address(self) -> str:
        return reverse("prepare_publication", args=[self.determination_id])

    def crumbs(self) -> list[Crumb]:
        return [HOME, (f"Dispute {self.work.reference}", self.address)]

    def prepare(self) -> dict[str, object]:
        self.work = publication_views.work(self.determination_id, actor=self.actor)
        may_run = self.actor.may(Permission.ARBITRATION_RUN)
        check = self.work.check
        return {
            "work": self.work,
            "issue": ISSUES.get(self.work.issue, self.work.issue),
            "may_publish": may_run and check is not None and check.passed and not self.work.citation,
            "may_delay": may_run and not self.work.citation,
            "may_change": may_run and bool(self.work.citation) and not self.work.withdrawn,
            "panel": pins.current().code,
        }


class Prepare(_OfDetermination):
    """`/panel/publications/<determination_id>/`: the newest version. POST: outcome and each text; a new version."""

    permissions = {"get": Permission.PUBLICATION_PREPARE, "post": Permission.PUBLICATION_PREPARE}
    template: ClassVar[str] = "panel/prepare.html"
    form_class = PrepareForm

    def crumbs(self) -> list[Crumb]:
        return [HOME]

    def make_form(self, data: Any) -> Form:
        hints = {
            name: "Look at: " + ", ".join(f"“{one.text}” ({one.kind.label})" for one in found)
            for name, found in self.work.traces.items()
        }
        return PrepareForm(
            data, labels=self.work.labels, hints=hints, initial={"outcome": self.work.outcome, **self.work.texts}
        )

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, PrepareForm)
        outcome = form.cleaned_data["outcome"]
        kept, _ = actions.prepare_publication(self.determination_id, outcome, form.texts(), actor=self.actor)
        return Done(self.address, f"Version {kept.number} is saved. A second person checks it now.")


class Publish(_OfDetermination):
    """`/panel/publications/<determination_id>/publish/`. POST: understood=on."""

    permissions = {"get": Permission.ARBITRATION_RUN, "post": Permission.ARBITRATION_RUN}
    template: ClassVar[str] = "panel/publish.html"
    form_class = PublishForm

    def carry_out(self, form: Form) -> Done:
        kept, _ = actions.publish_determination(self.determination_id, actor=self.actor)
        return Done(self.address, f"Published. It is cited as {kept.content['citation']}.")


class Delay(_OfDetermination):
    """`/panel/publications/<determination_id>/delay/`. POST: ground, reason, until_day, until_month, until_year."""

    permissions = {"get": Permission.ARBITRATION_RUN, "post": Permission.ARBITRATION_RUN}
    template: ClassVar[str] = "panel/delay.html"
    form_class = DelayForm

    def carry_out(self, form: Form) -> Done:
        given = form.cleaned_data
        actions.delay_publication(
            self.determination_id, given["ground"], given["reason"], given["until"], actor=self.actor
        )
        return Done(self.address, f"It is not published before {given['until']:%-d %B %Y}.")


class Check(FormPage):
    """`/panel/versions/<prepared_id>/check/`: a version as it would stand. POST: affirmed, verdict, reasons."""

    permissions = {"get": Permission.PUBLICATION_CHECK, "post": Permission.PUBLICATION_CHECK}
    template: ClassVar[str] = "panel/check.html"
    form_class = CheckForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.prepared_id: UUID = kwargs["prepared_id"]

    def crumbs(self) -> list[Crumb]:
        return [HOME]

    def prepare(self) -> dict[str, object]:
        found = publication_views.check_work(self.prepared_id, actor=self.actor)
        return {
            "work": found,
            "issue": ISSUES.get(found.issue, found.issue),
            "outcome": publishing.OUTCOMES[found.outcome],
            "left": [(label, [one.text for one in traces]) for label, traces in found.traces.items()],
        }

    def carry_out(self, form: Form) -> Done:
        given = form.cleaned_data
        passed = given["verdict"] == "pass"
        answers = {name: name in given["affirmed"] for name in publishing.QUESTIONS}
        try:
            actions.check_publication(self.prepared_id, passed, answers, given["reasons"], actor=self.actor)
        except Invalid as problem:
            raise Invalid(problem.detail, errors=_in_form(problem)) from problem
        told = "It passes: the secretary can publish it." if passed else "It goes back, with your reasons."
        return Done(HOME[1], told)


def _in_form(problem: Invalid) -> dict[str, str]:
    """The questions are one field of the form."""
    missing = [publishing.QUESTIONS[name] for name in problem.errors if name in publishing.QUESTIONS]
    rest = {name: text for name, text in problem.errors.items() if name not in publishing.QUESTIONS}
    told = {"affirmed": f"It can’t pass unless you affirm: {'; '.join(missing)}"} if missing else {}
    return rest | told


class _OfPublication(FormPage):
    """A page that says why something on the register changes. POST: reason."""

    permissions = {"get": Permission.ARBITRATION_RUN, "post": Permission.ARBITRATION_RUN}
    form_class = ReasonForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.publication_id: UUID = kwargs["publication_id"]

    def crumbs(self) -> list[Crumb]:
        return [HOME]

    def prepare(self) -> dict[str, object]:
        return {"citation": publication_views.citation(self.publication_id, actor=self.actor)}


class Correct(_OfPublication):
    """`/panel/published/<publication_id>/correct/`: the newest version that passed takes the place of what stands."""

    template: ClassVar[str] = "panel/correct_publication.html"

    def carry_out(self, form: Form) -> Done:
        actions.correct_publication(self.publication_id, form.cleaned_data["reason"], actor=self.actor)
        return Done(HOME[1], "The register shows the corrected version, with your reason.")


class Withdraw(_OfPublication):
    """`/panel/published/<publication_id>/withdraw/`: the text goes, citation and reason stay."""

    template: ClassVar[str] = "panel/withdraw_publication.html"

    def carry_out(self, form: Form) -> Done:
        actions.withdraw_publication(self.publication_id, form.cleaned_data["reason"], actor=self.actor)
        return Done(HOME[1], "The text is withdrawn. Its citation and your reason stay on the register.")
