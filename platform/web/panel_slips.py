"""The arbitrator's pages for slips of a determination that was issued: seen without being asked, or asked for."""

from typing import Any, ClassVar

from accounts.permissions import Permission
from arbitration import actions
from arbitration.shapes import DeterminationView, SlipRequestView
from tenants.problems import NotFound
from web.dispute_forms import SlipDecisionForm, SlipForm
from web.forms import Form
from web.page import Done
from web.panel import OfReferral
from web.procedure import SIDES
from web.slips import passage_choices, slip_of


class _OfIssued(OfReferral):
    """For the drawn arbitrator, once there is a determination."""

    permissions: ClassVar = {"get": Permission.ARBITRATION_DETERMINE, "post": Permission.ARBITRATION_DETERMINE}

    @property
    def issued(self) -> DeterminationView:
        if self.referral.determination is None or not self.referral.may_correct:
            raise NotFound()
        return self.referral.determination

    def prepare(self) -> dict[str, object]:
        return {**super().prepare(), "slips_limit": self.issued.slips_limit.limit}


class CorrectSlip(_OfIssued):
    """`/panel/referrals/<referral_id>/corrections/new/`, within the days for slips.

    POST: passage (findings, reasons or `item <n>`), words (standing there exactly once), reading, reason.
    """

    template = "panel/slip.html"
    form_class = SlipForm

    def make_form(self, data: Any) -> Form:
        return SlipForm(data, passages=passage_choices(self.issued.content))

    def carry_out(self, form: Form) -> Done:
        actions.correct_slip(self.referral_id, *slip_of(form), actor=self.actor)
        return Done(self.address, "The slip is put right. The determination and its hash stay as they were issued.")


class DecideSlip(_OfIssued):
    """`/panel/referrals/<referral_id>/corrections/<request_id>/`. POST: decision (grant or refuse), reasons."""

    template = "panel/slip_decision.html"
    form_class = SlipDecisionForm

    asked: SlipRequestView

    def prepare(self) -> dict[str, object]:
        context = super().prepare()
        found = next((one for one in self.issued.slip_requests if one.id == self.kwargs["request_id"]), None)
        if found is None:
            raise NotFound()
        self.asked = found
        return {**context, "asked": found, "side": SIDES[found.side]}

    def carry_out(self, form: Form) -> Done:
        if form.cleaned_data["decision"] == "grant":
            actions.grant_slip(self.asked.id, actor=self.actor)
            return Done(self.address, "The slip is put right as asked.")
        actions.refuse_slip(self.asked.id, form.cleaned_data["reasons"], actor=self.actor)
        return Done(self.address, "It stays as it is. Both sides read your reasons.")
