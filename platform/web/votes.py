"""The council's manager answers a review's decisions; silence is agreement (domain.md 2.8)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from accounts.permissions import Permission
from reviews import actions, queries
from reviews.shapes import AwaitedVote, VoteCast
from tenants import clock
from tenants.problems import NotFound
from timetable.rules import Rule, rule_in_force
from web.cases import case_crumbs
from web.forms import Form
from web.page import Crumb, Done, FormPage, HousePage
from web.widgets import RadioSelect

AGREE, DISAGREE = "agree", "disagree"
COLUMNS = ("Decision", "Who", "By")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A review some of whose decisions wait for an answer."""

    review_id: UUID
    child_id: UUID
    child_name: str
    reference: str
    held_on: date
    iro_name: str
    reply_limit: date
    days_left: int
    decisions: tuple[AwaitedVote, ...]

    @property
    def rows(self) -> list[list[object]]:
        return [
            [one.decision.text, one.decision.owner_name, f"{one.decision.due_on:%-d %B %Y}"] for one in self.decisions
        ]


def _by_review(awaited: Iterable[AwaitedVote]) -> list[Waiting]:
    """In the order of `awaited`: the nearest limit first."""
    together: dict[UUID, list[AwaitedVote]] = {}
    for one in awaited:
        together.setdefault(one.decision.review_id, []).append(one)
    return [_waiting(found) for found in together.values()]


def _waiting(found: list[AwaitedVote]) -> Waiting:
    first = found[0]
    return Waiting(
        review_id=first.decision.review_id,
        child_id=first.child_id,
        child_name=first.child_name,
        reference=first.child_reference,
        held_on=first.held_on,
        iro_name=first.iro_name,
        reply_limit=first.decision.reply_limit,
        days_left=first.days_left,
        decisions=tuple(found),
    )


def reply_rule() -> Rule:
    """The limit to reply, with its title, measure and source."""
    return rule_in_force("decisions.reply", clock.today())


class Votes(HousePage):
    """GET: the reviews with decisions to answer, the nearest limit first."""

    permissions: ClassVar = {"get": Permission.REVIEW_VOTE}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        waiting = _by_review(queries.awaiting_vote(actor=self.actor))
        return self.show("votes/list.html", {"waiting": waiting, "columns": COLUMNS, "rule": reply_rule()})


class VoteForm(Form):
    """For each decision that waits `vote_N` and `comment_N`, N being the decision's number in its review."""

    def __init__(self, data: QueryDict | None, waiting: Waiting) -> None:
        super().__init__(data)
        self.waiting = waiting
        for one in waiting.decisions:
            self.fields |= _question(one)

    @property
    def questions(self) -> list[tuple[AwaitedVote, list[BoundField]]]:
        return [(one, [self[name] for name in _names(one)]) for one in self.waiting.decisions]

    def clean(self) -> dict[str, Any]:
        """A dissent gives its reason; at least one decision is answered."""
        for one in self.waiting.decisions:
            vote, comment = _names(one)
            if self.cleaned_data.get(vote) == DISAGREE and not self.cleaned_data.get(comment):
                self.add_error(comment, f"Say why you can’t agree to decision {one.decision.number}")
        if not self.errors and not self.votes:
            self.add_error(None, "Answer at least one decision, or leave the page: silence counts as agreement.")
        return self.cleaned_data

    @property
    def votes(self) -> dict[UUID, VoteCast]:
        """By the decision's id, for each decision that was answered."""
        found = {}
        for one in self.waiting.decisions:
            vote, comment = (self.cleaned_data.get(name, "") for name in _names(one))
            if vote:
                found[one.decision.id] = VoteCast(agreed=vote == AGREE, case_manager_comment=comment)
        return found


def _names(one: AwaitedVote) -> tuple[str, str]:
    return f"vote_{one.decision.number}", f"comment_{one.decision.number}"


def _question(one: AwaitedVote) -> dict[str, forms.Field]:
    vote, comment = _names(one)
    return {
        vote: forms.ChoiceField(
            label="Does the council agree?",
            choices=[(AGREE, "Agree"), (DISAGREE, "Disagree")],
            widget=RadioSelect(attrs={"class": "govuk-radios--inline"}),
            required=False,
        ),
        comment: forms.CharField(
            label="Case Manager Comment",
            help_text="Needed where you disagree. It goes to the IRO and to all who attended.",
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
        ),
    }


class Vote(FormPage):
    """The manager answers the decisions of one review, all at once or some of them; what was answered stays.

    POST: for each decision N that waits (its number in the review) `vote_N`, agree or disagree, and `comment_N`, the
    "Case Manager Comment", needed with disagree. All of them are recorded, or none. Then: the review's page.
    """

    permissions: ClassVar = {"get": Permission.REVIEW_VOTE, "post": Permission.REVIEW_VOTE}
    template = "votes/vote.html"
    waiting: Waiting
    form: VoteForm

    def prepare(self) -> dict[str, object]:
        found = [
            one for one in queries.awaiting_vote(actor=self.actor) if one.decision.review_id == self.kwargs["review_id"]
        ]
        if not found:
            raise NotFound("No decision of that review waits for an answer. Go back to the list of those that do.")
        self.waiting = _waiting(found)
        return {"waiting": self.waiting, "rule": reply_rule()}

    def crumbs(self) -> list[Crumb]:
        return case_crumbs(self, self.waiting.child_id, self.waiting.child_name)

    def make_form(self, data: QueryDict | None) -> VoteForm:
        self.form = VoteForm(data, self.waiting)
        return self.form

    def carry_out(self, form: Form) -> Done:
        votes = self.form.votes
        actions.vote_together(votes, actor=self.actor)
        answered = f"{len(votes)} decision{'' if len(votes) == 1 else 's'}"
        return Done(
            reverse("review", args=[self.code, self.waiting.review_id]),
            f"The council’s answer to {answered} is recorded, and the IRO can read it.",
        )
