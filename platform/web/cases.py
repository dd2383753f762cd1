"""A council's children, and one child's page: the same page for the council's people and for the child's IRO."""

from typing import ClassVar
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Permission
from casework import queries as casework
from casework.queries import Sought
from casework.queries.shapes import CasePage, CaseView, Coded
from escalation import queries as escalation
from escalation.commendations import commendations
from reviews import queries as reviews
from reviews.shapes import DecisionState, ReviewView
from tenants.problems import Invalid, NotFound
from timetable.rules import Deadline
from web import decisions, notice_list, paper_list
from web.concern_list import concern_lines
from web.forms import Form
from web.page import Crumb, FormPage, HousePage
from web.past import PastPage
from web.record import record

FOUND_MOST = 50
"""Whoever finds more than these is asked for another word."""
LOAD_COLUMNS = ("IRO", {"label": "Children", "numeric": True})
CASE_COLUMNS = ("Child", "Looked after since", "Legal status", "Social worker", "IRO")
REVIEW_COLUMNS = ("Review", "Limit kept", "How the child took part", "Decisions")


def case_crumbs(page: HousePage, child_id: UUID | None = None, name: str = "") -> list[Crumb]:
    """Back to the council's list and, where given, to the child."""
    above = [(f"Cases, {page.actor.house_name}", reverse("cases", args=[page.code]))]
    return [*above, (name, reverse("case", args=[page.code, child_id]))] if child_id else above


class ChildFormPage(FormPage):
    """A form about one child (`child_id` in the path), whom the actor may see."""

    child: CaseView

    def crumbs(self) -> list[Crumb]:
        return case_crumbs(self, self.child.child_id, self.child.name)

    def prepare(self) -> dict[str, object]:
        self.child = casework.case(self.kwargs["child_id"], actor=self.actor)
        return {"child": self.child}


class FindForm(Form):
    find = forms.CharField(
        label="Find a child",
        help_text="By name, the council’s reference or date of birth, for example 3/2/2015",
        max_length=200,
    )


class Cases(PastPage):
    """GET: the children whom the actor may see, by the council's reference, 50 a page (`?after=reference`).

    `?as_of=` shows those that were known at a position of the log, with the caseload of each IRO.
    POST finds some of them: a child's name has no place in an address, which browsers and proxies keep.
    """

    permissions: ClassVar = {"get": Permission.CASE_VIEW, "post": Permission.CASE_VIEW}

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        after = request.GET.get("after") or None
        found = casework.cases(actor=self.actor, after=after, at=self.at)
        onward = urlencode({"after": found.next, **({"as_of": self.at.size} if self.at else {})})
        return self._list(
            FindForm(),
            found,
            next_url=f"?{onward}" if found.next else "",
            previous_url=f"{reverse('cases', args=[code])}{self.then}" if after else "",
        )

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        form = FindForm(request.POST)
        if not form.is_valid():
            return self._list(form, casework.cases(actor=self.actor, at=self.at), status=Invalid.status)
        sought = Sought(find=form.cleaned_data["find"])
        found = casework.cases(actor=self.actor, sought=sought, limit=FOUND_MOST, at=self.at)
        return self._list(form, found, sought=True, more=found.next is not None)

    def _list(self, form: FindForm, found: CasePage, *, status: int = 200, **more: object) -> HttpResponse:
        return self.show(
            "cases/list.html",
            {
                "form": form,
                "columns": CASE_COLUMNS,
                "rows": [self._row(one) for one in found.items],
                "may_break_glass": self.at is None and self.actor.may(Permission.BREAKGLASS_OPEN),
                "all_children": self.actor.may(Permission.CASE_VIEW_ALL),
                "load_columns": LOAD_COLUMNS,
                "loads": self._loads(),
                "found_most": FOUND_MOST,
                **more,
            },
            status=status,
        )

    def _loads(self) -> list[list[object]]:
        if self.at is None or not self.actor.may(Permission.CASE_VIEW_ALL):
            return []
        return [[one.iro_name, str(one.children)] for one in casework.caseloads(actor=self.actor, at=self.at)]

    def _row(self, one: CaseView) -> list[object]:
        worker = {"text": one.worker.name, "hint": one.worker.team} if one.worker else "Nobody at present"
        return [
            {"text": one.name, "url": self._address(one), "hint": one.reference},
            _since(one),
            _meaning(one.episode.legal_status),
            worker,
            _iro(one),
        ]

    def _address(self, one: CaseView) -> str:
        return f"{reverse('case', args=[self.code, one.child_id])}{self.then}"


def _since(one: CaseView) -> dict[str, object]:
    ended = one.period.ended_on
    return {
        "text": f"{one.period.looked_after_from:%-d %B %Y}",
        "hint": f"until {ended:%-d %B %Y}" if ended else "",
    }


def _iro(one: CaseView) -> dict[str, object]:
    if one.iro:
        return {"text": one.iro.name}
    if one.period.ended_on:
        return {"text": "None was appointed"}
    hint = f"appoint by {one.appointment.limit:%-d %B %Y}"
    return {"text": "Proposed" if one.proposal else "Not yet proposed", "colour": "yellow", "hint": hint}


class Case(PastPage):
    """GET: one child; first the child's own words, last the history of the record.

    `?as_of=` shows the case as it was known at a position of the log, and nothing to be done.
    """

    permissions: ClassVar = {"get": Permission.CASE_VIEW}

    def crumbs(self) -> list[Crumb]:
        return case_crumbs(self)

    def get(self, request: HttpRequest, code: str, child_id: UUID) -> HttpResponse:
        at = self.at
        child = casework.case(child_id, actor=self.actor, at=at)
        held, may_add = self._held(child), self._may(Permission.CASE_SUBMIT)
        return self.show(
            "cases/case.html",
            {
                "child": child,
                "last": held[0] if held else None,
                "facts": _facts(child),
                "deadlines": self._deadlines(child, held),
                "review_columns": REVIEW_COLUMNS,
                "reviews": [self._review_row(review) for review in held],
                "decision_columns": decisions.COLUMNS,
                "decisions": [decisions.row(one) for one in (held[0].decisions if held else ())],
                "notice_columns": notice_list.COLUMNS,
                "notices": [
                    notice_list.row(code, one, is_its_iro=self._is_iro_of(child) and at is None)
                    for one in casework.notices(child_id, actor=self.actor, at=at)
                ],
                "paper_columns": paper_list.columns(may_add=may_add),
                "papers": [
                    paper_list.row(code, child_id, one, may_add=may_add)
                    for one in casework.papers(child_id, actor=self.actor, at=at)
                ],
                "may_add_paper": may_add,
                "may_see_looks": at is None and self._may_see_looks(child),
                "may_see_disputes": self.actor.may(Permission.DISPUTE_VIEW),
                "commendations": commendations(child_id, actor=self.actor, at=at),
                "concerns": concern_lines(escalation.concerns(child_id, actor=self.actor, at=at)),
                "disputes": escalation.disputes(actor=self.actor, period_id=child.period.id, at=at),
                "record": record(
                    [
                        *casework.history(child_id, actor=self.actor, at=at),
                        *reviews.timeline(child_id, actor=self.actor, at=at),
                        *escalation.timeline(child_id, actor=self.actor, at=at),
                    ]
                ),
                "may_hold": self._is_iro_of(child) and self._may(Permission.REVIEW_HOLD),
                "may_dispute": self._is_iro_of(child) and self._may(Permission.DISPUTE_RAISE),
                **self._keeping(child_id),
                "may_mark": child.misplacement is None and self._may(Permission.CASE_CORRECT),
                "may_confirm": bool(child.proposal) and self._may(Permission.APPOINTMENT_CONFIRM),
            },
        )

    def _may(self, permission: Permission) -> bool:
        """Whether the actor can do it from this page: nothing is done to the past."""
        return self.at is None and self.actor.may(permission)

    def _keeping(self, child_id: UUID) -> dict[str, object]:
        if not self._may(Permission.ERASURE_VIEW):
            return {}
        return {
            "keeping": casework.keeping(child_id, actor=self.actor),
            "may_hold_record": self.actor.may(Permission.HOLD_PLACE),
            "may_propose_erasure": self.actor.may(Permission.ERASURE_PROPOSE),
        }

    def _held(self, child: CaseView) -> list[ReviewView]:
        """The newest first. A former IRO sees a child who came back, but not yet what is held in the new period."""
        try:
            return reviews.reviews_of(child.period.id, actor=self.actor, at=self.at)[::-1]
        except NotFound:
            return []

    def _is_iro_of(self, child: CaseView) -> bool:
        return child.iro is not None and child.iro.id == self.actor.person_id

    def _may_see_looks(self, child: CaseView) -> bool:
        return self.actor.may(Permission.LOOK_VIEW_ALL) or (
            self._is_iro_of(child) and self.actor.may(Permission.LOOK_VIEW)
        )

    def _deadlines(self, child: CaseView, held: list[ReviewView]) -> list[Deadline]:
        """What is still to be done by a day: appointing an IRO, and the next review."""
        if child.period.ended_on:
            return []
        open_ones = [] if child.iro else [child.appointment]
        if held or child.last_review_claimed_on:
            open_ones.append(reviews.next_review(child.period.id, actor=self.actor, at=self.at))
        elif child.first_review:
            open_ones.append(child.first_review)
        return open_ones

    def _review_row(self, review: ReviewView) -> list[object]:
        waiting = sum(one.state is DecisionState.ISSUED for one in review.decisions)
        return [
            {
                "text": review.title,
                "url": reverse("review", args=[self.code, review.id]),
                "hint": f"{review.held_on:%-d %B %Y}",
            },
            {"text": "In time", "colour": "green"} if review.in_time else {"text": "Late", "colour": "red"},
            {"text": review.participation.meaning, "hint": str(review.participation)},
            {"text": len(review.decisions), "hint": f"{waiting} waiting for the council" if waiting else ""},
        ]


def _facts(child: CaseView) -> list[dict[str, object]]:
    episode, worker, period = child.episode, child.worker, child.period
    since = f"{period.looked_after_from:%-d %B %Y}"
    ended = f", until {period.ended_on:%-d %B %Y}: {period.end_reason.meaning}" if period.ended_on else ""
    facts: list[tuple[str, object]] = [
        ("Independent Reviewing Officer", _iro_fact(child)),
        ("Looked after since", f"{since}{ended}"),
        ("Legal status", {"text": _meaning(episode.legal_status), "hint": episode.legal_status.code}),
        ("Placement", {"text": _meaning(episode.placement_type), "hint": _placement_hint(child)}),
        ("Social worker", {"text": worker.name, "hint": worker.team} if worker else "Nobody at present"),
        ("Date of birth", f"{child.date_of_birth:%-d %B %Y}"),
        ("Council’s reference", child.reference),
    ]
    if child.last_review_claimed_on:
        told = f"{child.last_review_claimed_on:%-d %B %Y}, as claimed by the council"
        facts.append(("Last review before it joined", {"text": told, "hint": "not on the service’s own record"}))
    if child.feed_closed_on:
        told = f"closed on {child.feed_closed_on:%-d %B %Y}: the council asked to purge the child"
        facts.append(("Daily feed", {"text": told, "hint": "the record is kept, as the law says"}))
    facts += [("Place of the record", _place(child))] if child.misplacement or child.repeated_as else []
    if child.earlier_periods:
        facts.append(("Earlier periods of care", str(len(child.earlier_periods))))
    return [{"key": key, "value": value} for key, value in facts]


def _place(child: CaseView) -> dict[str, object]:
    """Whether it stands in the wrong place, or others were set aside for it: they are found by their references."""
    mark = child.misplacement
    if mark is None:
        return {
            "text": f"Also submitted as {', '.join(one.reference for one in child.repeated_as)}",
            "hint": "set aside",
        }
    hint = f"set aside on {mark.answered_on:%-d %B %Y}" if mark.answered_on else "marked: waits for the region"
    return {"text": mark.fault.meaning, "hint": hint}


def _iro_fact(child: CaseView) -> dict[str, object]:
    if child.iro:
        return {"text": child.iro.name, "hint": f"appointed {child.iro.appointed_on:%-d %B %Y}"}
    if child.proposal:
        return {"text": "Not appointed yet", "hint": f"{child.proposal.iro_name} is proposed"}
    return {"text": "Not appointed yet", "hint": "the region is choosing one"}


def _placement_hint(child: CaseView) -> str:
    episode = child.episode
    where = f", {episode.placement_area}" if episode.placement_area else ""
    return f"since {episode.started_on:%-d %B %Y}{where}"


def _meaning(coded: Coded) -> str:
    """What the code means, as the beginning of a line; a code that nobody knows as it is; a gap as one."""
    return coded.meaning[:1].upper() + coded.meaning[1:] or coded.code or "Not told yet"
