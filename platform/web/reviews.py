"""Holding a review, and reading one that was held."""

import re
from typing import ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from accounts.permissions import Permission
from reviews import actions, queries
from reviews.shapes import LATE_MEANINGS, LateReason, ReviewView
from web import decisions
from web.cases import ChildFormPage, case_crumbs
from web.forms import Form
from web.page import Crumb, Done, HousePage
from web.review_form import ReviewForm

_IN_A_DECISION = re.compile(r"decisions\[(\d+)\]\.(\w+)")
_PARTS = {"text": "text", "owner_name": "owner", "due_on": "due", "priority": "priority"}


class HoldReview(ChildFormPage):
    """The child's IRO records a review; its decisions are issued to the council at once.

    POST: `held_on_day`, `held_on_month`, `held_on_year`; `participation` (PN0 to PN7); `child_views` or
    `no_views_reason`; `late_reason` (a LateReason) if late; for N from 1 to 6, empty rows left out: `decision_N_text`,
    `decision_N_owner`, `decision_N_due_day`, `decision_N_due_month`, `decision_N_due_year`, `decision_N_priority`
    (routine, important, urgent). Then: the review's page.
    """

    permissions: ClassVar = {"get": Permission.REVIEW_HOLD, "post": Permission.REVIEW_HOLD}
    template = "reviews/hold.html"
    form_class = ReviewForm
    form: ReviewForm

    def prepare(self) -> dict[str, object]:
        context = super().prepare()
        return {**context, "limit": queries.next_review(self.child.period.id, actor=self.actor)}

    def make_form(self, data: QueryDict | None) -> ReviewForm:
        self.form = ReviewForm(data)
        return self.form

    def carry_out(self, form: Form) -> Done:
        issued, _ = actions.hold_review(self.child.period.id, self.form.held_review(), actor=self.actor)
        return Done(
            reverse("review", args=[self.code, issued.review_id]),
            "The review is recorded, and the council has its decisions. "
            f"It has until {issued.reply.limit:%A %-d %B %Y} to answer; "
            f"the next review is due by {issued.next_review.limit:%-d %B %Y}.",
        )

    def field_of(self, name: str) -> str:
        """`decisions[1].due_on` is the second row that was filled in."""
        found = _IN_A_DECISION.fullmatch(name)
        if found is None:
            return "decision_1_text" if name == "decisions" else name
        number = self.form.numbers[int(found[1])]
        return f"decision_{number}_{_PARTS[found[2]]}"


class Review(HousePage):
    """GET: a review with the child's words first, its decisions, and how the council stands to each."""

    permissions: ClassVar = {"get": Permission.REVIEW_VIEW}
    review: ReviewView

    def crumbs(self) -> list[Crumb]:
        return case_crumbs(self, self.review.child_id, self.review.child_name)

    def get(self, request: HttpRequest, code: str, review_id: UUID) -> HttpResponse:
        self.review = queries.review(review_id, actor=self.actor)
        waiting = sum(one.state == "issued" for one in self.review.decisions)
        return self.show(
            "reviews/review.html",
            {
                "review": self.review,
                "facts": _facts(self.review),
                **self._decisions(),
                "waiting": waiting,
                "may_vote": waiting and self.actor.may(Permission.REVIEW_VOTE),
            },
        )

    def _decisions(self) -> dict[str, object]:
        found = self.review.decisions
        if self.review.iro_id == self.actor.person_id and self.actor.may(Permission.DISPUTE_RAISE):
            rows = [decisions.disputable(one, self.code, self.review.child_id) for one in found]
            return {"columns": decisions.DISPUTABLE, "rows": rows}
        return {"columns": decisions.COLUMNS, "rows": [decisions.row(one) for one in found]}


def _facts(review: ReviewView) -> list[dict[str, object]]:
    kept = {"text": "In time", "colour": "green"} if review.in_time else {"text": "Late", "colour": "red"}
    reason = f": {LATE_MEANINGS[LateReason(review.late_reason)].lower()}" if review.late_reason else ""
    facts: list[tuple[str, object]] = [
        ("Held", f"{review.held_on:%A %-d %B %Y}"),
        ("Last lawful day", {**kept, "hint": f"{review.limit:%-d %B %Y}{reason}"}),
        ("How the child took part", {"text": review.participation.meaning, "hint": str(review.participation)}),
        ("Independent Reviewing Officer", review.iro_name),
        ("The council answers by", f"{review.reply_limit:%A %-d %B %Y}"),
        ("Next review by", f"{review.next_limit:%-d %B %Y}"),
    ]
    return [{"key": key, "value": value} for key, value in facts]
