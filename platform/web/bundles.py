"""A bundle, or any other record that was disclosed as JSON, laid out to be read: headings, rows and tables.

Nothing is left out, whatever the sender put in: what has no wording here is shown under its own name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from arbitration.reach import ItemKind
from casework.ssda903.codes import LS
from reviews.shapes import Participation

SHORT = 90  # a list of small records whose values stay below this is a table; longer ones read better one by one
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ABBREVIATIONS = {"iro": "IRO", "rag": "RAG", "sha256": "SHA-256", "id": "id", "upn": "UPN"}
# JSON that a database keeps forgets its order: this is the order in which people read. Others follow as they come.
_ORDER = (
    "reference", "region", "council", "code", "name", "child", "initials", "age", "legal_status", "dispute",
    "raised_on", "iro", "issue", "issue_title", "rag", "urgent", "child_wishes", "description", "impact",
    "outcome_sought", "decision", "review", "number", "kind", "held_on", "participation", "child_views",
    "no_views_reason", "text", "owner", "due_on", "priority", "agreed", "case_manager_comment",
    "deemed_agreed_on", "decisions", "stages", "level", "title", "why", "reason", "started_on", "limit",
    "answer", "position", "answered_by", "answered_on", "cafcass", "considered_on", "referred",
)  # fmt: skip
_PLACES = {key: place for place, key in enumerate(_ORDER)}
_WORDED = {
    "child_wishes": "The child’s wishes",
    "child_views": "The child’s views",
    "impact": "Impact on the child",
    "outcome_sought": "Outcome sought",
    "due_on": "To be done by",
    "owner": "Who is to do it",
    "issue": "Issue code",
    "issue_title": "About",
    "description": "What is wrong",
    "rag": "Concern",
    "limit": "Answer by",
    "started_on": "Began",
    "no_views_reason": "Why no views are recorded",
}
# What a code means, by the name of its field.
_MEANINGS: dict[str, dict[str, str]] = {
    "rag": {
        "red": "Red: harm now, a breach of rights or a statutory failure",
        "amber": "Amber: drift, or the plan is at risk",
        "green": "Green: minor, to be watched",
    },
    "why": {
        "raised": "Raised here",
        "silence": "No answer in time",
        "not_resolved": "The answer did not resolve it",
        "bypass": "The IRO went straight to this level",
    },
    "position": {
        "agree": "Agrees and will do as asked",
        "part": "Agrees in part",
        "disagree": "Disagrees",
    },
    "participation": {code.value: code.meaning for code in Participation},
    "legal_status": {code.code: code.meaning for code in LS},
}


@dataclass(frozen=True, slots=True)
class Table:
    """As `base/table.html` takes it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One heading of a record: short rows first, then what hangs below it."""

    title: str
    rows: tuple[dict[str, str], ...] = ()
    table: Table | None = None
    parts: "tuple[Sheet, ...]" = field(default=())


def sheets(record: Mapping[str, Any], *, leave_out: Sequence[str] = ()) -> tuple[Sheet, ...]:
    """The record's parts in the order in which people read them; loose values come first, under “About this record”."""
    whole = _sheet("About this record", {key: value for key, value in record.items() if key not in leave_out})
    loose = (Sheet(whole.title, whole.rows),) if whole.rows else ()
    return (*loose, *whole.parts)


def _sheet(title: str, record: Mapping[str, Any]) -> Sheet:
    pairs = [(key, record[key]) for key in _ordered(record)]
    rows = tuple({"key": _label(key), "value": _meant(key, value)} for key, value in pairs if not _nested(value))
    parts = tuple(_part(_label(key), value) for key, value in pairs if _nested(value))
    return Sheet(title, rows, parts=parts)


def _part(title: str, value: Any) -> Sheet:
    if isinstance(value, Mapping):
        return _sheet(title, value)
    if _tabular(value):
        names = _ordered(dict.fromkeys(name for row in value for name in row))
        cells = tuple(tuple(_meant(name, row.get(name)) for name in names) for row in value)
        return Sheet(title, table=Table(tuple(_label(name) for name in names), cells))
    parts = (_part(f"{_singular(title)} {number}", one) for number, one in enumerate(value, start=1))
    return Sheet(title, parts=tuple(parts))


def _ordered(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys, key=lambda key: _PLACES.get(key, len(_PLACES))))


def _nested(value: Any) -> bool:
    """Whether it needs a heading of its own: a record, or a list of nothing but records."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, Mapping) for one in value)
    return isinstance(value, Mapping)


def _tabular(records: Sequence[Mapping[str, Any]]) -> bool:
    values = [value for record in records for value in record.values()]
    return all(not _nested(value) and len(_plain(value)) < SHORT for value in values)


def _meant(key: str, value: Any) -> str:
    return _MEANINGS.get(key, {}).get(value) or _plain(value) if isinstance(value, str) else _plain(value)


def _plain(value: Any) -> str:
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return _dated(str(value))


def _dated(text: str) -> str:
    """A date written out; anything else as it stands, also what only looks like a date."""
    if not _DATE.fullmatch(text):
        return text
    try:
        return f"{date.fromisoformat(text):%-d %B %Y}"
    except ValueError:
        return text


def _label(key: str) -> str:
    if key in _WORDED:
        return _WORDED[key]
    words = [_ABBREVIATIONS.get(word, word) for word in key.removesuffix("_on").split("_")]
    return words[0][:1].upper() + " ".join(words)[1:]


def _singular(title: str) -> str:
    return title[:-1] if title.endswith("s") else title


def determined_items(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """What is determined, in order: text, its kind in words, owner, and the day as people write it, or blank."""
    return [
        {
            "kind": ItemKind(item["kind"]).label if "kind" in item else "",
            "text": item["text"],
            "owner": item["owner"],
            "due_on": _dated(item["due_on"] or ""),
        }
        for item in content["items"]
    ]
