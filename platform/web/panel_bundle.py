"""The bundle for the panel: its index and its files, open and closed, as the sides and the panel meet them."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.permissions import Permission
from arbitration import bundle_views
from arbitration.shapes import ReferralView
from escalation import queries
from escalation.ladder import Move
from escalation.redactions import RedactionView
from escalation.shapes import DisputeView
from ledger.disclosure import CLOSED, OPEN, REASONS
from ledger.printing import pdf
from tenants.downloads import attachment
from tenants.problems import NotFound
from web.page import HousePage
from web.procedure import SIDES

COLUMNS = ("No", "Document", "From", "Dated", "Pages")
FILES = {f"{version}.{form}": (version, form) for version in (OPEN, CLOSED) for form in ("pdf", "json")}
"""The name of a file → (version, form)."""
_STATES = {
    None: ("The other side has yet to check it", "yellow"),
    True: ("Agreed: withheld", "green"),
    False: ("Not agreed: shown", "grey"),
}


class _Line(Protocol):
    """A document in an index, of either house."""

    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def dated(self) -> str: ...
    @property
    def pages(self) -> tuple[int, int]: ...


def side_box(found: DisputeView, code: str) -> dict[str, object]:
    """What `arbitration/bundle.html` shows of a dispute that is before the panel."""
    assert found.referral is not None
    frozen = found.referral.frozen
    return {
        "frozen": frozen,
        "index_columns": COLUMNS,
        "index_rows": _index(frozen.index) if frozen else [],
        "bundle_files": _files(reverse("dispute", args=[code, found.line.id]) + "panel-bundle/", (OPEN, CLOSED)),
        "redactions": [_redaction(one, found, code) for one in found.referral.redactions],
    }


def panel_box(found: ReferralView) -> dict[str, object]:
    """The same for the panel: who sits has both versions, the secretary the open one."""
    disclosed = found.disclosed
    return {
        "frozen": disclosed,
        "index_columns": COLUMNS,
        "index_rows": _index(disclosed.index) if disclosed else [],
        "bundle_files": _files(f"/panel/referrals/{found.id}/bundle/", disclosed.versions if disclosed else ()),
        "read": _read(disclosed.content) if disclosed else [],
    }


def words_of(content: Mapping[str, Any], key: str) -> str:
    """What a version shows of a document."""
    passages = [passage for one in content["documents"] if one["key"] == key for passage in one["passages"]]
    return "".join(piece.get("text", "[withheld]") for passage in passages for piece in passage["pieces"])


def _read(content: Mapping[str, Any]) -> list[dict[str, object]]:
    """Each document with its passages, as `arbitration/bundle_read.html` lays them out."""
    return [
        {
            "title": f"{one['number']}. {one['title']}",
            "pages": _pages((one["pages"][0], one["pages"][1])),
            "passages": [
                {
                    "label": passage["label"],
                    "pieces": [
                        {
                            "text": piece.get("text", ""),
                            "shown": "text" in piece,
                            "why": REASONS.get(piece["withheld"], ""),
                        }
                        for piece in passage["pieces"]
                    ],
                }
                for passage in one["passages"]
            ],
        }
        for one in content["documents"]
    ]


def _index(lines: Iterable[_Line]) -> list[list[object]]:
    return [
        [str(one.number), one.title, SIDES.get(one.side, "both").capitalize(), _day(one.dated), _pages(one.pages)]
        for one in lines
    ]


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%-d %B %Y}" if text else "–"


def _pages(pages: tuple[int, int]) -> str:
    first, last = pages
    return str(first) if first == last else f"{first}–{last}"


def _files(address: str, versions: Iterable[str]) -> list[tuple[str, str]]:
    """(words, address) of each file."""
    known = tuple(versions)
    return [
        (f"The {version} version as {form.upper()}", f"{address}{name}")
        for name, (version, form) in FILES.items()
        if version in known
    ]


def _redaction(one: RedactionView, found: DisputeView, code: str) -> dict[str, object]:
    move, route = _CHECKS[one.side]
    open_now = one.agreed is None and move in found.moves
    return {
        "one": one,
        "side": SIDES[one.side],
        "tag": _STATES[one.agreed],
        "check": reverse(route, args=[code, found.line.id, one.id]) if open_now else "",
    }


# Whoever didn't propose it checks it.
_CHECKS = {
    "council": (Move.REDACT_FOR_SERVICE, "check_for_service"),
    "service": (Move.REDACT_FOR_COUNCIL, "check_for_council"),
}


class BundleFile(HousePage):
    """GET `…/disputes/<dispute_id>/panel-bundle/<file>`: open.pdf, open.json, closed.pdf or closed.json; 404 before
    it was frozen. Both sides read the same. The look is recorded."""

    permissions: ClassVar = {"get": Permission.DISPUTE_VIEW}

    def get(self, request: HttpRequest, code: str, dispute_id: UUID, file: str) -> HttpResponse:
        version, form = _named(file)
        return saved(queries.bundle_content(dispute_id, version, actor=self.actor), form)


class PanelBundleFile(HousePage):
    """GET `/panel/referrals/<referral_id>/bundle/<file>`, as above: those who sit both versions, the secretary the
    open one. The look is recorded."""

    permissions: ClassVar = {"get": Permission.ARBITRATION_VIEW}

    def get(self, request: HttpRequest, referral_id: UUID, file: str) -> HttpResponse:
        version, form = _named(file)
        return saved(bundle_views.bundle(referral_id, version, actor=self.actor), form)


def _named(file: str) -> tuple[str, str]:
    if file not in FILES:
        raise NotFound(f"The files of a bundle are {', '.join(FILES)}.")
    return FILES[file]


def saved(content: Mapping[str, Any], form: str) -> HttpResponse:
    """A version of a bundle to be saved."""
    name = f"bundle-{content['cover']['reference']}-{content['cover']['number']}-{content['version']}.{form}"
    if form == "pdf":
        return attachment(pdf(content), "application/pdf", name)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    return attachment(text.encode(), "application/json", name)
