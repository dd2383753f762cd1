"""What may be published of a determination, in which words, and what a second person asks (domain.md 7.7). Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from arbitration.anonymising import Identifier, Trace, anonymise, traces
from arbitration.reach import ItemKind
from arbitration.suppression import LEAST
from tenants.problems import Conflict, Invalid
from timetable.rules import Deadline, WorkingCalendar, deadline

FORMAT: Final = "iro-publication-1"
BODY: Final = "IRO"
OUTCOMES: Final = {
    "iro": "The IRO’s view prevailed",
    "part": "Each side’s view prevailed in part",
    "council": "The council’s view prevailed",
    "process": "The council was directed how to proceed",
    "summary": "Disposed of summarily",
}
ANSWERS: Final = {
    "": "The council’s time to answer runs",
    "comply": "The council complies",
    "part": "The council complies in part",
    "decline": "The council declines",
    "silent": "The council did not answer, which counts as declining",
}
STATES: Final = {
    "awaited": "Answer awaited",
    "accepted": "Accepted",
    "declined": "Declined",
    "overdue": "Overdue",
    "not_done": "Found not carried out",
    "done": "Done, confirmed by the IRO",
}
STANDINGS: Final = {
    "done": "Complied with",
    "open": "Under way",
    "overdue": "Overdue",
    "declined": "Declined in whole or in part",
}
"""How a determination as a whole stands; the IRO's finding alone makes it complied with."""
GROUNDS: Final = {
    "criminal": "A criminal trial or investigation",
    "family": "Proceedings of the child before a court",
    "other": "Another risk to the administration of justice",
}
QUESTIONS: Final = {
    "family": "Nobody in the child’s family, home or school would recognise the child from it",
    "local": "No neighbour, journalist or councillor could, with what is on the internet or was in the press",
    "pieces": "Not even several details together (place, time, event, rarity) lead to a child, worker or home",
    "s97": "It names or shows no child in proceedings (Children Act 1989 section 97)",
    "aja12": "It tells nothing of what a court heard in private (Administration of Justice Act 1960 section 12)",
    "pending": "No criminal trial or other proceedings that are under way could be harmed by it",
}
"""What the second person affirms, one by one, before a version passes."""
FIELDS: Final = {
    "summary": "In one or two sentences",
    "issues": "What it was about",
    "child_wishes": "What the child wanted",
    "findings": "Findings",
    "reasons": "Reasons",
    "answer": "The council’s reasons",
}
LONGEST: Final = 20_000


class StillTraceable(Invalid):
    code = "still-traceable"
    title = "The text still names somebody"


class NotPublishable(Conflict):
    code = "not-publishable"
    title = "It can’t be published now"


class AlreadyPrepared(Conflict):
    code = "already-prepared"
    title = "Another version was prepared a moment ago"


class AlreadyChecked(Conflict):
    code = "already-checked"
    title = "This version has been checked"


class SamePerson(Conflict):
    code = "same-person"
    title = "A second person checks what the first prepared"


class AlreadyPublished(Conflict):
    code = "already-published"
    title = "It has been published"


class AlreadyWithdrawn(Conflict):
    code = "already-withdrawn"
    title = "It has been withdrawn"


@dataclass(frozen=True, slots=True)
class Citation:
    """E.g. `[2026] IRO-NATIONAL 7`; `slug` is the same for an address: `2026-iro-national-7`."""

    panel: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"[{self.year}] {BODY}-{self.panel.upper()} {self.number}"

    @property
    def slug(self) -> str:
        return f"{self.year}-{BODY}-{self.panel}-{self.number}".lower()


@dataclass(frozen=True, slots=True)
class Naming:
    """The council as it may be told: only where five of its determinations or more are published, this one included."""

    code: str = ""
    name: str = ""
    of_council: int | None = None


def naming(code: str, name: str, published: int) -> Naming:
    """`published`: how many determinations about this council the register holds with this one."""
    return Naming(code, name, published) if published >= LEAST else Naming()


def publication_limit(issued_on: date, calendar: WorkingCalendar) -> Deadline:
    return deadline("arbitration.publication", issued_on, calendar)


def item_fields(content: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a determination's items and dissents with their labels: `item_1`, `owner_1`, `dissent_1`…"""
    found = {f"dissent_{number}": f"Dissent {number}" for number, _ in _dissents(content)}
    for item in content.get("items", ()):
        found[f"item_{item['number']}"] = f"{item['number']}. {kind_of(item).label}"
        if item["due_on"]:
            found[f"owner_{item['number']}"] = f"{item['number']}. To be done by"
    return found


def kind_of(item: Mapping[str, Any]) -> ItemKind:
    """In a determination of an earlier release every item was a direction."""
    return ItemKind(item.get("kind", ItemKind.PROCESS))


def directed(content: Mapping[str, Any]) -> list[int]:
    """The numbers of what somebody is to do by a day; the other items are found, once and for all."""
    return [item["number"] for item in content.get("items", ()) if item["due_on"]]


def _dissents(content: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Whoever dissents does so openly with reasons: these are published, and no name."""
    yield from enumerate((one["reasons"] for one in content.get("dissents", ())), start=1)


def fields_of(content: Mapping[str, Any]) -> dict[str, str]:
    return FIELDS | item_fields(content)


def prefilled(content: Mapping[str, Any], answer: str, known: Iterable[Identifier]) -> dict[str, str]:
    """The texts of a determination, as it reads by now, and of the council's reasons, with every known trace out."""
    issues = content.get("issues")
    about = [issues.get("text"), issues.get("grounds")] if isinstance(issues, Mapping) else [issues]
    given = {
        "issues": "\n\n".join(str(one) for one in about if one),
        "child_wishes": content.get("child_wishes", ""),
        "findings": content.get("findings", ""),
        "reasons": content.get("reasons", ""),
        "answer": answer,
    }
    for item in content.get("items", ()):
        given |= {f"item_{item['number']}": item["text"], f"owner_{item['number']}": item["owner"]}
    given |= {f"dissent_{number}": reasons for number, reasons in _dissents(content)}
    known = frozenset(known)
    return {name: anonymise(given.get(name, ""), known) for name in fields_of(content)}


def left(texts: Mapping[str, str], known: Iterable[Identifier]) -> dict[str, tuple[Trace, ...]]:
    """Traces by field; fields without any are left out."""
    known = frozenset(known)
    return {name: found for name, text in texts.items() if (found := traces(text, known))}


def ensure_untraceable(texts: Mapping[str, str], known: Iterable[Identifier]) -> None:
    """Raise StillTraceable, at its fields, while a direct trace is left. What is only possible a person judges."""
    errors = {
        name: f"Take out {', '.join(f'“{one.text}” ({one.kind.label})' for one in found if one.direct)}."
        for name, found in left(texts, known).items()
        if any(one.direct for one in found)
    }
    if errors:
        raise StillTraceable("Put general words in their place, then save again.", errors=errors)


def ensure_texts(texts: Mapping[str, str], content: Mapping[str, Any], outcome: str, answer: str) -> None:
    """Raise Invalid unless every field of this determination is given, and no other. Who complies owes no reasons."""
    wanted = fields_of(content)
    errors = {name: "There is no such field." for name in texts if name not in wanted}
    free = set() if answer in ("part", "decline") else {"answer"}
    for name in wanted.keys() - free:
        text = texts.get(name, "")
        if not text.strip():
            errors[name] = "Say it in words that lead to nobody."
        elif len(text) > LONGEST:
            errors[name] = f"Use at most {LONGEST} characters."
    if outcome not in OUTCOMES:
        errors["outcome"] = f"Choose one of: {', '.join(OUTCOMES)}."
    if errors:
        raise Invalid("The version is not whole.", errors=errors)


def ensure_answered(position: str, answer_limit: date, today: date) -> str:
    """The council's answer as it is published: its position, or `silent` once its time is over.

    Raises NotPublishable before: its reasons are published with the determination.
    """
    if position:
        return position
    if today <= answer_limit:
        raise NotPublishable(f"The council may answer until {answer_limit:%-d %B %Y}, and its reasons belong in it.")
    return "silent"


def ensure_answers(passed: bool, answers: Mapping[str, bool], reasons: str) -> None:
    """Raise Invalid unless a version that passes was affirmed on every question, and one that doesn't has reasons."""
    errors = {}
    if passed:
        errors = {name: "Return the version unless you can affirm this." for name in QUESTIONS if not answers.get(name)}
    elif not reasons.strip():
        errors = {"reasons": "Say what has to be changed."}
    errors |= {name: "There is no such question." for name in answers if name not in QUESTIONS}
    if errors:
        raise Invalid("The check is not whole.", errors=errors)


def ensure_second(prepared_by: str, checked_by: str) -> None:
    if prepared_by == checked_by:
        raise SamePerson("You prepared this version. Ask somebody else of the panel to check it.")


def ensure_delay(ground: str, reason: str, until: date, today: date) -> None:
    errors = {}
    if ground not in GROUNDS:
        errors["ground"] = f"Choose one of: {', '.join(GROUNDS)}."
    if not reason.strip():
        errors["reason"] = "Say which proceedings, and what could harm them."
    if not today <= until <= today.replace(year=today.year + 1, day=min(today.day, 28)):
        errors["until"] = "Give today, which ends a delay on this ground, or a day within a year; again if it must be."
    if errors:
        raise Invalid("The delay is not whole.", errors=errors)


def delayed_until(delays: Iterable[tuple[str, date]], today: date) -> date | None:
    """Until when (ground, day) hold it back, None where they don't: of each ground the last that was said."""
    last = max(dict(delays).values(), default=today)
    return last if last > today else None


def ensure_undelayed(until: date | None) -> None:
    if until is not None:
        raise NotPublishable(f"It is delayed for a court’s sake until {until:%-d %B %Y}.")


def ensure_reason(reason: str, known: Iterable[Identifier]) -> None:
    """For a correction or a withdrawal: anybody reads it, so it must lead to nobody either."""
    if not reason.strip():
        raise Invalid("A reason is missing.", errors={"reason": "Say why: the register shows it."})
    ensure_untraceable({"reason": reason}, known)


def quarter(day: date) -> str:
    """E.g. `2026-Q4`."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def quarter_words(code: str) -> str:
    year, _, number = code.partition("-Q")
    months = ("January to March", "April to June", "July to September", "October to December")
    return f"{months[int(number) - 1]} {year}"


def month_words(code: str) -> str:
    """`2026-10` → October 2026."""
    return f"{date.fromisoformat(f'{code}-01'):%B %Y}"


def compose(
    determination: Mapping[str, Any], texts: Mapping[str, str], outcome: str, answer: str, named: Naming,
    cited: Citation, issued_on: date, published_on: date,
) -> dict[str, Any]:  # fmt: skip
    """The publication as JSON; its hash is `ledger.sealed.sha256_of` of this. Only the day of publication is exact."""
    procedure = determination.get("procedure", {})
    return {
        "format": FORMAT,
        "citation": str(cited),
        "published_on": published_on.isoformat(),
        "determined_in": quarter(issued_on),
        "region": determination["parties"]["service"]["region"],
        "council": {"code": named.code, "name": named.name} if named.code else None,
        "issue": determination["issues"]["category"],
        "outcome": outcome,
        "fast_track": bool(procedure.get("urgent")),
        "in_time": issued_on.isoformat() <= str(procedure.get("limit", "9999")),
        **{name: texts[name].strip() for name in ("summary", "issues", "child_wishes", "findings", "reasons")},
        "directions": [
            {
                "number": item["number"],
                "kind": str(kind_of(item)),
                "text": texts[f"item_{item['number']}"].strip(),
                "owner": texts[f"owner_{item['number']}"].strip(),
                "due_in": item["due_on"][:7],
            }
            for item in determination.get("items", ())
            if item["due_on"]
        ],
        "found": [
            {"number": item["number"], "kind": str(kind_of(item)), "text": texts[f"item_{item['number']}"].strip()}
            for item in determination.get("items", ())
            if not item["due_on"]
        ],
        "dissents": [texts[f"dissent_{number}"].strip() for number, _ in _dissents(determination)],
        "answer": {"position": answer, "reasons": texts.get("answer", "").strip()},
        "not_decided": list(determination.get("not_decided", ())),
        "reminder": determination.get("reminder", ""),
    }


_AT_FIRST: Final = {"comply": "accepted", "part": "accepted", "decline": "declined", "silent": "declined"}


def directions(numbers: Iterable[int], answer: str, found: Iterable[tuple[int, str]]) -> dict[str, str]:
    """The state of each direction by its number: what the answer says, then what was `found` last."""
    first = _AT_FIRST.get(answer, "awaited")
    states = {str(number): first for number in numbers}
    for number, state in found:
        if states.get(str(number)) not in (None, "done"):
            states[str(number)] = state
    return states


def standing(answer: str, states: Mapping[str, str]) -> str:
    """One of STANDINGS. A determination without directions is complied with by saying so."""
    kinds = set(states.values())
    if kinds <= {"done"} and (kinds or answer == "comply"):
        return "done"
    if kinds & {"overdue", "not_done"}:
        return "overdue"
    return "declined" if answer in ("part", "decline", "silent") else "open"


_SLUG = re.compile(r"(\d{4})-iro-([a-z0-9_-]+)-(\d{1,6})")


def cited(slug: str) -> Citation | None:
    """The citation that an address names; None where it names none."""
    found = _SLUG.fullmatch(slug)
    return Citation(found[2], int(found[1]), int(found[3])) if found else None
