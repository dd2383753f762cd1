"""Slips of the pen in a determination: put right beside it, never in it. What was issued keeps its words and its hash.

A correction names the document that it belongs to by SHA-256, its own number there, one passage, the words as they
stand and as they shall read. What a reader sees is derived from both. Pure, standard library alone.

What is no slip in the measurable sense is refused whoever asks: words that don't stand exactly once in the passage; a
long change; one that adds or takes away a word that turns the meaning; another figure in what is directed. Numbers,
owners and due dates of the items are no passages at all. Whether the rest is a slip is for the panel to judge.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, Literal

from ledger.faults import RefusedError
from ledger.sealed import sha256_of

FORMAT: Final = "iro-correction-1"
LONGEST_QUOTE: Final = 200
LONGEST_CHANGE: Final = 20
"""Characters that may differ, on either side: a name or a date written out fits, a clause doesn't."""
PROSE: Final = ("issues", "evidence", "findings", "reasons")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
TURNING: Final = frozenset(
    _WORD.findall(
        "no not never none nor neither cannot nothing nobody without unless except only all any some both either "
        "may must shall should can could might will would need ought and or but if before after until "
        "more less least most above below within over under"
    )
)
"""Words on which the meaning turns; besides them whatever ends in n’t."""
NUMBERS: Final = frozenset(
    _WORD.findall(
        "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty hundred "
        "once twice daily weekly fortnightly monthly quarterly yearly"
    )
)
_FIGURE: Final = re.compile(r"\d+")
_ITEM: Final = re.compile(r"item ([1-9][0-9]?)")


@dataclass(frozen=True, slots=True)
class Slip:
    """`passage` is of `passages`; `words` stand in it, `reading` is how they shall read."""

    passage: str
    words: str
    reading: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a passage: kept as issued, struck out by a correction, or put in by one."""

    kind: Literal["kept", "struck", "put"]
    text: str


def passages(content: Mapping[str, Any]) -> dict[str, str]:
    """What can hold a slip, by name: those of PROSE, `item 1` and so on, as far as something is written there."""
    prose = {name: text for name in PROSE if (text := _prose(content.get(name)))}
    return prose | {f"item {item['number']}": item["text"] for item in content.get("items", ())}


def _prose(part: Any) -> str:
    """What the arbitrator wrote of a part; some of them hold more than that."""
    return str(part.get("text", "")) if isinstance(part, Mapping) else str(part or "")


def faults(content: Mapping[str, Any], earlier: Iterable[Slip], slip: Slip) -> dict[str, str]:
    """Why this can't be put right as a slip, by field; none if it can. Judged on the text as it reads by now."""
    present = passages(read(content, earlier)).get(slip.passage)
    if present is None:
        return {"passage": f"Choose one of: {', '.join(passages(content))}."}
    quoted = _quote_faults(present, slip)
    return quoted or _meaning_faults(slip.passage, present, _put(present, slip))


def _quote_faults(present: str, slip: Slip) -> dict[str, str]:
    found: dict[str, str] = {}
    times = len(_places(present, slip.words)) if slip.words.strip() else 0
    if times != 1:
        found["words"] = f"These words stand {times} times in the passage. Quote as much as stands there exactly once."
    if not slip.reading.strip() or slip.reading == slip.words:
        found["reading"] = "Say how the words shall read. To take a word out, quote its neighbour too."
    if max(len(slip.words), len(slip.reading)) > LONGEST_QUOTE:
        found.setdefault("words", f"Quote at most {LONGEST_QUOTE} characters.")
    if max(map(len, _differing(slip.words, slip.reading))) > LONGEST_CHANGE:
        found.setdefault("reading", f"A slip changes at most {LONGEST_CHANGE} characters. This is more than a slip.")
    return found


def _meaning_faults(passage: str, before: str, after: str) -> dict[str, str]:
    turned = _turning(before) != _turning(after)
    if turned:
        return {"reading": "This adds or takes away a word on which the meaning turns. That is no slip."}
    if _ITEM.fullmatch(passage) and _figures(before) != _figures(after):
        return {"reading": "This changes a figure in what is directed. That is no slip."}
    return {}


def read(content: Mapping[str, Any], slips: Iterable[Slip]) -> dict[str, Any]:
    """The document as it reads with these corrections, in their order. Raises RefusedError where one has no place."""
    reading = deepcopy(dict(content))
    for slip in slips:
        present = passages(reading).get(slip.passage, "")
        if len(_places(present, slip.words)) != 1:
            raise RefusedError("correction-without-place", f"“{slip.words}” doesn't stand once in {slip.passage}.")
        _write(reading, slip.passage, _put(present, slip))
    return reading


def marked(content: Mapping[str, Any], slips: Iterable[Slip]) -> dict[str, tuple[Segment, ...]]:
    """Each passage with what was struck out and put in: without what was put in it is as issued, without what was
    struck out as it reads. Raises RefusedError as `read`."""
    found = {name: [Segment("kept", text)] for name, text in passages(content).items()}
    for slip in slips:
        reading = "".join(one.text for one in found.get(slip.passage, ()) if one.kind != "struck")
        places = _places(reading, slip.words)
        if len(places) != 1:
            raise RefusedError("correction-without-place", f"“{slip.words}” doesn't stand once in {slip.passage}.")
        found[slip.passage] = _marked(found[slip.passage], places[0], slip)
    return {name: tuple(one for one in segments if one.text) for name, segments in found.items()}


def _marked(segments: Sequence[Segment], start: int, slip: Slip) -> list[Segment]:
    """`start` counts the characters of the present reading. What an earlier correction put in is taken out again."""
    head, body, tail = list[Segment](), list[Segment](), list[Segment]()
    end, at = start + len(slip.words), 0
    for one in segments:
        if one.kind == "struck":
            (head if at <= start else body if at < end else tail).append(one)
            continue
        low, high = max(start - at, 0), max(end - at, 0)
        head.append(Segment(one.kind, one.text[:low]))
        if one.kind == "kept":
            body.append(Segment("struck", one.text[low:high]))
        tail.append(Segment(one.kind, one.text[high:]))
        at += len(one.text)
    return [*head, *body, Segment("put", slip.reading), *tail]


def compose(
    determination_sha256: str, number: int, slip: Slip, *, reason: str, corrected_by: str, corrected_on: str
) -> dict[str, Any]:
    """A correction as JSON; its hash is `ledger.sealed.sha256_of` of this."""
    return {
        "format": FORMAT,
        "determination_sha256": determination_sha256,
        "number": number,
        "passage": slip.passage,
        "words": slip.words,
        "reading": slip.reading,
        "reason": reason,
        "corrected_by": corrected_by,
        "corrected_on": corrected_on,
    }


def slip_of(correction: Mapping[str, Any]) -> Slip:
    return Slip(correction["passage"], correction["words"], correction["reading"])


def verify(content: Mapping[str, Any], corrections: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The document as it reads with these corrections, all of them, in their order.

    Raises RefusedError unless each belongs to this very document, is next in number and is a slip in what can be
    measured.
    """
    digest, earlier = sha256_of(content), list[Slip]()
    for number, one in enumerate(corrections, start=1):
        if one["format"] != FORMAT or one["determination_sha256"] != digest or one["number"] != number:
            raise RefusedError(
                "correction-of-another", f"Correction {number} is not of this document, or out of order."
            )
        wrong = faults(content, earlier, slip_of(one))
        if wrong:
            raise RefusedError("correction-no-slip", f"Correction {number}: {' '.join(wrong.values())}")
        earlier.append(slip_of(one))
    return read(content, earlier)


def sound(content: Mapping[str, Any], corrections: Sequence[Mapping[str, Any]]) -> tuple[Slip, ...] | None:
    """The slips of the corrections; None where they don't hold (`verify`): then the document is shown as issued."""
    try:
        verify(content, corrections)
    except RefusedError:
        return None
    return tuple(map(slip_of, corrections))


def _put(present: str, slip: Slip) -> str:
    return present.replace(slip.words, slip.reading, 1)


def _write(reading: dict[str, Any], passage: str, text: str) -> None:
    item = _ITEM.fullmatch(passage)
    if item is None:
        reading[passage] = {**reading[passage], "text": text} if isinstance(reading[passage], Mapping) else text
        return
    for one in reading["items"]:
        if one["number"] == int(item[1]):
            one["text"] = text


def _places(text: str, words: str) -> list[int]:
    """Where `words` begin in `text`, those that overlap included."""
    return [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)] if words else []


def _differing(words: str, reading: str) -> tuple[str, str]:
    """What is left of both without what they share at their beginning and at their end."""
    shorter = min(len(words), len(reading))
    begin = next((i for i in range(shorter) if words[i] != reading[i]), shorter)
    rest = shorter - begin
    end = next((i for i in range(rest) if words[-1 - i] != reading[-1 - i]), rest)
    return words[begin : len(words) - end], reading[begin : len(reading) - end]


def _turning(text: str) -> Counter[str]:
    tokens = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    return Counter(word for word in tokens if word in TURNING or word.endswith("n't"))


def _figures(text: str) -> list[str]:
    return _FIGURE.findall(text) + [word.lower() for word in _WORD.findall(text) if word.lower() in NUMBERS]
