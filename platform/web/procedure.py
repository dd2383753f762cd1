"""How a referral is heard, as both houses show it: the panel's orders with what came in answer, papers, objections."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from arbitration.shapes import ReferralView
from timetable.procedure import Filed, FilingKind, Ordered, OrderKind, PaperState, Procedure
from timetable.rules import LONDON

HEADINGS = {
    OrderKind.QUESTIONS: "Put questions",
    OrderKind.SUMMARY: "Warn of summary disposal",
    OrderKind.HEARING: "Fix a hearing",
    OrderKind.PAPERS: "Go on without a hearing",
    OrderKind.INTERIM: "Direct something meanwhile",
    OrderKind.DISCLOSURE: "Disclose something",
    OrderKind.WAIVER: "A tie that both sides can waive",
    OrderKind.ADMITTED: "Admit the late paper",
    OrderKind.NOT_ADMITTED: "Leave the late paper out",
    OrderKind.UPHELD: "Uphold the objection",
    OrderKind.NOT_UPHELD: "Don’t uphold the objection",
}
_OF_PRESIDING = (
    OrderKind.QUESTIONS, OrderKind.SUMMARY, OrderKind.HEARING, OrderKind.PAPERS, OrderKind.INTERIM,
)  # fmt: skip
SIDES = {"council": "the council", "service": "the IRO"}
_PAPERS = {
    PaperState.IN_TIME: ("In the bundle", "green"),
    PaperState.WAITING: ("Late: waits for leave", "yellow"),
    PaperState.ADMITTED: ("Late: admitted", "green"),
    PaperState.NOT_ADMITTED: ("Late: not admitted", "red"),
}
_DECISIONS = {OrderKind.UPHELD: ("Upheld", "red"), OrderKind.NOT_UPHELD: ("Not upheld", "green")}
_UNDECIDED = ("The secretary has yet to decide", "yellow")


def procedure_box(known: Procedure, today: date) -> dict[str, object]:
    """What `arbitration/procedure.html` shows."""
    return {
        "closes_on": known.closes_on,
        "orders": [_order(known, one, today) for one in known.orders],
        "papers": [_filed(one, _PAPERS[known.paper_state(one)]) for one in known.of_kind(FilingKind.PAPER)],
        "objections": [_filed(one, _decision(known, one)) for one in known.of_kind(FilingKind.OBJECTION)],
    }


def sides(names: Iterable[str]) -> str:
    return " and ".join(SIDES[name] for name in names)


def _order(known: Procedure, order: Ordered, today: date) -> dict[str, object]:
    waits = known.waits_for(order, today)
    return {
        "order": order,
        "title": f"Order {order.number}: {order.kind.label.lower()}",
        "asks": sides(order.asks),
        "waits": ", ".join(f"{SIDES[side]} until {known.limit_for(order, side):%-d %B %Y}" for side in waits),
        "hearing": f"{order.hearing_at.astimezone(LONDON):%A %-d %B %Y, %H:%M}" if order.hearing_at else "",
        "replies": [_filed(one, None) for one in known.replies(order)],
    }


def _filed(filed: Filed, tag: tuple[str, str] | None) -> dict[str, object]:
    return {"filed": filed, "side": SIDES[filed.side], "tag": tag, "is_more_time": filed.kind is FilingKind.MORE_TIME}


def _decision(known: Procedure, objection: Filed) -> tuple[str, str]:
    decided = known.decision_on(objection)
    return _DECISIONS[decided.kind] if decided else _UNDECIDED


def orders_open(found: ReferralView) -> list[tuple[OrderKind, UUID | None, str]]:
    """(kind, what it decides, words) of each order that the reader can make now."""
    if found.determination is not None:
        return []
    known, plain = found.procedure, []
    if found.may_determine:
        plain = [kind for kind in _OF_PRESIDING if kind is not OrderKind.INTERIM or found.urgent]
    if any(one.mine for one in found.seats):
        plain.append(OrderKind.DISCLOSURE)
    offered: list[tuple[OrderKind, UUID | None, str]] = [(kind, None, HEADINGS[kind]) for kind in plain]
    if found.may_determine:
        offered += _both(OrderKind.ADMITTED, OrderKind.NOT_ADMITTED, known.late_papers())
    if found.may_run:
        offered += _both(OrderKind.UPHELD, OrderKind.NOT_UPHELD, known.objections())
    return offered


def _both(yes: OrderKind, no: OrderKind, filed: Iterable[Filed]) -> list[tuple[OrderKind, UUID | None, str]]:
    return [(kind, one.id, f"{HEADINGS[kind]}: {one.title}") for one in filed for kind in (yes, no)]


def order_links(found: ReferralView) -> list[tuple[str, str]]:
    """(words, address) of each."""
    return [
        (words, f"/panel/referrals/{found.id}/orders/new/?kind={kind}" + (f"&about={about}" if about else ""))
        for kind, about, words in orders_open(found)
    ]
