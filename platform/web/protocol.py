"""/protocol/: the management protocol, for everybody who is signed in. `?role=` shows one party's part of it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenants import grants, reading
from tenants.protocol import Party

_COLUMNS = ("What it holds", "Seen by", "Added by", "Corrected by", "Why")
_OWN_COLUMNS = ("What it holds", "May", "Why")


@require_safe
@login_required
def protocol(request: HttpRequest) -> HttpResponse:
    """No table is read: the protocol is what the grants were made from."""
    found, name = grants.protocol(), request.GET.get("role", "")
    of = reading.party(found, name) if name else None
    tables = [
        {
            "title": section.title,
            "about": section.about,
            "columns": _OWN_COLUMNS if of else _COLUMNS,
            "rows": [_own_row(line) if of else _row(line) for line in section.lines],
        }
        for section in reading.sections(found, of=of)
    ]
    context = {"parties": _shown(found.parties), "of": of, "tables": tables}
    return render(request, "protocol/protocol.html", context | {"rights": reading.rights(found, of) if of else []})


def _shown(parties: tuple[Party, ...]) -> list[tuple[str, str]]:
    return [(party.name, party.title) for party in parties]


def _row(line: reading.Line) -> list[str]:
    seen, added, corrected = (", ".join(who) or "nobody" for who in (line.see, line.add, line.correct))
    removed = f"; removed by {', '.join(line.remove)}" if line.remove else ""
    return [line.title, seen, added, corrected + removed, line.reason]


def _own_row(line: reading.Line) -> list[str]:
    verbs = [verb for verb in ("see", "add", "correct", "remove") if getattr(line, verb)]
    return [line.title, ", ".join(verbs), line.reason]
