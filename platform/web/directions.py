"""What a determination directs: the council reports on it, and only the child's IRO confirms it."""

from typing import ClassVar

from accounts.permissions import Permission
from escalation import actions
from escalation.directions import DirectionState
from escalation.ladder import Move, NotNow
from escalation.panel_shapes import DirectionView
from escalation.shapes import DisputeView
from tenants.problems import NotFound
from web.dispute_forms import FindingForm, ReportForm
from web.dispute_moves import MovePage
from web.forms import Form
from web.page import Done

COLOURS = {
    DirectionState.AWAITED: "grey",
    DirectionState.ACCEPTED: "blue",
    DirectionState.DECLINED: "red",
    DirectionState.UNDER_WAY: "light-blue",
    DirectionState.REPORTED: "yellow",
    DirectionState.DONE: "green",
    DirectionState.OVERDUE: "red",
}
_MOVES = ((Move.REPORT_DIRECTION, "report_direction", "Report"), (Move.FIND_DIRECTION, "find_direction", "Confirm"))


def direction_rows(found: DisputeView) -> list[dict[str, object]]:
    """Each direction with its tag's colour, and (route, label) of what the reader can do about it now."""
    if found.determination is None:
        return []
    return [
        {"direction": one, "colour": COLOURS[one.state], "moves": _offered(one, found)}
        for one in found.determination.directions
    ]


def _offered(one: DirectionView, found: DisputeView) -> list[tuple[str, str]]:
    if one.state is DirectionState.DONE:
        return []
    return [(route, label) for move, route, label in _MOVES if move in found.moves]


class _DirectionPage(MovePage):
    direction: DirectionView

    def prepare(self) -> dict[str, object]:
        context = super().prepare()
        if self.dispute.determination is None:
            raise NotNow("No determination has come. Open the dispute again to see what can be done.")
        number = self.kwargs["number"]
        found = next((one for one in self.dispute.determination.directions if one.number == number), None)
        if found is None:
            raise NotFound("The determination has no such direction. Go back to the dispute.")
        self.direction = found
        return {**context, "direction": found}


class ReportDirection(_DirectionPage):
    """`…/disputes/<dispute_id>/directions/<number>/report/`, for the council, until the IRO has confirmed it.

    POST: progress (under_way or done), text.
    """

    permissions: ClassVar = {"get": Permission.DISPUTE_ANSWER, "post": Permission.DISPUTE_ANSWER}
    template = "arbitration/report.html"
    form_class = ReportForm
    move = Move.REPORT_DIRECTION

    def carry_out(self, form: Form) -> Done:
        assert self.dispute.determination is not None
        given = form.cleaned_data
        actions.report_direction(
            self.dispute.determination.id, self.direction.number, given["progress"], given["text"], actor=self.actor
        )
        return Done(f"{self.address}#directions", "Your report is recorded. The IRO says whether it is carried out.")


class FindDirection(_DirectionPage):
    """`…/disputes/<dispute_id>/directions/<number>/finding/`, for the child's IRO. POST: carried_out, text."""

    permissions: ClassVar = {"get": Permission.DISPUTE_RAISE, "post": Permission.DISPUTE_RAISE}
    template = "arbitration/finding.html"
    form_class = FindingForm
    move = Move.FIND_DIRECTION

    def carry_out(self, form: Form) -> Done:
        assert self.dispute.determination is not None
        given = form.cleaned_data
        actions.find_direction(
            self.dispute.determination.id, self.direction.number, given["carried_out"] == "yes", given["text"],
            actor=self.actor,
        )  # fmt: skip
        return Done(f"{self.address}#directions", "Your finding is recorded. The council reads it.")
