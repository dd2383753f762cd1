"""Disputes on their pages: raised and led by the IRO, answered by the council, determined by the drawn arbitrator."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from infra.demo.faults import Refused
from infra.demo.invention.casting import CastDispute
from infra.demo.invention.disputes import ARBITRATOR, CLOCK, DIRECTOR, IRO, ISSUE, Step
from infra.demo.invention.people import COUNCIL_MANAGERS, DIRECTORS, Seat
from infra.demo.running.browser import Browser
from infra.demo.story.cases import Cases
from infra.demo.story.clockwork import Clockwork, patiently
from infra.demo.story.players import Players
from infra.demo.story.reviewing import date_fields

_REFERENCE = re.compile(r"D-[0-9A-Z]{4}-[0-9A-Z]{4}")
_DRAFT = re.compile(r'name="draft_sha256" value="([0-9a-f]{64})"')
_REFERRAL = re.compile(r"/panel/referrals/([0-9a-f-]{36})/")


class Disputing:
    """Remembers each dispute's address and reference, by its script's title."""

    def __init__(self, players: Players, cases: Cases, clockwork: Clockwork) -> None:
        self._players = players
        self._cases = cases
        self._clockwork = clockwork
        self._addresses: dict[str, str] = {}
        self._desks: dict[str, _Desk] = {}
        self.references: dict[str, str] = {}

    def raise_it(self, dispute: CastDispute) -> None:
        """Nobody is asked whether the IRO may."""
        child = dispute.career.child
        iro = self._players.iro(self._cases.iro(child))
        page = f"/councils/{child.council}/cases/{self._cases.id(child)}/disputes/new/"
        self._addresses[dispute.script.title] = address = iro.submit(page, dispute.script.raised).location
        found = _REFERENCE.search(iro.get(address).text)
        self.references[dispute.script.title] = found.group() if found else ""

    def go_on(self, dispute: CastDispute, step: Step, today: date) -> None:
        """The next step, as soon as what it builds on has arrived."""
        if step.who == CLOCK:
            self._clockwork.strike()
            self._clockwork.settle()
        elif step.who == ARBITRATOR:
            patiently(lambda: self._determine(dispute, step, today))
        else:
            page = f"{self._addresses[dispute.script.title]}{step.page}"
            patiently(lambda: self._submit(self._whose(dispute, step), page, step))

    def _submit(self, browser: Browser, page: str, step: Step) -> None:
        browser.submit(page, step.fields)

    def _whose(self, dispute: CastDispute, step: Step) -> Browser:
        child = dispute.career.child
        if step.who == IRO:
            return self._players.iro(self._cases.iro(child))
        seats = DIRECTORS if step.who == DIRECTOR else COUNCIL_MANAGERS
        return self._players.person(seats[child.council])

    def _determine(self, dispute: CastDispute, step: Step, today: date) -> None:
        desk = self._desk(dispute.script.title)
        if step.page == ISSUE:
            self._agree(desk)
        desk.browser.submit(f"/panel/referrals/{desk.referral}/{step.page}", _dated(step.fields, today))

    def _agree(self, desk: "_Desk") -> None:
        """Whoever sits beside agrees with the draft as it is; a sole arbitrator deliberates with nobody."""
        page = f"/panel/referrals/{desk.referral}/deliberation/"
        for seat, arbitrator in self._players.arbitrators():
            room = arbitrator.find(page) if seat != desk.seat else None
            if room is not None:
                (draft,) = _DRAFT.findall(room.text)
                arbitrator.submit(page, {"kind": "agree", "text": "", "draft_sha256": draft})

    def drawn(self, title: str) -> str:
        """Who will determine it, by e-mail."""
        return patiently(lambda: self._desk(title)).seat.email

    def _desk(self, title: str) -> "_Desk":
        if title not in self._desks:
            self._desks[title] = self._search(self.references[title])
        return self._desks[title]

    def _search(self, reference: str) -> "_Desk":
        """Whom the draw chose: nobody else can open the referral's draft."""
        for seat, arbitrator in self._players.arbitrators():
            for referral in sorted(set(_REFERRAL.findall(arbitrator.get("/panel/").text))):
                draft = arbitrator.find(f"/panel/referrals/{referral}/draft/")
                if draft is not None and reference in draft.text:
                    return _Desk(seat, arbitrator, referral)
        raise Refused(f"No arbitrator has {reference} to determine.", "look at worker.log in the demo's folder.")


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where a referral is determined."""

    seat: Seat
    browser: Browser
    referral: str


def _dated(fields: dict[str, str], today: date) -> dict[str, str]:
    """Days from now as dates in three boxes."""
    sent: dict[str, str] = {}
    for name, value in fields.items():
        sent |= date_fields(name, today + timedelta(days=int(value))) if name.endswith("due_on") else {name: value}
    return sent
