"""/register/: published determinations, for anybody. What is read here is read under a login that sees nothing else.

Pages are the same for everybody, whoever is signed in, so that they can be kept on the way and checked by their ETag.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from arbitration import publishing, register
from arbitration.register_shapes import RegisterLine, Search
from escalation.shapes import ISSUES
from tenants import queries
from tenants.downloads import attachment
from tenants.kinds import Kind
from tenants.pins import pinned
from web.context import is_demonstration
from web.register_pages import DICTIONARY, TITLES, counted, entry_context, line_row, region_names

COLUMNS = ("Citation", "About", "Outcome", "Determined", "How it stands")
SEARCHED = ("issue", "outcome", "quarter", "standing")


def _public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """GET and HEAD; an answer that anybody may keep for a while, and ask about by its ETag."""

    def answered(request: HttpRequest, **slots: str) -> HttpResponse:
        response = view(request, **slots)
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response["ETag"] = etag
        response["Cache-Control"] = f"public, max-age={settings.REGISTER_SECONDS}"
        return get_conditional_response(request, etag=etag, response=response) or response

    return require_safe(answered)


def _read(panel: str, what: Callable[[], Any]) -> Any:
    """Under the reader's login of that panel's register, and no longer than it takes. Raises NotFound."""
    house = queries.house(Kind.PANEL, panel)
    with pinned(house.reader_pin()):
        return what()


def _page(template: str, context: Mapping[str, object]) -> HttpResponse:
    """Without the request: nothing of whoever asks is on the page."""
    return HttpResponse(render_to_string(template, {"demonstration": is_demonstration(), **context}))


@_public
def registers(request: HttpRequest) -> HttpResponse:
    """`/register/`: leads to the register where there is one, and lists them where there are several."""
    panels = [house for house in queries.houses() if house.kind == Kind.PANEL]
    if len(panels) == 1:
        return redirect("register", panel=panels[0].code)
    return _page("register/registers.html", {"panels": panels})


@_public
def panel_register(request: HttpRequest, panel: str) -> HttpResponse:
    """`/register/<panel>/?issue=&outcome=&quarter=&standing=&page=`: what was found, the newest first."""
    search, number = _search(request), _number(request.GET.get("page", ""))
    found, counts = _read(panel, lambda: register.overview(search, number))
    context = {
        "panel": panel,
        "house": queries.house(Kind.PANEL, panel).name,
        "found": found,
        "columns": COLUMNS,
        "rows": [line_row(panel, line) for line in found.lines],
        "searched": {name: getattr(search, name) for name in SEARCHED},
        "choices": _choices(found.quarters),
        "query": _query(search),
        "previous_url": _query(search, found.number - 1) if found.number > 1 else "",
        "next_url": _query(search, found.number + 1) if found.number < found.last else "",
        "counts": counted(counts),
        "count_columns": ("Which", {"label": "Determinations", "numeric": True}),
        "licence": settings.REGISTER_LICENCE,
    }
    return _page("register/list.html", context)


@_public
def entry(request: HttpRequest, panel: str, slug: str) -> HttpResponse:
    """`/register/<panel>/<citation>/`: one determination as it stands, with its hash and its proof."""
    found = _read(panel, lambda: register.proved(slug))
    return _page("register/entry.html", {"panel": panel, **entry_context(panel, found)})


@_public
def entry_json(request: HttpRequest, panel: str, slug: str) -> HttpResponse:
    """The same as JSON: `content` is what `sha256` is of (canonical JSON: keys sorted, no spaces, UTF-8)."""
    return _json(_read(panel, lambda: asdict(register.entry(slug))))


@_public
def entry_proof(request: HttpRequest, panel: str, slug: str) -> HttpResponse:
    """The C2SP tlog-proof of what stands there. 409 while it isn't signed yet."""
    found = _read(panel, lambda: str(register.proof(slug)))
    return attachment(found.encode(), "text/plain; charset=utf-8", f"{slug}.tlog-proof")


@_public
def entry_bundle(request: HttpRequest, panel: str, slug: str) -> HttpResponse:
    """What is on record of it, for `iro-verify`, with a proof for each event. 409 while it isn't signed yet."""
    content, name = _read(panel, lambda: register.bundle(slug))
    return attachment(content, "application/jsonl", name)


@_public
def data_json(request: HttpRequest, panel: str) -> HttpResponse:
    """The register as open data: `?issue=&outcome=&quarter=&standing=` as in the list."""
    found = _read(panel, lambda: register.lines(_search(request)))
    return _json({"licence": settings.REGISTER_LICENCE, "fields": DICTIONARY, "determinations": _rows(panel, found)})


@_public
def data_csv(request: HttpRequest, panel: str) -> HttpResponse:
    """The same as CSV (RFC 4180, UTF-8), with a header line."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(DICTIONARY), lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(panel, _read(panel, lambda: register.lines(_search(request)))):
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return attachment(out.getvalue().encode(), "text/csv; charset=utf-8", f"register-{panel}.csv")


@_public
def data_dictionary(request: HttpRequest, panel: str) -> HttpResponse:
    """What each field of the open data means, and which codes it may hold."""
    queries.house(Kind.PANEL, panel)
    codes = {"issue": ISSUES, **TITLES}
    rows = [[name, said, ", ".join(f"{code}: {words}" for code, words in codes.get(name, {}).items() if code)]
            for name, said in DICTIONARY.items()]  # fmt: skip
    context = {"panel": panel, "columns": ("Field", "Meaning", "Codes"), "rows": rows}
    return _page("register/data.html", {**context, "licence": settings.REGISTER_LICENCE})


def _rows(panel: str, found: list[RegisterLine]) -> list[dict[str, object]]:
    regions = region_names()
    return [
        {
            "citation": one.citation,
            "address": f"{settings.SITE_URL}/register/{panel}/{one.slug}/",
            "published_on": one.published_on.isoformat(),
            "determined_in": one.determined_in,
            "issue": one.issue,
            "outcome": one.outcome,
            "region": regions.get(one.region, one.region),
            "council": one.council,
            "answer": one.answer,
            "standing": one.standing,
            "withdrawn": one.withdrawn,
            "summary": one.summary,
        }
        for one in found
    ]


def _cell(value: object) -> object:
    """Spreadsheets take a cell that begins so for a formula."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _json(content: object) -> HttpResponse:
    return HttpResponse(json.dumps(content, ensure_ascii=False, default=str), content_type="application/json")


def _search(request: HttpRequest) -> Search:
    """What isn't a code is looked for all the same, and found nowhere."""
    return Search(**{name: request.GET.get(name, "")[:20] for name in SEARCHED})


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def _query(search: Search, number: int = 0) -> str:
    given = {name: value for name in SEARCHED if (value := getattr(search, name))}
    return "?" + urlencode({**given, **({"page": number} if number > 1 else {})})


def _choices(quarters: tuple[str, ...]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(name, label, options) of each box of the search."""
    return [
        ("issue", "About", list(ISSUES.items())),
        ("outcome", "Outcome", list(publishing.OUTCOMES.items())),
        ("quarter", "Determined", [(one, publishing.quarter_words(one)) for one in quarters]),
        ("standing", "How it stands", list(publishing.STANDINGS.items())),
    ]
