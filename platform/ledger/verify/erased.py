"""Every erased entry belongs to an erasure by two persons, which said exactly what it took away."""

from collections import defaultdict
from collections.abc import Iterator

from ledger import erasing
from ledger.erasures import Event, Gone, digest, event, fault
from ledger.recorded import Reader
from ledger.tables import captured_tables
from ledger.verify.findings import Finding, Summary
from tenants.kinds import Kind
from tenants.models import House
from tenants.sql import rows


def check_erasures(house: House, summary: Summary) -> Iterator[Finding]:
    """Each erasure against what it took; and what is said to be erased, but is there."""
    gone = _gone()
    how = erasing.of(Kind(house.kind))
    made = _added(house, how.erasure) if how else {}
    proposed = _added(house, how.proposal) if how else {}
    for key in sorted(made.keys() | gone.keys()):
        one, took = made.get(key), gone.get(key, [])
        wrong = fault(one, proposed.get(key), len(took), digest(took))
        if wrong or one is None:
            yield Finding("erased-unlawfully", house.title, "ledger_erased", key, wrong)
            continue
        place = f"event {one.index}" if one.index is not None else "an event that waits for its number"
        summary.erasures.append(f"{len(took)} entries erased lawfully, {place}")
    for table in captured_tables(Kind(house.kind)):
        there = rows(
            f'SELECT h.{table.entry}, r.key FROM "{table.rows}" h JOIN ledger_erased r'
            f" ON r.table_name = %s AND r.entry = h.{table.entry} ORDER BY 1",
            (table.name,),
        )
        for entry, key in there:
            yield Finding("erased-unlawfully", house.title, table.rows, key, f"entry {entry} is there all the same")


def _gone() -> dict[str, list[Gone]]:
    found = defaultdict(list)
    for erasure, table, entry, commitment in rows(
        "SELECT erasure_id::text, table_name, entry, commitment FROM ledger_erased"
    ):
        found[erasure].append((table, entry, bytes(commitment)))
    return found


def _added(house: House, name: str) -> dict[str, Event]:
    """The entries that added rows to this table, by key: of several for one key, which capture never writes, none."""
    [table] = [table for table in captured_tables(Kind(house.kind)) if table.name == name]
    at = dict(rows('SELECT entry, "index" FROM ledger_entry WHERE table_name = %s', (name,)))
    found: dict[str, list[Event]] = defaultdict(list)
    for page in Reader(table, house.title).pages():
        for entry in page:
            found[entry.said("key")].append(event(at.get(entry.entry), entry.header, entry.fields))
    return {key: events[0] for key, events in found.items() if len(events) == 1}
