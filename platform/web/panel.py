"""The panel's pages: the secretary sees every referral, an arbitrator those that the draw gave them (domain.md 7).

Whoever has no sight of a referral gets 404, whatever the method; nothing is written.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from accounts.permissions import Permission
from arbitration import actions, queries
from arbitration.reach import NOT_DECIDED, REMINDER
from arbitration.rules import AlreadyIssued, NotComplete
from arbitration.shapes import DrawView, NextMove, ReferralLine, ReferralView, SeatView
from escalation.panel_shapes import candidates_of
from escalation.shapes import ISSUES
from tenants import clock, pins
from tenants.problems import Invalid, NotFound
from tenants.queries import houses
from timetable.rules import Deadline
from web.bundles import determined_items, sheets
from web.draws import COLUMNS as DRAW_COLUMNS
from web.draws import SIDES, candidate_row, number_asked, put_in, record_file
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.panel_bundle import panel_box, words_of
from web.panel_forms import ConflictForm, DraftForm, DrawForm, IssueForm, StandDownForm
from web.procedure import order_links, procedure_box
from web.proofs import proof_box
from web.slips import determined, slip_rows

HOME: Crumb = ("Referrals", "/panel/")
_COLUMNS = ("Dispute", "Council", "About", "Arbitrator", "Whose move", "Determine by")
SEAT_COLUMNS = ("Place", "Arbitrator", "Since")
_DONE_COLUMNS = ("Dispute", "Council", "About", "Determined", "Council’s answer")
ANSWERS = {"comply": ("Complies", "green"), "part": ("Complies in part", "yellow"), "decline": ("Declines", "red")}


class Referrals(HousePage):
    """`/panel/`: the secretary's referrals are all of them, an arbitrator's their own; the nearest limit first."""

    permissions = {"get": Permission.ARBITRATION_VIEW}

    def get(self, request: HttpRequest) -> HttpResponse:
        lines = queries.referrals(actor=self.actor)
        context = {
            "columns": _COLUMNS,
            "open_rows": [_open_row(line) for line in lines if line.determined_on is None],
            "done_columns": _DONE_COLUMNS,
            "done_rows": [_done_row(line) for line in lines if line.determined_on is not None],
            "undrawn": sum(line.arbitrator is None for line in lines),
            "roster": queries.roster(actor=self.actor),
            "may_run": self.actor.may(Permission.ARBITRATION_RUN),
        }
        return self.show("panel/referrals.html", context)


def _open_row(line: ReferralLine) -> list[dict[str, object]]:
    left = (line.limit - clock.today()).days
    late = f"{-left} day{'' if left == -1 else 's'} late" if left < 0 else f"{left} day{'' if left == 1 else 's'} left"
    hint = "must not sit: a red conflict was declared" if line.arbitrator_conflicted else ""
    nobody: dict[str, object] = {"text": "Nobody drawn", "colour": "red"}
    return [
        *_first_cells(line),
        {"text": line.arbitrator, "hint": hint} if line.arbitrator else nobody,
        _move(line.next),
        {"text": f"{line.limit:%-d %B %Y}", "hint": f"{late}{', fast track' if line.urgent else ''}"},
    ]


MOVERS = {
    "secretary": "the secretary", "arbitrator": "the arbitrator", "council": "the council", "service": "the IRO",
}  # fmt: skip


def movers(move: NextMove) -> str:
    """Such as “The council and the IRO”; nothing when all is done."""
    words = " and ".join(MOVERS[one] for one in move.movers)
    return words[:1].upper() + words[1:]


def _move(move: NextMove) -> dict[str, object]:
    by = f" By {move.limit.limit:%-d %B %Y}." if move.limit else ""
    return {"text": movers(move) or "Nobody’s", "hint": f"{move.what}{by}"}


def _done_row(line: ReferralLine) -> list[dict[str, object]]:
    assert line.determined_on is not None
    answer, colour = ANSWERS.get(line.answer or "", ("None yet", "grey"))
    determined: dict[str, object] = {"text": f"{line.determined_on:%-d %B %Y}", "hint": f"by {line.arbitrator}"}
    return [*_first_cells(line), determined, {"text": answer, "colour": colour}]


def _first_cells(line: ReferralLine) -> list[dict[str, object]]:
    return [
        {"text": line.reference, "url": f"/panel/referrals/{line.id}/"},
        {"text": line.council_name},
        {"text": ISSUES.get(line.issue, line.issue)},
    ]


class ReferralPage(HousePage):
    """`/panel/referrals/<referral_id>/`: the bundle, the draw, both sides' statements, what was determined."""

    permissions = {"get": Permission.ARBITRATION_VIEW}

    def crumbs(self) -> list[Crumb]:
        return [HOME]

    def get(self, request: HttpRequest, referral_id: UUID) -> HttpResponse:
        found = queries.referral(referral_id, actor=self.actor)
        said = {one.side: one for one in found.statements}
        today = clock.today()
        context = {
            "referral": found,
            "address": f"/panel/referrals/{found.id}/",
            "issue": ISSUES.get(found.issue, found.issue),
            "steps": _steps(found),
            "movers": movers(found.next),
            "wishes": _wishes(found),
            "sheets": sheets(found.bundle, leave_out=("format", "receipts")),
            "draw_columns": DRAW_COLUMNS,
            "draw_rows": _urn_rows(found),
            "shares": _shares(found),
            "sides": [("The IRO’s statement", said.get("service")), ("The council’s statement", said.get("council"))],
            "limits": _open_limits(found),
            **_issued(found),
            **proof_box(queries.determination_place(referral_id, actor=self.actor), "panel_leaf_proof"),
            "answer": ANSWERS.get(found.answer.position) if found.answer else None,
            "seat_columns": SEAT_COLUMNS,
            "seat_rows": [_seat_row(one) for one in found.seats],
            "may_leave": found.determination is None and any(one.mine for one in found.seats),
            "may_lay": found.may_lay and self.actor.may(Permission.ARBITRATION_RUN),
            "heard": len(said) == 2 or today >= found.determinable_from,
        }
        context |= panel_box(found)
        context |= procedure_box(found.procedure, today) | {"order_links": order_links(found)}
        return self.show("panel/referral.html", context)


def _issued(found: ReferralView) -> dict[str, object]:
    """What the page shows of a determination; nothing before it."""
    issued = found.determination
    if issued is None:
        return {}
    return {
        **determined(issued.content, [one.content for one in issued.corrections]),
        "slip_rows": slip_rows(issued.slip_requests, f"/panel/referrals/{found.id}/corrections/", found.may_correct),
        "may_correct": found.may_correct and clock.today() <= issued.slips_limit.limit,
    }


def _seat_row(one: SeatView) -> list[object]:
    if one.left_on is None:
        return [one.title, one.name, {"text": "Sits", "hint": f"since {one.taken_on:%-d %B %Y}", "colour": "green"}]
    return [one.title, one.name, {"text": f"Left on {one.left_on:%-d %B %Y}", "hint": f"{one.why}: {one.reason}"}]


def _open_limits(found: ReferralView) -> list[Deadline]:
    """What is still to be kept: a limit for a statement goes when the statement is here."""
    if found.determination:
        return []
    spoken = any(one.side == "council" for one in found.statements)
    return [limit for limit in found.limits if not (spoken and limit.rule.code == "arbitration.response")]


def _wishes(found: ReferralView) -> str:
    if found.disclosed:
        return words_of(found.disclosed.content, "wishes")
    for part in (found.bundle, found.bundle.get("dispute")):
        if isinstance(part, dict) and part.get("child_wishes"):
            return str(part["child_wishes"])
    return ""


def _urn_rows(found: ReferralView) -> list[list[object]]:
    """Candidates by id with their weight, as the draw takes them, then those who can't sit."""
    if found.urn is None:
        return _earlier_rows(found.draw) if found.draw else []
    record = found.draw.record if found.draw else None
    return [candidate_row(one, record) for one in candidates_of(found.urn.content)]


def _shares(found: ReferralView) -> list[tuple[str, str]]:
    """(side, what it put in) of the draw: as far as is known to anybody by now."""
    if found.draw and found.draw.record:
        return put_in(found.draw.record)
    if found.urn is None:
        return []
    return [(words, "sealed" if side in found.urn.sealed else "not yet") for side, words in SIDES.items()]


def _earlier_rows(draw: DrawView) -> list[list[object]]:
    """Of a draw by an earlier release, which took those with the fewest referrals in hand."""
    fewest = min(one.load for one in draw.candidates)
    rows: list[list[object]] = []
    for one in sorted(draw.candidates, key=lambda candidate: candidate.id):
        place: object = "No: others have fewer" if one.load > fewest else "Yes"
        if one.id == draw.arbitrator_id:
            place = {"text": "Drawn", "colour": "green"}
        rows.append([{"text": one.name, "hint": str(one.id)}, str(one.load), place])
    return rows + [[{"text": one.name, "hint": str(one.id)}, "–", f"No: {one.why}"] for one in draw.excluded]


def _steps(found: ReferralView) -> list[dict[str, str]]:
    """The way of a referral, for `base/progress.html`: the first that isn't done is the present one."""
    issued, sides = found.determination, len(found.statements)
    done = [
        ("Received", f"{found.received_on:%-d %B %Y}", True),
        ("Panel drawn", ", ".join(found.sitting), found.draw is not None),
        ("Both sides heard", f"{sides} of 2 statements", sides == 2 or issued is not None),
        ("Determined", f"{issued.issued_on:%-d %B %Y}" if issued else "", issued is not None),
        ("Council’s answer", "", found.answer is not None),
    ]
    first = next((label for label, _, is_done in done if not is_done), "")
    return [
        {"label": label, "hint": hint, "state": "done" if is_done else "current" if label == first else "todo"}
        for label, hint, is_done in done
    ]


class OfReferral(FormPage):
    """A page with one form about a referral that the actor may see."""

    referral: ReferralView

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.referral_id: UUID = kwargs["referral_id"]

    @property
    def address(self) -> str:
        return f"/panel/referrals/{self.referral_id}/"

    def crumbs(self) -> list[Crumb]:
        return [HOME, (f"Referral {self.referral.reference}", self.address)]

    def prepare(self) -> dict[str, object]:
        self.referral = queries.referral(self.referral_id, actor=self.actor)
        return {"referral": self.referral, "address": self.address}


class LayUrn(OfReferral):
    """`/panel/referrals/<referral_id>/draw/`, for a referral that found nobody free. POST: nothing but the token."""

    permissions = {"get": Permission.ARBITRATION_RUN, "post": Permission.ARBITRATION_RUN}
    template: ClassVar[str] = "panel/draw.html"
    form_class = DrawForm

    def carry_out(self, form: Form) -> Done:
        laid, _ = actions.lay_urn(self.referral_id, actor=self.actor)
        return Done(self.address, f"The urn is laid. Both sides put in their shares by {laid.seal_limit:%-d %B %Y}.")


class DrawRecord(HousePage):
    """GET `/panel/referrals/<referral_id>/draw/record`: the newest draw as `iro-verify` takes it (JSON), or that of
    `?number=`; 404 before it."""

    permissions = {"get": Permission.ARBITRATION_VIEW}

    def get(self, request: HttpRequest, referral_id: UUID) -> HttpResponse:
        found = queries.referral(referral_id, actor=self.actor)
        number = number_asked(request)
        records = [one for one in found.draws if number in (None, one["urn"]["number"])]
        return record_file(records[-1] if records else None, found.reference)


class StandDown(OfReferral):
    """`/panel/referrals/<referral_id>/stand-down/`, for those who sit. POST: reason. Both sides read it."""

    permissions = {"get": Permission.ARBITRATION_DETERMINE, "post": Permission.ARBITRATION_DETERMINE}
    template: ClassVar[str] = "panel/stand_down.html"
    form_class = StandDownForm

    def prepare(self) -> dict[str, object]:
        context = super().prepare()
        if not any(one.mine for one in self.referral.seats):
            raise NotFound()
        return context

    def carry_out(self, form: Form) -> Done:
        actions.stand_down(self.referral_id, form.cleaned_data["reason"], actor=self.actor)
        return Done(HOME[1], f"You no longer sit on {self.referral.reference}. The place is drawn again.")


class _OfArbitrator(OfReferral):
    """For whoever presides, while nothing has been issued (409 afterwards)."""

    permissions = {"get": Permission.ARBITRATION_DETERMINE, "post": Permission.ARBITRATION_DETERMINE}

    def prepare(self) -> dict[str, object]:
        context = super().prepare()
        if self.referral.determination is not None:
            raise AlreadyIssued("It is locked: nobody can change it any more.")
        if not self.referral.may_determine:
            raise NotFound()
        return context


class DraftPage(_OfArbitrator):
    """`/panel/referrals/<referral_id>/draft/`: the working text, seen by whoever presides alone.

    POST: issues, evidence, findings, reasons, and for n from 1 to 6 item_n_kind (of `reach.ItemKind`), item_n_text,
    item_n_owner, item_n_due_on_day, …_month, …_year (the last four where it is to be done). Everything may still be
    empty, but an item is whole.
    """

    template: ClassVar[str] = "panel/draft.html"
    form_class = DraftForm

    def make_form(self, data: Any) -> Form:
        return DraftForm(data, initial=DraftForm.initial_of(self.referral.draft))

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, DraftForm)
        actions.save_draft(self.referral_id, form.text(), actor=self.actor)
        return Done(f"{self.address}draft/", "Draft saved. Only those who sit can see it.")


class IssuePage(_OfArbitrator):
    """`/panel/referrals/<referral_id>/issue/`: the draft as it would go out. POST: understood=on. It locks for ever."""

    template: ClassVar[str] = "panel/issue.html"
    form_class = IssueForm

    def prepare(self) -> dict[str, object]:
        context, draft = super().prepare(), self.referral.draft
        items = determined_items(draft.as_dict()) if draft else []
        return {**context, "items": items, "not_decided": NOT_DECIDED, "reminder": REMINDER}

    def carry_out(self, form: Form) -> Done:
        try:
            issued, _ = actions.issue_determination(self.referral_id, actor=self.actor)
        except NotComplete as problem:
            raise Invalid(problem.detail, errors=_in_words(problem)) from problem
        return Done(self.address, f"The determination is issued and locked. Its SHA-256 is {issued.sha256}.")


def _in_words(problem: NotComplete) -> dict[str, str]:
    """The draft's fields aren't on the confirmation page: each error says itself what it is about."""
    words = {"issues": "Issues", "evidence": "Evidence", "findings": "Findings", "reasons": "Reasons", "items": "Items"}
    return {name: f"{words.get(name) or _item(name)}: {text}" for name, text in problem.errors.items()}


def _item(name: str) -> str:
    number = name.partition("[")[2].partition("]")[0]
    return f"Item {int(number) + 1}, to be done by"


class ConflictPage(FormPage):
    """`/panel/conflicts/new/`: an arbitrator discloses for themselves, the secretary for anybody on the roster.

    POST: arbitrator (id; an arbitrator's own page asks for none), council (3 digits), circumstance (of
    `conflicts.CIRCUMSTANCES`), reason.
    """

    permissions = {"get": Permission.ARBITRATION_VIEW, "post": Permission.ARBITRATION_VIEW}
    template: ClassVar[str] = "panel/conflict.html"
    form_class = ConflictForm

    def crumbs(self) -> list[Crumb]:
        return [HOME]

    def prepare(self) -> dict[str, object]:
        self.roster = queries.roster(actor=self.actor)
        if not self.roster:
            raise NotFound("Nobody sits on the panel yet. The secretary seats arbitrators.")
        return {"roster": self.roster}

    def make_form(self, data: Any) -> Form:
        return ConflictForm(data, roster=self.roster, councils=_councils())

    def carry_out(self, form: Form) -> Done:
        given = form.cleaned_data
        arbitrator = UUID(given["arbitrator"]) if "arbitrator" in given else self.roster[0].id
        actions.declare_conflict(arbitrator, given["council"], given["circumstance"], given["reason"], actor=self.actor)
        return Done("/panel/", "The conflict of interest is recorded.")


def _councils() -> list[tuple[str, str]]:
    """The councils of the regions that are bound to this panel."""
    known = houses()
    regions = {house.pk for house in known if house.panel is not None and house.panel.code == pins.current().code}
    return sorted((house.code, f"{house.name} ({house.code})") for house in known if house.region_id in regions)
