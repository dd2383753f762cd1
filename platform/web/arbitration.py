"""Arbitration as the two sides meet it in the council's house: referring, both statements, comply or explain."""

from typing import ClassVar
from uuid import UUID

from accounts.permissions import Permission
from escalation import actions
from escalation.ladder import Move, NotNow
from web.dispute_forms import DeterminationAnswerForm, ReferForm, StatementForm
from web.dispute_moves import MovePage
from web.forms import Form
from web.page import Done


class ReferToArbitration(MovePage):
    """`…/disputes/<dispute_id>/refer/`, for the IRO: after the director's level, or at once if urgent.

    POST: grounds.
    """

    permissions: ClassVar = {"get": Permission.DISPUTE_RAISE, "post": Permission.DISPUTE_RAISE}
    template = "arbitration/refer.html"
    form_class = ReferForm
    move = Move.REFER

    def carry_out(self, form: Form) -> Done:
        actions.refer_to_arbitration(self.dispute_id, form.cleaned_data["grounds"], actor=self.actor)
        return Done(self.address, "The dispute is referred to the panel. Both sides can make their statements now.")


class OfReferral(MovePage):
    """A move of a dispute that is before the panel."""

    @property
    def referral_id(self) -> UUID:
        if self.dispute.referral is None:
            raise NotNow("The dispute has not been referred to arbitration. Open it again to see what can be done.")
        return self.dispute.referral.id


class _Statement(OfReferral):
    template = "arbitration/statement.html"
    form_class = StatementForm


class CouncilStatement(_Statement):
    """`…/disputes/<dispute_id>/statements/council/`, once, until there is a determination. POST: text."""

    permissions: ClassVar = {"get": Permission.STATEMENT_COUNCIL, "post": Permission.STATEMENT_COUNCIL}
    move = Move.STATE_COUNCIL_CASE

    def carry_out(self, form: Form) -> Done:
        actions.state_council_case(self.referral_id, form.cleaned_data["text"], actor=self.actor)
        return Done(self.address, "The council’s statement is recorded and goes to the arbitrator.")


class ServiceStatement(_Statement):
    """`…/disputes/<dispute_id>/statements/service/`, for the IRO, as above. POST: text."""

    permissions: ClassVar = {"get": Permission.STATEMENT_SERVICE, "post": Permission.STATEMENT_SERVICE}
    move = Move.STATE_SERVICE_CASE

    def carry_out(self, form: Form) -> Done:
        actions.state_service_case(self.referral_id, form.cleaned_data["text"], actor=self.actor)
        return Done(self.address, "Your statement is recorded and goes to the arbitrator.")


class AnswerDetermination(MovePage):
    """`…/disputes/<dispute_id>/determination/answer/`, for the director, once.

    POST: position (comply, part or decline), reasons (needed unless the council complies).
    """

    permissions: ClassVar = {"get": Permission.DETERMINATION_ANSWER, "post": Permission.DETERMINATION_ANSWER}
    template = "arbitration/answer.html"
    form_class = DeterminationAnswerForm
    move = Move.ANSWER_DETERMINATION

    def carry_out(self, form: Form) -> Done:
        if self.dispute.determination is None:
            raise NotNow("No determination has come. Open the dispute again to see what can be done.")
        given = form.cleaned_data
        found = self.dispute.determination.id
        actions.answer_determination(found, given["position"], given["reasons"], actor=self.actor)
        return Done(self.address, "The council’s answer is recorded. It is told to the arbitrator and to the IRO.")
