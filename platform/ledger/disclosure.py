"""A bundle of documents that is disclosed to a panel: frozen once, in an open and a closed version of one root.

Each document is passages of text, each passage one or more pieces, and a piece is known by a commitment: HMAC-SHA-256
of its text under 16 octets of chance. What is withheld is left out with its chance, and its commitment stays: so a
version shows that something is missing there, why, and that it is the same set; and tells nothing of the words.

A document's leaf is the hash of everything about it except texts and chance: title, source, receipts, pages,
commitments, what is withheld. With the cover as leaf 0 they make one RFC 6962 tree, whose root names the bundle in
each of its versions. Pure, standard library alone: `iro-verify` runs it on a file from whoever.
"""

import hmac
import json
import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from ledger.faults import Fault, RefusedError
from ledger.pages import Pages
from ledger.tree import leaf_hash, root

FORMAT: Final = "iro-disclosure-1"
OPEN, CLOSED = "open", "closed"
SALT_OCTETS: Final = 16
PRIVILEGED: Final = "privileged"
REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "third_party": "Somebody else’s information (DPA 2018 Sch 2 para 16)",
        "health": "Health: in the confidential annex",
        "location": "Where somebody lives",
        "serious_harm": "Serious harm to somebody’s health (DPA 2018 Sch 3 Part 3)",
        "court": "Court papers (DPA 2018 Sch 3 Part 3)",
        PRIVILEGED: "Legally privileged (DPA 2018 Sch 2 para 19)",
    }
)
"""Why something may be withheld (domain.md 7.6, 8.2, 8.4). The panel reads all of it but what is privileged."""
_FIELDS: Final = ("format", "version", "root", "cover", "documents")
_DOCUMENT: Final = ("number", "key", "title", "side", "dated", "pages", "receipts", "passages")
_PASSAGE: Final = ("label", "pieces")
_PIECE: Final = ("page", "withheld", "commitment", "salt", "text")
_HEX: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Passage:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """`key` names it in its bundle. `side`: who wrote it, `council` or `service`; blank where both did."""

    key: str
    title: str
    side: str
    dated: str
    passages: tuple[Passage, ...]
    receipts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """Characters [start, end) of a passage, counted in the document by `passage` from 0."""

    document: str
    passage: int
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a version shows: `shown` and `withheld` count pieces, the latter by reason."""

    version: str
    reference: str
    root: str
    documents: int
    pages: int
    shown: int
    withheld: tuple[tuple[str, int], ...]


def freeze(
    cover: Mapping[str, Any],
    documents: Sequence[Document],
    withheld: Iterable[Withheld] = (),
    chance: Callable[[int], bytes] = secrets.token_bytes,
) -> dict[str, Any]:
    """The closed version: everything but what is privileged. `cover` is JSON that says what this is a bundle of."""
    by_passage: dict[tuple[str, int], list[Withheld]] = {}
    for one in withheld:
        by_passage.setdefault((one.document, one.passage), []).append(one)
    pages, frozen = Pages(), list[dict[str, Any]]()
    for number, document in enumerate(documents, start=1):
        first = pages.begin_document()
        passages = [
            {
                "label": passage.label,
                "pieces": _pieces(passage.text, pages, by_passage.get((document.key, at), []), chance),
            }
            for at, passage in enumerate(document.passages)
        ]
        frozen.append(
            {
                "number": number, "key": document.key, "title": document.title, "side": document.side,
                "dated": document.dated, "pages": [first, pages.number], "receipts": list(document.receipts),
                "passages": passages,
            }
        )  # fmt: skip
    whole = dict(cover) | {"documents": len(frozen), "pages": pages.number}
    return _version(CLOSED, whole, frozen, root_of(whole, frozen))


def _pieces(
    text: str, pages: Pages, withheld: Sequence[Withheld], chance: Callable[[int], bytes]
) -> list[dict[str, Any]]:
    ends = {end: page for page, end in pages.passage(text)}
    cuts = {edge for one in withheld for edge in (one.start, one.end)}
    edges = sorted({0, *ends, *(cut for cut in cuts if 0 < cut < len(text))})
    found = []
    for start, end in pairwise(edges):
        salt, words = chance(SALT_OCTETS), text[start:end]
        found.append(
            {
                "page": next(page for limit, page in ends.items() if limit >= end),
                "withheld": _reason(withheld, start, end), "commitment": commitment(salt, words), "salt": salt.hex(),
                "text": words,
            }
        )  # fmt: skip
    return found


def _reason(withheld: Iterable[Withheld], start: int, end: int) -> str:
    """What is privileged for one is so whatever else it is."""
    found = sorted(one.reason for one in withheld if one.start <= start and end <= one.end)
    return PRIVILEGED if PRIVILEGED in found else found[0] if found else ""


def commitment(salt: bytes, text: str) -> str:
    """Hex HMAC-SHA-256 of the text (UTF-8) under the salt."""
    return hmac.new(salt, text.encode(), sha256).hexdigest()


def open_version(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same bundle without anything that is withheld, from any version of it. Its root is the same."""
    return _version(OPEN, content["cover"], content["documents"], content["root"])


def _version(
    version: str, cover: Mapping[str, Any], documents: Sequence[Mapping[str, Any]], named: str
) -> dict[str, Any]:
    shown = [_shown(one, lambda piece: _is_shown(version, piece["withheld"])) for one in documents]
    return in_order(
        {"format": FORMAT, "version": version, "root": named, "cover": dict(cover), "documents": shown}
    )  # fmt: skip


def _is_shown(version: str, reason: str) -> bool:
    return not reason or (version == CLOSED and reason != PRIVILEGED)


def _shown(document: Mapping[str, Any], keeps: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    passages = [
        dict(passage)
        | {
            "pieces": [
                dict(piece) if keeps(piece) else {name: piece[name] for name in piece if name not in ("salt", "text")}
                for piece in passage["pieces"]
            ]
        }
        for passage in document["passages"]
    ]
    return dict(document) | {"passages": passages}


def root_of(cover: Mapping[str, Any], documents: Iterable[Mapping[str, Any]]) -> str:
    """Hex root of the tree: the cover, then each document, without texts and chance."""
    leaves = [_leaf({"format": FORMAT, "cover": cover})]
    leaves += [_leaf(_shown(one, lambda piece: False)) for one in documents]
    return root(leaves).hex()


def _leaf(record: object) -> bytes:
    return leaf_hash(json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())


def in_order(content: Mapping[str, Any]) -> dict[str, Any]:
    """A bundle as a file begins with its format, by which `iro-verify` knows it: PostgreSQL keeps no order of keys."""
    documents = [
        _ordered(document, _DOCUMENT)
        | {
            "passages": [
                _ordered(passage, _PASSAGE) | {"pieces": [_ordered(piece, _PIECE) for piece in passage["pieces"]]}
                for passage in document["passages"]
            ]
        }
        for document in content["documents"]
    ]
    return _ordered(content, _FIELDS) | {"documents": documents}


def _ordered(record: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: record[name] for name in (*names, *(set(record) - set(names))) if name in record}


def verify(content: Mapping[str, Any]) -> Counted:
    """Check a version from its words up to its root. Raises RefusedError, which says what doesn't agree."""
    try:
        return _verify(content)
    except Fault:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as wrong:
        raise RefusedError("disclosure-unreadable", f"this is no bundle of documents: {wrong}") from wrong


def _verify(content: Mapping[str, Any]) -> Counted:
    version, cover, documents = content["version"], content["cover"], content["documents"]
    if set(content) != set(_FIELDS) or content["format"] != FORMAT or version not in (OPEN, CLOSED):
        raise RefusedError("disclosure-format", f"only an open or a closed version of {FORMAT} is known")
    withheld: Counter[str] = Counter()
    page = 0
    for number, document in enumerate(documents, start=1):
        if set(document) != set(_DOCUMENT) or document["number"] != number:
            raise RefusedError("document-out-of-order", f"where document {number} belongs stands another")
        page = _verify_pages(document, page)
        for passage in document["passages"]:
            if set(passage) != set(_PASSAGE):
                raise RefusedError("document-unknown", "a passage holds more than its pieces", document=number)
            for piece in passage["pieces"]:
                withheld[_verify_piece(piece, version, number)] += 1
    if (cover["documents"], cover["pages"]) != (len(documents), page):
        raise RefusedError("documents-missing", "the cover counts other documents or pages than there are")
    named = content["root"]
    if root_of(cover, documents) != named:
        raise RefusedError("root-differs", "titles, pages, commitments or reasons aren't those of this root")
    shown = withheld.pop("", 0)
    return Counted(
        version, str(cover["reference"]), named, len(documents), page, shown, tuple(sorted(withheld.items()))
    )


def _verify_pages(document: Mapping[str, Any], before: int) -> int:
    """The last page of the document. Each begins where the one before ended, and its pieces lie within."""
    first, last = document["pages"]
    pages = [piece["page"] for passage in document["passages"] for piece in passage["pieces"]]
    if first != before + 1 or last < first or pages != sorted(pages) or any(not first <= one <= last for one in pages):
        raise RefusedError("pages-differ", "its pages don't follow one another", document=document["number"])
    return int(last)


def _verify_piece(piece: Mapping[str, Any], version: str, number: int) -> str:
    """The reason for which it is withheld here, or blank: then its words have been checked."""
    reason, shown = piece["withheld"], "text" in piece
    if reason and reason not in REASONS:
        raise RefusedError("reason-unknown", f"{reason!r} is no reason to withhold anything", document=number)
    expected = set(_PIECE) if shown else set(_PIECE) - {"salt", "text"}
    if set(piece) != expected or not _HEX.fullmatch(piece["commitment"]):
        raise RefusedError("document-unknown", "a piece holds other things than a piece does", document=number)
    if shown != _is_shown(version, reason):
        message = "it shows what this version withholds" if shown else "words are left out without a reason to"
        raise RefusedError("piece-differs", message, document=number)
    if not shown:
        return str(reason)
    salt = bytes.fromhex(piece["salt"])
    if len(salt) != SALT_OCTETS or commitment(salt, piece["text"]) != piece["commitment"]:
        raise RefusedError("piece-differs", "these are not the words that were frozen", document=number)
    return ""


def same_set(first: Mapping[str, Any], second: Mapping[str, Any]) -> None:
    """Raise RefusedError unless both, each verified before, are of one root."""
    if first["root"] != second["root"]:
        raise RefusedError("another-set", f"the other file is of another set: its root is {second['root']}")
