"""A dispute in plain words, for the child and for their advocate: printed, or read together with the IRO."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from accounts.permissions import Permission
from escalation import queries
from escalation.ladder import State
from escalation.shapes import DisputeView
from ledger import past
from web.dispute_moves import dispute_crumbs
from web.page import Crumb
from web.past import PastPage

WHO = {"council": "the council", "service": "your IRO", "panel": "the panel", "clock": "nobody: it goes on by itself"}
_NOW = {
    State.AWAITING_ANSWER: "The council has to answer.",
    State.SILENT: "The council did not answer in time. So it goes to somebody more senior by itself.",
    State.ANSWERED: "The council has answered. Your IRO thinks about whether that is good enough for you.",
    State.ARBITRATION: "People who don’t work for the council or your IRO look at it now. They are the panel.",
    State.DETERMINED: "The panel has decided. Now the council says whether it will do what the panel asks.",
    State.DETERMINATION_ANSWERED: "The panel has decided, and the council has said what it will do.",
    State.RESOLVED: "It has ended.",
    State.WITHDRAWN: "Your IRO has stopped it.",
}
_ANSWERED = {
    "comply": "The council says that it will do all of it.",
    "part": "The council says that it will do some of it, and has to say why not the rest.",
    "decline": "The council says that it will not do it, and has to say why.",
}
_STEPS = ("We heard you", "We asked the council", "The panel looks at it", "The panel decides", "It ends")


class InPlainWords(PastPage):
    """GET `/councils/<code>/disputes/<dispute_id>/plain/`: for the child; it says what they can do, and names nobody
    but their IRO."""

    permissions: ClassVar = {"get": Permission.DISPUTE_VIEW}

    def crumbs(self) -> list[Crumb]:
        return dispute_crumbs(self.code)

    def get(self, request: HttpRequest, code: str, dispute_id: UUID) -> HttpResponse:
        found = queries.dispute(dispute_id, actor=self.actor, at=self.at)
        issued = found.determination
        context = {
            "dispute": found,
            "line": found.line,
            "now": _NOW[found.line.state],
            "movers": " and ".join(WHO[one] for one in found.next.movers),
            "answered": _ANSWERED.get(issued.position, "") if issued else "",
            "silent": issued is not None and not issued.position and past.today(self.at) > issued.answer_limit,
            "steps": _steps(found),
        }
        return self.show("disputes/plain.html", context)


def _steps(found: DisputeView) -> list[dict[str, str]]:
    """How far it has come, for `base/progress.html`: what was not needed is passed over."""
    ended = found.closure is not None
    reached = [True, True, found.referral is not None, found.determination is not None, ended]
    last = max(index for index, is_reached in enumerate(reached) if is_reached)
    return [
        {"label": label, "hint": "", "state": _state(index, last, reached[index], ended)}
        for index, label in enumerate(_STEPS)
    ]


def _state(index: int, last: int, is_reached: bool, ended: bool) -> str:
    if index > last:
        return "todo"
    if not is_reached:
        return "skipped"
    return "current" if index == last and not ended else "done"
