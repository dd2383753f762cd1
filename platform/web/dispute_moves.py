"""What can be done with a dispute, each on a page of its own: the council answers; the IRO climbs, considers Cafcass
and closes. Whoever can't see the dispute gets 404; who sees it, but isn't at its turn, learns what can be done (409).
"""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Permission
from escalation import actions, queries
from escalation.form_shapes import Proceeding, Telling
from escalation.ladder import Move, NotNow
from escalation.shapes import AnswerGiven, Closed, DisputeView, Step
from tenants.problems import NotFound
from timetable.procedure import FilingKind
from web.dispute_forms import (
    AcceptForm,
    AnswerForm,
    CafcassForm,
    ClimbForm,
    ProceedingForm,
    TellingForm,
    WithdrawForm,
    levels,
)
from web.forms import Form
from web.page import Crumb, Done, FormPage
from web.raise_form import answered

# move → (route, words of its button), in the order in which a page offers them.
MOVES = {
    Move.ANSWER: ("answer_dispute", "Answer it"),
    Move.ANSWER_DETERMINATION: ("answer_determination", "Comply or explain"),
    Move.SEAL_COUNCIL_SHARE: ("seal_council_share", "Put the council’s share into the draw"),
    Move.SEAL_SERVICE_SHARE: ("seal_service_share", "Put your share into the draw"),
    Move.STATE_COUNCIL_CASE: ("state_council_case", "Make the council’s statement"),
    Move.STATE_SERVICE_CASE: ("state_service_case", "Make your statement"),
    Move.FILE_FOR_COUNCIL: ("file_for_council", "File something with the panel"),
    Move.FILE_FOR_SERVICE: ("file_for_service", "File something with the panel"),
    Move.REDACT_FOR_COUNCIL: ("redact_for_council", "Ask for words of the bundle to be withheld"),
    Move.REDACT_FOR_SERVICE: ("redact_for_service", "Ask for words of the bundle to be withheld"),
    Move.ASK_COUNCIL_CORRECTION: ("ask_council_correction", "Ask for a slip to be put right"),
    Move.ASK_SERVICE_CORRECTION: ("ask_service_correction", "Ask for a slip to be put right"),
    Move.CLIMB: ("climb", "Take it higher"),
    Move.REFER: ("refer_to_arbitration", "Refer it to arbitration"),
    Move.ACCEPT: ("accept_outcome", "Accept the outcome and close it"),
    Move.CONSIDER_CAFCASS: ("consider_cafcass", "Consider Cafcass"),
    Move.NOTE_TELLING: ("note_telling", "Say whom you told"),
    Move.LINK_PROCEEDING: ("link_proceeding", "Link a complaint or court case"),
    Move.WITHDRAW: ("withdraw_dispute", "Withdraw it"),
}


# Moves that the dispute waits for: whose turn it is sees them first. The IRO's other moves are choices, none preferred.
AWAITED = frozenset(
    {
        Move.ANSWER, Move.ANSWER_DETERMINATION, Move.SEAL_COUNCIL_SHARE, Move.SEAL_SERVICE_SHARE,
        Move.STATE_COUNCIL_CASE, Move.STATE_SERVICE_CASE,
    }
)  # fmt: skip


def offered(found: DisputeView, code: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether the dispute waits for it) of what the actor can do with the dispute now."""
    return [
        (label, reverse(name, args=_arguments(move, found, code)), move in AWAITED or _is_asked(move, found))
        for move, (name, label) in MOVES.items()
        if move in found.moves
    ]


def _is_asked(move: Move, found: DisputeView) -> bool:
    """Whether the panel waits for this side's answer to an order."""
    files = move in (Move.FILE_FOR_COUNCIL, Move.FILE_FOR_SERVICE)
    return files and found.referral is not None and any(one.kind is FilingKind.REPLY for one in found.referral.may_file)


def _arguments(move: Move, found: DisputeView, code: str) -> list[object]:
    """An answer's address names the level, so that one meant for a level that has passed is refused."""
    return [code, found.line.id, *([found.line.level] if move is Move.ANSWER else [])]


def dispute_crumbs(code: str) -> list[Crumb]:
    return [("Disputes", reverse("disputes", args=[code]))]


class MovePage(FormPage):
    """One move of a dispute that the actor may see. `move` is offered only in the states that allow it."""

    move: ClassVar[Move]
    dispute: DisputeView

    @property
    def dispute_id(self) -> UUID:
        return self.dispute.line.id

    @property
    def address(self) -> str:
        return reverse("dispute", args=[self.code, self.dispute_id])

    def crumbs(self) -> list[Crumb]:
        return [*dispute_crumbs(self.code), (f"Dispute {self.dispute.line.reference}", self.address)]

    def prepare(self) -> dict[str, object]:
        self.dispute = queries.dispute(self.kwargs["dispute_id"], actor=self.actor)
        return {"dispute": self.dispute, "line": self.dispute.line, "address": self.address}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.prepare()
        if self.move not in self.dispute.moves:
            raise NotNow(f"The dispute is “{self.dispute.line.state.label}”. Open it again to see what can be done.")
        return self.show(self.template, {"form": self.make_form(None), **context})


class AnswerDispute(MovePage):
    """`…/disputes/<dispute_id>/stages/<level>/answer/`, for the council, while that level is the present one.

    POST: position (agree, part or disagree), text; action with action_owner and action_due, resources_refused.
    """

    permissions: ClassVar = {"get": Permission.DISPUTE_ANSWER, "post": Permission.DISPUTE_ANSWER}
    template = "disputes/answer.html"
    form_class = AnswerForm
    move = Move.ANSWER

    step: Step

    def prepare(self) -> dict[str, object]:
        context = super().prepare()
        reached = [one for one in self.dispute.ladder if one.level == self.kwargs["level"] and one.stage_id]
        if not reached:
            raise NotFound("The dispute has not been at this level. Go back to it.")
        self.step = reached[0]
        return {**context, "step": self.step}

    def carry_out(self, form: Form) -> Done:
        assert self.step.stage_id is not None
        given = form.cleaned_data
        refused = answered(given["resources_refused"])
        kept = AnswerGiven(**{**given, "resources_refused": refused})
        actions.answer(self.step.stage_id, kept, actor=self.actor)
        return Done(self.address, "Your answer is recorded. The IRO decides whether it resolves the dispute.")


class _ByIro(MovePage):
    permissions: ClassVar = {"get": Permission.DISPUTE_RAISE, "post": Permission.DISPUTE_RAISE}


class Climb(_ByIro):
    """`…/disputes/<dispute_id>/climb/`. POST: level (any above the present one), reason."""

    template = "disputes/climb.html"
    form_class = ClimbForm
    move = Move.CLIMB

    def make_form(self, data: Any) -> Form:
        """All levels above; where there is none the action says what is open instead."""
        here = self.dispute.line.level
        above = levels(step for step in self.dispute.ladder if step.level > here)
        return ClimbForm(data, above=above or [(here, here)])

    def carry_out(self, form: Form) -> Done:
        given = form.cleaned_data
        started, _ = actions.climb(self.dispute_id, given["reason"], actor=self.actor, level=given["level"])
        limit = f"{started.deadline.limit:%-d %B %Y}"
        return Done(self.address, f"The dispute is at level {started.level} now. The council answers by {limit}.")


class ConsiderCafcass(_ByIro):
    """`…/disputes/<dispute_id>/cafcass/`, at any point, also when it is closed. POST: referred (yes, no), reason."""

    template = "disputes/cafcass.html"
    form_class = CafcassForm
    move = Move.CONSIDER_CAFCASS

    def carry_out(self, form: Form) -> Done:
        given = form.cleaned_data
        actions.consider_cafcass(self.dispute_id, given["referred"] == "yes", given["reason"], actor=self.actor)
        return Done(self.address, "Your consideration of Cafcass is recorded.")


class NoteTelling(_ByIro):
    """`…/disputes/<dispute_id>/told/`, at any point. POST: whom, told (yes, no), told_on, words."""

    template = "disputes/told.html"
    form_class = TellingForm
    move = Move.NOTE_TELLING

    def make_form(self, data: Any) -> Form:
        return TellingForm(data, initial={"whom": next(iter(self.dispute.untold), "")})

    def carry_out(self, form: Form) -> Done:
        telling = Telling(**{**form.cleaned_data, "told": form.cleaned_data["told"] == "yes"})
        actions.note_telling(self.dispute_id, telling, actor=self.actor)
        return Done(self.address, "It is on record.")


class LinkProceeding(_ByIro):
    """`…/disputes/<dispute_id>/proceedings/`, at any point. POST: kind (complaint, court), reference, note."""

    template = "disputes/proceeding.html"
    form_class = ProceedingForm
    move = Move.LINK_PROCEEDING

    def carry_out(self, form: Form) -> Done:
        actions.link_proceeding(self.dispute_id, Proceeding(**form.cleaned_data), actor=self.actor)
        return Done(self.address, "It is linked. Neither waits for the other.")


class AcceptOutcome(_ByIro):
    """`…/disputes/<dispute_id>/accept/`. POST: outcome (O1…), outcome_for_child, own_free_decision (yes, no)."""

    template = "disputes/accept.html"
    form_class = AcceptForm
    move = Move.ACCEPT

    def carry_out(self, form: Form) -> Done:
        actions.accept(self.dispute_id, _closed(form), actor=self.actor)
        return Done(self.address, "The dispute is closed.")


class WithdrawDispute(_ByIro):
    """`…/disputes/<dispute_id>/withdraw/`. POST: outcome (O5, O6, O10), outcome_for_child, own_free_decision."""

    template = "disputes/withdraw.html"
    form_class = WithdrawForm
    move = Move.WITHDRAW

    def carry_out(self, form: Form) -> Done:
        actions.withdraw(self.dispute_id, _closed(form), actor=self.actor)
        return Done(self.address, "The dispute is withdrawn.")


def _closed(form: Form) -> Closed:
    given = form.cleaned_data
    return Closed(
        outcome=given["outcome"],
        outcome_for_child=given["outcome_for_child"],
        own_free_decision=given["own_free_decision"] == "yes",
        iro_view=given["iro_view"],
        learning=given["learning"],
        good_practice=given["good_practice"],
    )
