"""Disputes of a council's children: the list, raising one, and following it from the child's words to the answer.

The IRO sees those of their own children; the council and the region's managers see all (domain.md 3).
"""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Permission
from casework import queries as casework
from casework.queries.shapes import CaseView
from escalation import actions, queries
from escalation.commendations import commendation_count
from escalation.ladder import State
from escalation.shapes import ConcernView, DeterminationView, DisputeLine, DisputeView, RaisedDispute
from ledger import past
from reviews import queries as reviews
from reviews.shapes import ReviewView
from web.bundles import sheets
from web.directions import direction_rows
from web.dispute_beside import beside
from web.dispute_moves import dispute_crumbs, offered
from web.draws import draw_box
from web.forms import Form
from web.ladder import picture
from web.page import Crumb, Done, FormPage, HousePage
from web.panel_bundle import side_box
from web.past import PastPage
from web.procedure import procedure_box
from web.proofs import proof_box
from web.raise_form import RaiseForm, tried_before
from web.record import record
from web.slips import determined, slip_rows

COLUMNS = ("Dispute", "Child", "About", "Concern", "Where it is", "Answer by")
MOVERS = {"council": "the council", "service": "the IRO", "panel": "the panel", "clock": "the clock"}
LADDER_COLUMNS = ("Level", "Began", "Answer by", "What happened")
WAITING = frozenset({State.AWAITING_ANSWER, State.SILENT, State.DETERMINED})
ON_THE_LADDER = frozenset({State.AWAITING_ANSWER, State.SILENT, State.ANSWERED})
ENDED = frozenset({State.RESOLVED, State.WITHDRAWN})
RAG = {"red": ("Red", "red"), "amber": ("Amber", "orange"), "green": ("Green", "green")}


class Disputes(HousePage):
    """GET `/councils/<code>/disputes/`: those that wait for the council's answer first, the closed last."""

    permissions: ClassVar = {"get": Permission.DISPUTE_VIEW}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        lines = queries.disputes(actor=self.actor)
        waiting = [line for line in lines if line.state in WAITING]
        ended = [line for line in lines if line.state in ENDED]
        others = [line for line in lines if line.state not in WAITING | ENDED]
        context = {
            "columns": COLUMNS,
            "waiting": [row(line, code) for line in waiting],
            "others": [row(line, code) for line in others],
            "ended": [row(line, code) for line in ended],
            "informal": queries.concern_count(actor=self.actor),
            "commended": commendation_count(actor=self.actor),
            "own_only": not self.actor.may(Permission.CASE_VIEW_ALL),
        }
        return self.show("disputes/list.html", context)


def row(line: DisputeLine, code: str) -> list[dict[str, object]]:
    """A dispute in a table with COLUMNS."""
    concern, colour = RAG[line.rag]
    return [
        {"text": line.reference, "url": reverse("dispute", args=[code, line.id])},
        {"text": line.child_name, "hint": line.child_reference},
        {"text": line.issue_title},
        {"text": concern, "colour": colour, "hint": "urgent" if line.urgent else ""},
        {"text": line.state.label, "hint": _level(line) if line.state in ON_THE_LADDER else ""},
        _answer_by(line),
    ]


def _level(line: DisputeLine) -> str:
    return f"{line.level}, {line.level_title.lower()}"


def _answer_by(line: DisputeLine) -> dict[str, object]:
    if line.limit is None or line.days_left is None:
        return {"text": "–"}
    count = abs(line.days_left)
    days = f"{count} day{'' if count == 1 else 's'}"
    left = "today is the last day" if count == 0 else f"{days} left" if line.days_left > 0 else f"{days} late"
    return {"text": f"{line.limit:%-d %B %Y}", "hint": left}


class RaiseDispute(FormPage):
    """`/councils/<code>/cases/<child_id>/disputes/new/`, for the child's IRO. Nobody is asked for permission.

    POST: issue (IC01…), rag (red, amber, green), urgent=on, description, impact, child_wishes, outcome_sought,
    level (L1 to L4), bypass_reason (needed above L1), decision (id of a decision of the child's reviews, or empty);
    and what is optional: `raise_form.RaiseForm`. `?decision=`, `?concern=` and `?notice=` fill in what they know.
    """

    permissions: ClassVar = {"get": Permission.DISPUTE_RAISE, "post": Permission.DISPUTE_RAISE}
    template = "disputes/raise.html"
    form_class = RaiseForm

    child: CaseView
    form: RaiseForm

    def crumbs(self) -> list[Crumb]:
        return [
            ("Disputes", reverse("disputes", args=[self.code])),
            (self.child.name, reverse("case", args=[self.code, self.child.child_id])),
        ]

    def prepare(self) -> dict[str, object]:
        self.child = casework.case(self.kwargs["child_id"], actor=self.actor)
        return {"child": self.child}

    def make_form(self, data: Any) -> Form:
        rungs = queries.ladders(actor=self.actor).current.rungs
        put = queries.concerns(self.child.child_id, actor=self.actor)
        offered = [(str(one.id), f"{one.put_on:%-d %B %Y}: {_short(one.text)}") for one in put]
        return RaiseForm(
            data, initial=self._beforehand(put), rungs=rungs, decisions=self._decisions(), concerns=offered
        )  # fmt: skip

    def _beforehand(self, put: list[ConcernView]) -> dict[str, str]:
        """What the form begins with: `?decision=`, or `?concern=` with its words, or `?notice=` with those of it."""
        asked = self.request.GET
        begun = {name: asked.get(name, "") for name in ("decision", "concern")}
        for one in put:
            if str(one.id) == begun["concern"]:
                tried = tried_before(one.put_on, one.put_to, one.text, one.outcome)
                begun |= {"issue": one.issue, "description": one.text, "tried": tried}
        for told in casework.notices(self.child.child_id, actor=self.actor) if "notice" in asked else ():
            if str(told.id) == asked["notice"]:
                begun |= {"description": f"{told.meaning}, {told.happened_on:%-d %B %Y}: {told.details}"}
        for held in self._held() if begun["decision"] else ():
            for made in held.decisions:
                if str(made.id) == begun["decision"]:
                    begun |= {"breached": f"Decision {made.number} of the review of {_day(held.held_on)}: {made.text}"}
        return begun

    def _held(self) -> list[ReviewView]:
        return reviews.reviews_of(self.child.period.id, actor=self.actor)

    def _decisions(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The child's decisions, a group for each review, the newest review first."""
        held = reversed(self._held())
        return [
            (f"Review of {one.held_on:%-d %B %Y}", [(str(made.id), _short(made.text)) for made in one.decisions])
            for one in held
            if one.decisions
        ]

    def field_of(self, name: str) -> str:
        return self.form.field_of(name)

    def carry_out(self, form: Form) -> Done:
        assert isinstance(form, RaiseForm)
        self.form = form
        decision, concern = (
            UUID(chosen) if (chosen := form.cleaned_data[name]) else None for name in ("decision", "concern")
        )
        raised = RaisedDispute(
            **form.own, decision_id=decision, concern_id=concern, background=form.background, told=form.told,
            related=form.related,
        )  # fmt: skip
        started, _ = actions.raise_dispute(self.child.period.id, raised, actor=self.actor)
        limit = f"{started.deadline.limit:%-d %B %Y}"
        address = reverse("dispute", args=[self.code, started.dispute_id])
        return Done(address, f"Dispute {started.reference} is raised. The council answers by {limit}.")


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


class Dispute(PastPage):
    """GET `/councils/<code>/disputes/<dispute_id>/`: the child's words first, then the ladder and all that was said.

    `?as_of=` shows the dispute as it was known at a position of the log, and nothing to be done.
    """

    permissions: ClassVar = {"get": Permission.DISPUTE_VIEW}

    def crumbs(self) -> list[Crumb]:
        return dispute_crumbs(self.code)

    def get(self, request: HttpRequest, code: str, dispute_id: UUID) -> HttpResponse:
        found = queries.dispute(dispute_id, actor=self.actor, at=self.at)
        context = {
            "dispute": found,
            "line": found.line,
            "concern": RAG[found.line.rag],
            "movers": " and ".join(MOVERS[one] for one in found.next.movers),
            "moves": offered(found, code),
            "stage": _stage_box(found),
            "picture": picture(found),
            "ladder_columns": LADDER_COLUMNS,
            "ladder_rows": _ladder_rows(found),
            **beside(found),
            "reached": [step for step in found.ladder if step.stage_id],
            "record": record(queries.history(dispute_id, actor=self.actor, at=self.at)),
            **_arbitration(found, code, past.today(self.at)),
            **self._proof(dispute_id),
        }
        return self.show("disputes/dispute.html", context)

    def _proof(self, dispute_id: UUID) -> dict[str, object]:
        """Of the determination as it stands in the log now: not of a page that shows an earlier day."""
        if self.at is not None:
            return {}
        return proof_box(queries.determination_place(dispute_id, actor=self.actor), "leaf_proof", self.code)


def _stage_box(found: DisputeView) -> dict[str, object] | None:
    """The present stage's limit as `base/deadline.html` takes it, while it waits for an answer."""
    step = next((one for one in found.ladder if one.stage_id == found.line.stage_id), None)
    if step is None or found.line.days_left is None:
        return None
    left = found.line.days_left
    return {
        "title": f"The council’s answer at {step.level}, {step.title.lower()}",
        "limit": step.limit,
        "days_left": left,
        "days_late": max(-left, 0),
        "mood": "late" if left < 0 else "soon" if left <= 1 else "calm",
        "explanation": step.explanation,
    }


def _ladder_rows(found: DisputeView) -> list[list[object]]:
    names = {"skipped": "Passed over", "todo": "Not reached"}
    rows: list[list[object]] = []
    for step in found.ladder:
        title = {"text": f"{step.level} {step.title}", "hint": step.responder}
        if step.started_on is None or step.limit is None:
            rows.append([title, "–", "–", names.get(step.state, step.state)])
            continue
        began = {"text": f"{step.started_on:%-d %B %Y}", "hint": step.why}
        limit = {"text": f"{step.limit:%-d %B %Y}", "hint": "the limit was passed" if step.overdue else ""}
        rows.append([title, began, limit, _what_happened(step.state, step.answer)])
    return rows


def _what_happened(state: str, answer: Any) -> dict[str, object]:
    if answer is None:
        return {"text": "Waiting for the answer" if state == "current" else "No answer"}
    return {"text": answer.position_title, "hint": f"{answer.answered_by}, {answer.answered_on:%-d %B %Y}"}


def _arbitration(found: DisputeView, code: str, today: date) -> dict[str, object]:
    """What the page shows of arbitration; nothing where the dispute never went there."""
    if found.referral is None:
        return {}
    said = {one.side: one for one in found.referral.statements}
    return {
        "sheets": sheets(found.referral.bundle, leave_out=("format", "receipts")),
        "sides": [("The IRO’s statement", said.get("service")), ("The council’s statement", said.get("council"))],
        **_determined(found.determination),
        "answer_late": _answered_late(found),
        "unanswered": _unanswered(found, today),
        "direction_rows": direction_rows(found),
        **draw_box(found),
        **procedure_box(found.referral.procedure, today),
        **side_box(found, code),
    }


def _determined(issued: DeterminationView | None) -> dict[str, object]:
    if issued is None:
        return {}
    corrections = [one.content for one in issued.corrections]
    return {**determined(issued.content, corrections), "slip_rows": slip_rows(issued.slip_requests)}


def _answered_late(found: DisputeView) -> bool:
    issued = found.determination
    return issued is not None and issued.answered_on is not None and issued.answered_on > issued.answer_limit


def _unanswered(found: DisputeView, today: date) -> bool:
    issued = found.determination
    return issued is not None and issued.answered_on is None and today > issued.answer_limit
