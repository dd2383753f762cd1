"""Reviews held by IROs on the page for it, and the managers' answers to their decisions."""

from collections.abc import Iterator
from datetime import date

from infra.demo.invention.careers import Review
from infra.demo.invention.children import Child
from infra.demo.invention.people import COUNCIL_MANAGERS
from infra.demo.story.cases import Cases
from infra.demo.story.players import Players


def date_fields(name: str, day: date) -> dict[str, str]:
    """A date as a page's three boxes send it."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


class Reviewing:
    """Remembers the address of each review that was held, by child's number and day."""

    def __init__(self, players: Players, cases: Cases) -> None:
        self._players = players
        self._cases = cases
        self._addresses: dict[tuple[int, date], str] = {}

    @property
    def held(self) -> int:
        return len(self._addresses)

    def hold(self, child: Child, review: Review) -> None:
        iro = self._players.iro(self._cases.iro(child))
        page = f"/councils/{child.council}/cases/{self._cases.id(child)}/reviews/new/"
        answer = iro.submit(page, dict(_fields(review)))
        self._addresses[child.number, review.held_on] = answer.location

    def vote(self, child: Child, review: Review) -> None:
        """The council's manager: agreement, or a dissent from the first decision with a comment."""
        fields = {f"vote_{number}": "agree" for number in range(1, len(review.decisions) + 1)}
        if review.vote == "disagree":
            fields |= {"vote_1": "disagree", "comment_1": review.comment}
        manager = self._players.person(COUNCIL_MANAGERS[child.council])
        manager.submit(f"{self._addresses[child.number, review.held_on]}vote/", fields)


def _fields(review: Review) -> Iterator[tuple[str, str]]:
    yield from date_fields("held_on", review.held_on).items()
    yield "participation", review.participation.value
    yield "child_views", review.child_views
    yield "no_views_reason", review.no_views_reason
    yield "late_reason", review.late_reason
    for number, decision in enumerate(review.decisions, start=1):
        yield f"decision_{number}_text", decision.text
        yield f"decision_{number}_owner", decision.owner
        yield f"decision_{number}_priority", decision.priority
        yield from date_fields(f"decision_{number}_due", decision.due_on).items()
