"""Taking out of a text whatever can lead back to a child, and finding what is left. Pure.

What is known of a dispute (names, initials, references, the council) is found wherever it stands; dates, ages,
addresses, schools and numbers are found by their shape. Each is replaced by bracketed words that say what stood there.
What no rule can know, the name of a friend's dog, is listed as a possible trace for the people who check.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_ROLES = frozenset(
    {
        "a", "an", "and", "another", "arbitrator", "assistant", "at", "board", "care", "carer", "case", "chair",
        "child", "children", "children’s", "council", "deputy", "director", "education", "for", "foster",
        "guardian", "head", "health", "her", "his", "iro", "independent", "lead", "manager", "member", "mother",
        "father", "my", "no", "nobody", "of", "officer", "on", "one", "operations", "our", "parent", "person",
        "personal", "practitioner", "principal", "reviewing", "school", "senior", "service", "services", "social",
        "somebody", "staff", "support", "teacher", "team", "the", "their", "to", "unit", "virtual", "we", "who",
        "worker", "with", "young", "adviser", "advocate", "agency", "court", "department", "local", "authority",
    }
)  # fmt: skip
"""Words of roles: "The worker" is nobody's name, and a role may stay."""
_WHO = frozenset({"iro", "name", "answered_by", "put_to", "made_by", "owner", "given_name", "family_name"})
"""Keys of a bundle whose value is, or may be, the name of a person."""
_REFERENCES = frozenset({"reference", "child_reference", "upn", "nhs_number"})
_BODY = re.compile(
    r"\b(?:the|royal|london|metropolitan|county|city|district|borough|council|of|upon|unitary|authority|and)\b", re.I
)


class Kind(StrEnum):
    PERSON = "person"
    INITIALS = "initials"
    REFERENCE = "reference"
    COUNCIL = "council"
    CONTACT = "contact"
    ADDRESS = "address"
    SCHOOL = "school"
    DATE = "date"
    AGE = "age"
    NUMBER = "number"
    POSSIBLE = "possible"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Kind.PERSON: "the name of a person",
    Kind.INITIALS: "the child’s initials",
    Kind.REFERENCE: "a reference",
    Kind.COUNCIL: "the council’s name",
    Kind.CONTACT: "an address of mail or a telephone number",
    Kind.ADDRESS: "an address or a postcode",
    Kind.SCHOOL: "a school",
    Kind.DATE: "an exact date",
    Kind.AGE: "an age",
    Kind.NUMBER: "a long number",
    Kind.POSSIBLE: "perhaps a name or a place",
}


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """What is known to lead to somebody, and how it is called instead."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Something in a text that leads, or may lead, to somebody. A direct one keeps a version from being published."""

    kind: Kind
    text: str

    @property
    def direct(self) -> bool:
        return self.kind is not Kind.POSSIBLE


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    trace: Trace
    instead: str


def plain(text: str) -> str:
    """One way of writing each character, without those that nobody sees: a name can't hide behind them."""
    found = unicodedata.normalize("NFC", text).replace("'", "’").replace("\u00a0", " ")
    return "".join(one for one in found if unicodedata.category(one) != "Cf")


def identifiers(
    bundle: Mapping[str, Any], people: Iterable[str], references: Iterable[str], council: str
) -> frozenset[Identifier]:  # fmt: skip
    """What is known of a dispute: from its bundle at any depth, those who spoke, its references and its council."""
    found = set(_walked(bundle))
    found |= {Identifier(Kind.PERSON, plain(name)) for name in people if is_name(name)}
    found |= {Identifier(Kind.REFERENCE, plain(one)) for one in references if len(one.strip()) > 2}
    found |= set(_of_council(council))
    return frozenset(found)


def is_name(text: str) -> bool:
    """Two words or more that begin with capitals, and none of them a role's."""
    words = plain(text).replace("-", " ").split()
    capitals = all(word[:1].isupper() for word in words)
    return len(words) > 1 and capitals and not any(word.lower() in _ROLES for word in words)


def _walked(part: Any, within: str = "") -> Iterator[Identifier]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            yield from _of_value(str(key), value, within) if isinstance(value, str) else _walked(value, str(key))
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _walked(one, within)


def _of_value(key: str, value: str, within: str) -> Iterator[Identifier]:
    text = plain(value).strip()
    if key == "initials" and len(text) > 1:
        yield Identifier(Kind.INITIALS, text)
    elif key in _REFERENCES and len(text) > 2:
        yield Identifier(Kind.REFERENCE, text)
    elif key == "name" and within == "council":
        yield from _of_council(text)
    elif key in _WHO and is_name(text):
        yield Identifier(Kind.PERSON, text)


def _of_council(name: str) -> Iterator[Identifier]:
    """Its whole name, and what stays of it without the words that many councils share."""
    whole = plain(name).strip()
    rest = " ".join(_BODY.sub(" ", whole).split())
    yield from (Identifier(Kind.COUNCIL, one) for one in dict.fromkeys((whole, rest)) if re.search(r"[^\W\d_]{3}", one))


def anonymise(text: str, known: Iterable[Identifier]) -> str:
    """The text with each direct trace replaced; what is replaced stands in square brackets, or is a month or a band."""
    rules, left = _rules(known), plain(text)
    # What stands on both sides of something that was replaced can only then be met as a name: so until nothing is.
    for _ in range(20):
        found = list(_direct(left, rules))
        if not found:
            break
        for one in reversed(found):
            left = left[: one.start] + one.instead + left[one.end :]
    return left


def traces(text: str, known: Iterable[Identifier]) -> tuple[Trace, ...]:
    """What is left in a text: direct traces first, then what may be one. Empty: none was found, which is no proof."""
    looked = plain(text)
    direct = [one.trace for one in _direct(looked, _rules(known))]
    return tuple(dict.fromkeys([*direct, *_possible(looked)]))


Rule = tuple[Kind, re.Pattern[str], "str | None"]


def _rules(known: Iterable[Identifier]) -> list[Rule]:
    ordered = sorted(known)
    people = [one.text for one in ordered if one.kind is Kind.PERSON]
    letters = {name: _letter(place) for place, name in enumerate(people)}
    rules: list[Rule] = []
    for one in ordered:
        if one.kind is Kind.PERSON:
            rules += _of_person(one.text, f"[person {letters[one.text]}]")
        elif one.kind is Kind.INITIALS:
            rules.append((one.kind, _spelt(one.text), "[the child]"))
        elif one.kind is Kind.COUNCIL:
            rules.append((one.kind, _words(one.text, re.I), "[the council]"))
        else:
            rules.append((one.kind, _words(one.text, re.I), "[reference]"))
    return [*rules, *_SHAPES]


def _letter(place: int) -> str:
    return chr(ord("A") + place % 26) + ("" if place < 26 else str(place // 26))


def _of_person(name: str, instead: str) -> Iterator[Rule]:
    yield Kind.PERSON, _words(name, re.I), instead
    for part in name.split():
        # Somebody called May would take every month of May with them; the whole name is still found.
        if len(part) > 2 and part.title() not in _MONTHS and part.lower() not in _ROLES:
            yield Kind.PERSON, re.compile(_edged(f"(?:{_loose(part)}|{_loose(part.upper())})")), instead


def _words(text: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(_edged(_loose(text)), flags)


def _loose(text: str) -> str:
    return r"[\s_-]+".join(re.escape(word) for word in text.split())


def _edged(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)"


def _spelt(initials: str) -> re.Pattern[str]:
    """JD, J.D., J. D."""
    return re.compile(
        _edged(r"\.?\s?".join(re.escape(one) for one in initials if one.isalnum()) + r"(?:\.(?=\s+[a-z]))?")
    )


_MONTH = f"(?:{'|'.join(_MONTHS)}|{'|'.join(one[:3] for one in _MONTHS)}|Sept)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_ON = r"(?P<on>on\s+)?"
_CAPITALS = r"(?:[A-Z][\w’.-]*\s+){1,4}"
_STREETS = (
    "Road|Street|Lane|Avenue|Close|Drive|Way|Court|Gardens|Place|Terrace|Crescent|Square|Hill|Row|Grove|Mews|House"
)
_SHAPES: list[Rule] = [
    (Kind.CONTACT, re.compile(r"\S+@\S+\.\w+"), "[contact]"),
    (Kind.CONTACT, re.compile(r"(?<!\w)(?:\+44\s?|0)\d(?:[\s-]?\d){8,9}(?!\w)"), "[contact]"),
    (Kind.ADDRESS, re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}(?!\w)", re.I), "[postcode]"),
    (Kind.ADDRESS, re.compile(rf"(?<!\w)(?:\d+[A-Za-z]?,?\s+)?{_CAPITALS}(?:{_STREETS})(?!\w)"), "[address]"),
    (
        Kind.SCHOOL,
        re.compile(rf"(?<!\w){_CAPITALS}(?:School|Academy|College|Nursery|Primary|Infants|Juniors)(?!\w)"),
        "[school]",
    ),
    (
        Kind.DATE,
        re.compile(rf"(?<!\w){_ON}{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})\b(?:[.,]*\s+(?P<year>\d{{4}}))?(?!\w)", re.I),
        None,
    ),
    (
        Kind.DATE,
        re.compile(rf"(?<!\w){_ON}(?P<month>{_MONTH})\.?\s+{_DAY}(?!\w)(?:,?\s+(?P<year>\d{{4}})(?!\w))?", re.I),
        None,
    ),
    (Kind.DATE, re.compile(rf"(?<!\w){_ON}(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])-\d\d(?!\d)", re.I), None),
    (
        Kind.DATE,
        re.compile(rf"(?<!\w){_ON}\d{{1,2}}[/.](?P<number>0?[1-9]|1[0-2])[/.](?P<year>(?:19|20)?\d\d)(?!\d)", re.I),
        None,
    ),
    (
        Kind.AGE,
        re.compile(r"(?<!\w)(?:aged|age)\s+(?P<age>\d{1,2})(?!\d)(?!\s+to\s)", re.I),
        None,
    ),
    (Kind.AGE, re.compile(r"(?<!\w)(?<!to )(?P<age>\d{1,2})[\s-]+years?[\s-]+old(?!\w)", re.I), None),
    (Kind.NUMBER, re.compile(r"(?<!\w)\d(?:[ -]?\d){6,}(?!\w)"), "[number]"),
]


def _direct(text: str, rules: Iterable[Rule]) -> Iterator[Found]:
    """Not overlapping; the leftmost first, and of two that begin together the longer."""
    every = [
        Found(hit.start(), hit.end(), Trace(kind, hit.group()), _instead(kind, hit) if instead is None else instead)
        for kind, pattern, instead in rules
        for hit in pattern.finditer(text)
    ]
    reached = 0
    for one in sorted(every, key=lambda found: (found.start, -found.end)):
        if one.start >= reached and one.end > one.start:
            reached = one.end
            yield one


def _instead(kind: Kind, hit: re.Match[str]) -> str:
    given = hit.groupdict()
    if kind is Kind.AGE:
        return age_band(int(given["age"]))
    month = given.get("month")
    name = _full(month) if month else _MONTHS[int(given["number"]) - 1]
    year = given.get("year") or ""
    told = f"{name} {f'20{year}' if len(year) == 2 else year}".strip()
    return f"in {told}" if given["on"] else told


def _full(month: str) -> str:
    return next(one for one in _MONTHS if one.lower().startswith(month.lower()[:3]))


def age_band(age: int) -> str:
    """The bands of the department's own statistics."""
    for upto, words in ((0, "under one year of age"), (4, "aged 1 to 4"), (9, "aged 5 to 9"), (15, "aged 10 to 15")):
        if age <= upto:
            return words
    return "aged 16 to 17" if age < 18 else "an adult"


_CAPITAL = re.compile(r"(?<![\w\[])[A-Z][\w’-]+(?:\s+[A-Z][\w’-]+)*")
_COMMON = frozenset(
    {
        *_MONTHS, "I", "IRO", "Cafcass", "Act", "Children", "Ofsted", "England", "Wales", "SEN", "EHCP", "LGSCO",
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Easter", "Christmas", "British",
        "English", "DCS", "Working", "Together", "IC", "Social", "Care", "Ombudsman", "Local", "Government", "Handbook",
        "Independent", "Reviewing", "Officer", "Family", "Court", "High", "Director", "Regulations", "CPPCR", "UASC",
    }
)  # fmt: skip


def _possible(text: str) -> Iterator[Trace]:
    """Words with a capital where no sentence begins, outside brackets, that aren't common in such texts."""
    for hit in _CAPITAL.finditer(re.sub(r"\[[^\]]*\]", lambda one: " " * len(one.group()), text)):
        words = hit.group().split()
        before = text[: hit.start()].rstrip()
        if not before or before[-1] in '.!?:;\n“"':
            words = words[1:]
        if any(word not in _COMMON for word in words):
            yield Trace(Kind.POSSIBLE, " ".join(words))
