"""Slips of a determination: shown with both readings; asked for by either side, decided by the panel."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from accounts.permissions import Permission
from escalation import actions
from escalation.ladder import Move, NotNow
from escalation.shapes import DeterminationView
from ledger import slips
from ledger.slips import Slip
from web.bundles import determined_items
from web.dispute_forms import SlipForm
from web.dispute_moves import MovePage
from web.forms import Form
from web.page import Done
from web.procedure import SIDES

STATES = {
    "waiting": ("The panel has yet to decide", "grey"),
    "granted": ("Corrected", "green"),
    "refused": ("Not corrected", "red"),
}


def determined(content: Mapping[str, Any], corrections: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """What `arbitration/determination.html` shows of a content and its corrections (their content, in order)."""
    sound = slips.sound(content, corrections)
    marked = slips.marked(content, sound or ())
    items = [
        item | {"marked": marked[f"item {number}"]} for number, item in enumerate(determined_items(content), start=1)
    ]
    return {"items": items, "marked": marked, "slips_hold": sound is not None}


def slip_rows(asked: Iterable[Any], address: str = "", may_decide: bool = False) -> list[dict[str, object]]:
    """Each request (a SlipRequestView of either house) with its tag; those that wait are decided below `address`."""
    return [
        {
            "asked": one,
            "slip": getattr(one, "slip", one),
            "side": SIDES[one.side],
            "tag": STATES[one.state],
            "decide": f"{address}{one.id}/" if may_decide and one.state == "waiting" else "",
        }
        for one in asked
    ]


def passage_choices(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, name.capitalize()) for name in slips.passages(content)]


def slip_of(form: Form) -> tuple[Slip, str]:
    given = form.cleaned_data
    return Slip(given["passage"], given["words"], given["reading"]), given["reason"]


class _Ask(MovePage):
    """POST: passage (findings, reasons or `item <n>`), words (standing there exactly once), reading, reason."""

    template = "arbitration/slip.html"
    form_class = SlipForm

    @property
    def determination(self) -> DeterminationView:
        if self.dispute.determination is None:
            raise NotNow("No determination has come. Open the dispute again to see what can be done.")
        return self.dispute.determination

    def prepare(self) -> dict[str, object]:
        return {**super().prepare(), "slips_limit": self.determination.slips_limit}

    def make_form(self, data: Any) -> Form:
        return SlipForm(data, passages=passage_choices(self.determination.content))

    def done(self) -> Done:
        return Done(f"{self.address}#determination", "Your request goes to the panel. Both sides can read it.")


class CouncilSlip(_Ask):
    """`…/disputes/<dispute_id>/corrections/council/`, within the days for slips."""

    permissions: ClassVar = {"get": Permission.STATEMENT_COUNCIL, "post": Permission.STATEMENT_COUNCIL}
    move = Move.ASK_COUNCIL_CORRECTION

    def carry_out(self, form: Form) -> Done:
        actions.ask_council_correction(self.determination.id, *slip_of(form), actor=self.actor)
        return self.done()


class ServiceSlip(_Ask):
    """`…/disputes/<dispute_id>/corrections/service/`, for the child's IRO, as above."""

    permissions: ClassVar = {"get": Permission.STATEMENT_SERVICE, "post": Permission.STATEMENT_SERVICE}
    move = Move.ASK_SERVICE_CORRECTION

    def carry_out(self, form: Form) -> Done:
        actions.ask_service_correction(self.determination.id, *slip_of(form), actor=self.actor)
        return self.done()
