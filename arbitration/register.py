"""The register as anybody reads it: under the reader's login, which sees what was published and nothing else."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from arbitration import publishing as rules
from arbitration.models import Publication, PublicationCorrection, PublishedCompliance, RegisterTally
from arbitration.register_shapes import (
    CorrectionLine,
    Direction,
    ProvedEntry,
    RegisterCounts,
    RegisterEntry,
    RegisterLine,
    RegisterPage,
    Search,
)
from arbitration.suppression import LEAST, Shown, suppress
from ledger import proving
from ledger.bundle import Scope
from ledger.parts import write_part
from ledger.proofs import Proof
from ledger.sealed import sha256_of
from tenants import pins
from tenants.problems import NotFound
from tenants.queries import house
from tenants.sql import run

PAGE = 20
OTHERS = "others"


def overview(search: Search, number: int = 1) -> tuple[RegisterPage, RegisterCounts]:
    """The page of what was found, the newest first, PAGE at a time, and the counts of all that stands there.

    A page that isn't there is the last one.
    """
    every, named = _listed()
    return _page([one for one in every if _is_wanted(one, search)], number), _counts(every, named)


def lines(search: Search) -> list[RegisterLine]:
    """As each stands now: a correction may have changed its outcome."""
    return [one for one in _listed()[0] if _is_wanted(one, search)]


def _page(found: list[RegisterLine], number: int) -> RegisterPage:
    last = max(1, -(-len(found) // PAGE))
    number = min(max(1, number), last)
    tally = RegisterTally.objects.last()
    delayed = tally.delayed if tally else 0
    quarters = Publication.objects.order_by("-quarter").values_list("quarter", flat=True).distinct()
    return RegisterPage(
        tuple(found[(number - 1) * PAGE : number * PAGE]), len(found), number, last,
        delayed if delayed >= LEAST else None, tuple(quarters),
    )  # fmt: skip


def _is_wanted(one: RegisterLine, search: Search) -> bool:
    return (
        search.issue in ("", one.issue)
        and search.outcome in ("", one.outcome)
        and search.quarter in ("", one.determined_in)
        and search.standing in ("", one.standing)
    )


def _counts(every: list[RegisterLine], named: Mapping[str, int]) -> RegisterCounts:
    """By issue, outcome, quarter, how they stand and council; what was withdrawn counts for its council alone."""
    standing = [one for one in every if not one.withdrawn]
    # A council has its number once that is no longer small; all the rest together are the others.
    councils = {**dict(sorted(named.items())), OTHERS: max(0, len(every) - sum(named.values()))}
    return RegisterCounts(
        issue=_counted((one.issue for one in standing), ()),
        outcome=_counted((one.outcome for one in standing), rules.OUTCOMES),
        quarter=_counted((one.determined_in for one in standing), ()),
        standing=_counted((one.standing for one in standing), rules.STANDINGS),
        council=suppress(councils),
    )


def _counted(found: Iterable[str], known: Iterable[str]) -> Shown:
    counted = Counter(found)
    return suppress({name: counted[name] for name in [*known, *sorted(counted.keys() - set(known))]})


def _listed() -> tuple[list[RegisterLine], dict[str, int]]:
    """Every publication as it stands, and how many each named council has. The long texts aren't fetched."""
    corrected = PublicationCorrection.objects.filter(publication=OuterRef("pk")).order_by("-number")
    noted = PublishedCompliance.objects.filter(publication=OuterRef("pk")).order_by("-number")

    def stands(key: str) -> Coalesce:
        return Coalesce(Subquery(corrected.values(text=KT(f"content__{key}"))[:1]), KT(f"content__{key}"))

    rows = Publication.objects.annotate(
        stands_outcome=stands("outcome"), summary=stands("summary"), council_name=KT("content__council__name"),
        answer=Subquery(noted.values("answer")[:1]), standing=Subquery(noted.values("standing")[:1]),
        withdrawn_on=F("withdrawal__withdrawn_on"),
    ).values(
        "year", "number", "slug", "published_on", "quarter", "issue", "region", "council", "of_council",
        "stands_outcome", "summary", "council_name", "answer", "standing", "withdrawn_on",
    )  # fmt: skip
    panel, found, named = pins.current().code, [], dict[str, int]()
    for row in rows:
        found.append(_line(row, panel))
        if row["council"]:
            named[row["council"]] = max(named.get(row["council"], 0), row["of_council"] or 0)
    return found, named


def _line(row: Mapping[str, Any], panel: str) -> RegisterLine:
    withdrawn = row["withdrawn_on"] is not None
    return RegisterLine(
        citation=str(rules.Citation(panel, row["year"], row["number"])), slug=row["slug"],
        published_on=row["published_on"], determined_in=row["quarter"], issue=row["issue"],
        outcome=row["stands_outcome"], region=row["region"], council=row["council_name"] or "",
        summary="" if withdrawn else row["summary"], answer=row["answer"], standing=row["standing"],
        withdrawn=withdrawn,
    )  # fmt: skip


def entry(slug: str) -> RegisterEntry:
    """One publication as it stands. Raises NotFound."""
    return _entry(_row(slug))


def proved(slug: str) -> ProvedEntry:
    """With the place in the log of what stands there now: of the correction, where it was corrected."""
    row = _row(slug)
    return ProvedEntry(_entry(row), proving.place(*_standing_history(row)))


def proof(slug: str) -> Proof:
    """The C2SP tlog-proof of what stands there now. Raises NotFound, NotSignedYet."""
    place = proving.place(*_standing_history(_row(slug)))
    if place is None:
        raise NotFound()
    return proving.proof(place.leaf)


def bundle(slug: str) -> tuple[bytes, str]:
    """(octets, name) of a bundle for `iro-verify`: what stands there and what became of it, with a proof for each.

    Who wrote it isn't in it. Raises NotFound, NothingSigned. Of one that was withdrawn only the withdrawal is shown.
    """
    pin, out = pins.current(), io.BytesIO()
    with transaction.atomic():
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        row = _row(slug)
        write_part(out, house(pin.kind, pin.code), Scope("publication", _cited(row)), _histories(row), changes=False)
    return out.getvalue(), f"{row.slug}.jsonl"


def _histories(row: Publication) -> list[QuerySet[Any]]:
    """Of what stands alone: words that were corrected or withdrawn, for they said too much, aren't handed out again."""
    stands, _ = _standing_history(row)
    return [stands] if hasattr(row, "withdrawal") else [stands, PublishedCompliance.history.filter(publication=row.id)]


def _standing_history(row: Publication) -> tuple[QuerySet[Any], str]:
    if hasattr(row, "withdrawal"):
        model = type(row.withdrawal)
        return model.history.filter(publication=row.id), model._meta.db_table
    last = row.corrections.last()
    if last is not None:
        return PublicationCorrection.history.filter(id=last.id), PublicationCorrection._meta.db_table
    return Publication.history.filter(id=row.id), Publication._meta.db_table


def _row(slug: str) -> Publication:
    cited = rules.cited(slug)
    rows = Publication.objects.select_related("withdrawal").prefetch_related("corrections", "compliance")
    found = rows.filter(slug=slug).first() if cited else None
    if found is None:
        raise NotFound("No determination of this citation is on the register.")
    row: Publication = found
    return row


def _cited(row: Publication) -> str:
    return str(rules.Citation(pins.current().code, row.year, row.number))


def _stands(row: Publication) -> Publication | PublicationCorrection:
    corrections = list(row.corrections.all())
    return corrections[-1] if corrections else row


def _complied(row: Publication) -> PublishedCompliance:
    return list(row.compliance.all())[-1]


def _entry(row: Publication) -> RegisterEntry:
    stands, complied, withdrawal = _stands(row), _complied(row), getattr(row, "withdrawal", None)
    return RegisterEntry(
        citation=_cited(row), slug=row.slug, published_on=row.published_on,
        content=None if withdrawal else stands.content, sha256=stands.sha256,
        intact=sha256_of(stands.content) == stands.sha256, answer=complied.answer, standing=complied.standing,
        directions=() if withdrawal else tuple(_directions(stands.content["directions"], complied)),
        complied_on=complied.noted_on,
        corrections=tuple(
            CorrectionLine(one.number, one.reason, one.corrected_on, one.sha256) for one in row.corrections.all()
        ),
        withdrawn_on=withdrawal.withdrawn_on if withdrawal else None,
        withdrawn_for=withdrawal.reason if withdrawal else "",
    )  # fmt: skip


def _directions(items: Iterable[dict[str, str | int]], complied: PublishedCompliance) -> Iterator[Direction]:
    for item in items:
        state = complied.directions.get(str(item["number"]), "awaited")
        yield Direction(int(item["number"]), str(item["text"]), str(item["owner"]), str(item["due_in"]), state)
