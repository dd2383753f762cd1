"""A disclosed bundle as PDF: index first, then each page with its number; what is withheld is a bar with its reason."""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import structlog

from ledger.disclosure import OPEN, REASONS
from tenants.problems import Problem

log = structlog.get_logger(__name__)

TEMPLATE: Final = Path(__file__).with_name("bundle.typ")
PRINTER: Final = Path(__file__).with_name("printer.py")
SECONDS: Final = 90
UNBROKEN: Final = 30
"""Characters after which a word may be broken: a long one would run off the paper."""
SIDES: Final = {"council": "The council", "service": "The IRO"}
_LONG_WORD: Final = re.compile(rf"(\S{{{UNBROKEN}}})(?=\S)")


class NotPrintable(Problem):
    status = 500
    code = "not-printable"
    title = "The PDF could not be made"


def pdf(content: Mapping[str, Any]) -> bytes:
    """Print a version that was verified. Raises NotPrintable, with which the JSON remains."""
    template = TEMPLATE.read_bytes()
    sent = f"{len(template)}\n".encode() + template + json.dumps(_data(content)).encode()
    with tempfile.TemporaryDirectory() as nowhere:
        try:
            done = subprocess.run(  # noqa: S603  our own file, and nothing of the caller's in the command
                [sys.executable, "-I", str(PRINTER)], input=sent, capture_output=True, cwd=nowhere, env={},
                timeout=SECONDS, check=True,
            )  # fmt: skip
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as wrong:
            # What the printer says may hold words of the bundle: it goes into no log.
            log.error("not-printable", root=content["root"], why=type(wrong).__name__)
            raise NotPrintable("Save the JSON in its place, and tell whoever runs the service.") from wrong
    return done.stdout


def _data(content: Mapping[str, Any]) -> dict[str, Any]:
    """What `bundle.typ` prints: texts, and nothing that it would read as markup."""
    cover, is_open = content["cover"], content["version"] == OPEN
    return {
        "title": f"Bundle of dispute {_plain(cover['reference'])}",
        "version": "Open version" if is_open else "Closed version",
        "who": "What both sides agreed to withhold is left out." if is_open else "For both sides and whoever sits.",
        "between": f"{_plain(cover['council_name'])} and the IRO service, {_plain(cover['region'])}",
        "closed_on": cover["closed_on"],
        "root": content["root"],
        "pages": cover["pages"],
        "index": [
            {
                "number": one["number"], "title": _plain(one["title"]), "dated": _plain(one["dated"]),
                "side": SIDES.get(one["side"], "Both"), "from": one["pages"][0], "to": one["pages"][1],
            }
            for one in content["documents"]
        ],
        "sheets": [sheet for one in content["documents"] for sheet in _sheets(one)],
    }  # fmt: skip


def _sheets(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A document's pages, each with its blocks: a label where a passage begins, and its pieces."""
    first, last = document["pages"]
    for page in range(first, last + 1):
        blocks = []
        for passage in document["passages"]:
            pieces = [piece for piece in passage["pieces"] if piece["page"] == page]
            if pieces:
                begins = pieces[0] is passage["pieces"][0]
                blocks.append(
                    {"label": _plain(passage["label"]) if begins else "", "pieces": [_piece(one) for one in pieces]}
                )
        heading = document["number"] if page == first else 0
        yield {"page": page, "document": heading, "title": _plain(document["title"]), "blocks": blocks}


def _piece(piece: Mapping[str, Any]) -> dict[str, Any]:
    if "text" not in piece:
        return {"withheld": REASONS[piece["withheld"]], "lines": []}
    marked = REASONS[piece["withheld"]] if piece["withheld"] else ""
    return {"withheld": "", "marked": marked, "lines": [_broken(line) for line in piece["text"].split("\n")]}


def _broken(line: str) -> str:
    return _LONG_WORD.sub("\\1\u200b", _plain(line))


def _plain(text: object) -> str:
    """Nothing that can't be seen, turns the direction of what follows, or is taken for a place to break."""
    return "".join(one if one.isprintable() else " " if one.isspace() else "\ufffd" for one in str(text))
