"""How a review's decision looks in a table: what, who, by when, and how the council stands to it."""

from uuid import UUID

from django.urls import reverse

from reviews.shapes import DecisionState, DecisionView

COLUMNS = ("Decision", "Who", "By", "The council’s answer")
DISPUTABLE = (*COLUMNS, "If it goes wrong")
WORDS = {
    DecisionState.ISSUED: ("Waiting", "yellow"),
    DecisionState.AGREED: ("Agreed", "green"),
    DecisionState.DEEMED_AGREED: ("Agreed by silence", "teal"),
    DecisionState.DISAGREED: ("Not agreed", "orange"),
    DecisionState.IN_DISPUTE: ("In dispute", "red"),
}


def row(decision: DecisionView) -> list[object]:
    """The cells of COLUMNS."""
    words, colour = WORDS[decision.state]
    return [
        {"text": decision.text, "hint": "" if decision.priority == "routine" else decision.priority.capitalize()},
        decision.owner_name,
        f"{decision.due_on:%-d %B %Y}",
        {"text": words, "colour": colour, "hint": _told(decision)},
    ]


def disputable(decision: DecisionView, code: str, child_id: UUID) -> list[object]:
    """The cells of DISPUTABLE, for the child's IRO: a dispute can begin with the decision."""
    address = f"{reverse('raise_dispute', args=[code, child_id])}?decision={decision.id}"
    return [*row(decision), {"text": f"Raise a dispute about decision {decision.number}", "url": address}]


def _told(decision: DecisionView) -> str:
    """Who answered and what they said; or by when an answer is due."""
    if decision.voted_on:
        said = f": “{decision.case_manager_comment}”" if decision.case_manager_comment else ""
        return f"{decision.voted_by}, {decision.voted_on:%-d %B %Y}{said}"
    if decision.deemed_on:
        return f"no reply by {decision.reply_limit:%-d %B %Y}"
    return f"by {decision.reply_limit:%-d %B %Y}"
