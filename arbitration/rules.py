"""What the panel's protocol allows (domain.md 7), and what it answers when something is not allowed. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from arbitration.reach import ItemKind
from arbitration.shapes import DraftItem, DraftText
from ledger.sealed import sha256_of
from tenants.problems import Conflict, Invalid
from timetable.rules import Deadline, WorkingCalendar, deadline, determination_due, months_after

SIDES = frozenset({"council", "service"})
POSITIONS = ("comply", "part", "decline")
TERM_MONTHS = 36
"""An arbitrator is appointed for three years (domain.md 7.4)."""


class BundleMismatch(Conflict):
    code = "bundle-mismatch"
    title = "The bundle is not the one that was referred"


class ForeignReferral(Conflict):
    code = "foreign-referral"
    title = "This came from another house than it says"


class AlreadyReferred(Conflict):
    code = "already-referred"
    title = "Another notice came under this number"


class NoArbitratorFree(Conflict):
    code = "no-arbitrator-free"
    title = "No arbitrator is free to sit"


class AlreadyDrawn(Conflict):
    code = "already-drawn"
    title = "An arbitrator has been drawn"


class AlreadyLaid(Conflict):
    code = "urn-already-laid"
    title = "The urn has been laid"


class AlreadySealed(Conflict):
    code = "share-already-sealed"
    title = "This side has sealed its share"


class ShareMismatch(Conflict):
    code = "share-mismatch"
    title = "The share is not the one that was sealed"


class SharesNotCalled(Conflict):
    code = "shares-not-called"
    title = "Shares are still being sealed"


class AlreadySeated(Conflict):
    code = "already-seated"
    title = "This person sits on the panel"


class AlreadyEnded(Conflict):
    code = "conflict-already-ended"
    title = "This tie has been ended"


class LastTerm(Conflict):
    code = "last-term"
    title = "Nobody sits for more than two terms"


class AlreadyRemoved(Conflict):
    code = "arbitrator-already-removed"
    title = "This arbitrator is off the roster"


class AlreadyIssued(Conflict):
    code = "already-issued"
    title = "The determination has been issued"


class AlreadySpoken(Conflict):
    code = "already-spoken"
    title = "This side's statement is in"


class AlreadyAnswered(Conflict):
    code = "already-answered"
    title = "The council has answered"


class DraftChanged(Conflict):
    code = "draft-changed"
    title = "The draft was changed meanwhile"


class SlipDecided(Conflict):
    code = "slip-decided"
    title = "This was decided a moment ago"


class SlipsOver(Conflict):
    code = "slips-over"
    title = "The time for putting slips right is over"


class NotASlip(Invalid):
    code = "not-a-slip"
    title = "This is more than a slip, or can't be found"


class NotHeard(Conflict):
    code = "parties-not-heard"
    title = "Both sides must have had their say"


class ArbitratorConflicted(Conflict):
    code = "arbitrator-conflicted"
    title = "A red conflict keeps this arbitrator out"


class PanelIncomplete(Conflict):
    code = "panel-incomplete"
    title = "A place of the panel is empty"


class NotSitting(Conflict):
    code = "not-sitting"
    title = "This arbitrator sits no longer"


class AlreadyOpened(Conflict):
    code = "share-already-opened"
    title = "This share has been opened"


class NotComplete(Invalid):
    code = "determination-incomplete"
    title = "The determination is not complete"


def ensure_bundle(bundle: Mapping[str, Any], declared: str) -> None:
    """Raise BundleMismatch unless the bundle has the hash under which it was disclosed."""
    found = sha256_of(bundle)
    if found != declared:
        raise BundleMismatch(f"The bundle's SHA-256 is {found}, the notice names {declared}. Send the referral again.")


def shares_limit(since: date, calendar: WorkingCalendar) -> date:
    """By when shares of a draw are sealed, and as long again by when they are opened."""
    return deadline("arbitration.shares", since, calendar).limit


def response_limit(received_on: date, calendar: WorkingCalendar) -> Deadline:
    return deadline("arbitration.response", received_on, calendar)


def answer_limit(issued_on: date, calendar: WorkingCalendar) -> Deadline:
    return deadline("arbitration.answer", issued_on, calendar)


def slips_limit(issued_on: date, calendar: WorkingCalendar) -> Deadline:
    return deadline("arbitration.slips", issued_on, calendar)


def ensure_in_time(limit: Deadline, day: date) -> None:
    """Raise SlipsOver after the days for slips."""
    if day > limit.limit:
        raise SlipsOver(f"Slips could be put right until {limit.limit:%-d %B %Y}. The text stands as it is.")


def ensure_slip(faults: Mapping[str, str]) -> None:
    """Raise NotASlip with what `ledger.slips.faults` found, if anything."""
    if faults:
        raise NotASlip(" ".join(faults.values()), errors=dict(faults))


def determinable_from(received_on: date, urgent: bool, calendar: WorkingCalendar) -> date:
    """The first day on which silence no longer holds up a determination: the day after the limit for statements.

    The fast track ends before that limit; there a side may speak until the last day of the determination itself.
    """
    after_response = response_limit(received_on, calendar).limit + timedelta(days=1)
    return min(after_response, determination_due(received_on, urgent, calendar).limit)


def ensure_heard(sides: Collection[str], earliest: date, today: date) -> None:
    """Raise NotHeard unless both sides' statements are in or the time for them is over (fairness: domain.md 7.2)."""
    missing = sorted(SIDES.difference(sides))
    if missing and today < earliest:
        raise NotHeard(
            f"Still without a statement: {' and '.join(missing)}. Issue when it has come, or from {earliest}.",
            extra={"missing": missing, "from": earliest.isoformat()},
        )


def ensure_draft(text: DraftText) -> None:
    """Raise Invalid unless each item is of a kind and whole: what is to be done says by whom and until when."""
    errors = {
        f"items[{index}].{name}": words for index, item in enumerate(text.items) for name, words in _item_faults(item)
    }
    if errors:
        raise Invalid("Each item says what it is, and what is to be done says by whom and until when.", errors=errors)


def _item_faults(item: DraftItem) -> Iterator[tuple[str, str]]:
    if not item.text.strip():
        yield "text", "Say what is determined."
    if item.kind not in list(ItemKind):
        yield "kind", f"Use {', '.join(ItemKind)}."
    elif not ItemKind(item.kind).to_be_done:
        if item.owner.strip() or item.due_on:
            yield "kind", "What is found has no owner and no day. Leave them empty, or direct what is to be done."
    else:
        if not item.owner.strip():
            yield "owner", "Say who is to do it."
        if item.due_on is None:
            yield "due_on", "Say until when."


def ensure_complete(text: DraftText, today: date) -> None:
    """Raise NotComplete unless every part is written, there is an item, and no item was due before today."""
    errors = {name: "Write this before you issue." for name, words in text.prose().items() if not words.strip()}
    if not text.items:
        errors["items"] = "Add at least one item."
    errors |= {f"items[{i}].due_on": "Give a day from today on." for i in _past(text.items, today)}
    if errors:
        raise NotComplete("A determination needs all its parts, and items that can still be kept.", errors=errors)


def _past(items: Iterable[DraftItem], today: date) -> list[int]:
    return [index for index, item in enumerate(items) if item.due_on and item.due_on < today]


def ensure_term(term_from: date, term_until: date) -> None:
    """Raise Invalid unless the term is one of at most three years."""
    if term_until <= term_from:
        raise Invalid("A term ends after it begins.", errors={"term_until": "Give a later day."})
    longest = months_after(term_from, TERM_MONTHS)
    if term_until > longest:
        raise Invalid("A term lasts three years at most.", errors={"term_until": f"Give a day up to {longest}."})


def ensure_filled(**values: str) -> None:
    """Raise Invalid for each value that is blank, by its name."""
    errors = {name: "Fill this in." for name, value in values.items() if not value.strip()}
    if errors:
        raise Invalid("Something is missing.", errors=errors)


def ensure_council(code: str) -> None:
    if not re.fullmatch(r"[0-9]{3}", code):
        raise Invalid(f"“{code}” is no council's code.", errors={"council": "Give the DfE's three digits."})


def ensure_side(side: str) -> None:
    if side not in SIDES:
        raise Invalid(f"“{side}” is no side.", errors={"side": f"Use {', '.join(sorted(SIDES))}."})


def ensure_answer(position: str, reasons: str) -> None:
    """Raise Invalid unless the council complies, or explains (domain.md 7.1)."""
    if position not in POSITIONS:
        raise Invalid(f"“{position}” is no answer.", errors={"position": f"Use {', '.join(POSITIONS)}."})
    if position != "comply":
        ensure_filled(reasons=reasons)


def why_excluded(terms: Sequence[tuple[date, date]], conflicted: bool, removed: bool, today: date) -> str:
    """Why an arbitrator can't be drawn today, or nothing. `terms`: of each, its first day and the day it is over."""
    if removed:
        return "removed from the roster for cause"
    if not any(first <= today < end for first, end in terms):
        coming = [first for first, _ in terms if first > today]
        return f"term begins on {min(coming)}" if coming else f"term over on {max(end for _, end in terms)}"
    return "red conflict declared for this council" if conflicted else ""
