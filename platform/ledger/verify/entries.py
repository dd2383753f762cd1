"""Every entry of history has exactly one leaf, which commits to what it says now; and every leaf has its entry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger.canonical import CanonicalError
from ledger.recorded import Reader, Recorded, Remains, RemainsReader
from ledger.tables import Captured, captured_tables
from ledger.verify.findings import Finding, Summary
from tenants.kinds import Kind
from tenants.models import House
from tenants.sql import rows

_LOG = """(SELECT table_name, entry, '#' || "index" AS place FROM ledger_entry
  UNION ALL SELECT table_name, entry, 'queue ' || id FROM ledger_queue) l"""


@dataclass(frozen=True, slots=True)
class _Leaf:
    place: str
    hash: bytes
    change: str


def check_entries(house: House, table: Captured, summary: Summary) -> Iterator[Finding]:
    """Each entry of one table, or what stays of it, against its leaf; then the table's leaves."""
    for page in Reader(table, house.title).pages():
        summary.entries += len(page)
        yield from _check_page(house, table, page)
    for remains in RemainsReader(table, house.title).pages():
        summary.entries += len(remains)
        summary.erased += len(remains)
        yield from _check_page(house, table, remains)
    missing = rows(
        f"SELECT l.entry, l.place FROM {_LOG} WHERE l.table_name = %s AND NOT EXISTS"
        f' (SELECT FROM "{table.rows}" h WHERE h.{table.entry} = l.entry) AND NOT EXISTS'
        " (SELECT FROM ledger_erased r WHERE r.table_name = %s AND r.entry = l.entry) ORDER BY 1",
        (table.name, table.name),
    )
    for number, place in missing:
        yield Finding("leaf-without-history", house.title, table.rows, str(number), f"leaf {place}")


def _check_page(house: House, table: Captured, page: Sequence[Recorded | Remains]) -> Iterator[Finding]:
    # By their range, not by a join: a planner without statistics would read the whole log again for each page.
    leaves = _leaves(table.name, page[0].entry, page[-1].entry)
    for entry in page:
        leaf = leaves.get(entry.entry)
        code = _judge(entry, leaf)
        if code:
            place = f", leaf {leaf.place}" if leaf else ""
            yield Finding(code, house.title, table.rows, entry.said("key"), f"entry {entry.entry}{place}")


def check_leaves(house: House, summary: Summary) -> Iterator[Finding]:
    """Leaves that name no captured table, and entries with more than one leaf."""
    [(summary.waiting,)] = rows("SELECT count(*) FROM ledger_queue")
    names = [table.name for table in captured_tables(Kind(house.kind))]
    strays = f"SELECT l.table_name, l.entry, l.place FROM {_LOG} WHERE l.table_name <> ALL(%s)"
    for table, entry, place in rows(strays, (names,)):
        yield Finding("leaf-without-history", house.title, table, str(entry), f"leaf {place}: no such table")
    twice = f"SELECT l.table_name, l.entry, string_agg(l.place, ', ') FROM {_LOG} GROUP BY 1, 2 HAVING count(*) > 1"
    for table, entry, places in rows(twice):
        yield Finding("leaf-twice", house.title, table, str(entry), f"leaves {places}")


def _leaves(table: str, first: int, last: int) -> dict[int, _Leaf]:
    """By entry; where one waits and is numbered too (`leaf-twice`), the numbered one."""
    found = {}
    for place, source in (("'queue ' || id", "ledger_queue"), ("'#' || \"index\"", "ledger_entry")):
        statement = f"SELECT entry, {place}, leaf, change_id::text FROM {source} WHERE table_name = %s"
        for entry, where, leaf, change in rows(f"{statement} AND entry BETWEEN %s AND %s", (table, first, last)):
            found[entry] = _Leaf(where, bytes(leaf), change)
    return found


def _judge(entry: Recorded | Remains, leaf: _Leaf | None) -> str:
    """The code of what is wrong with an entry, or the empty string."""
    if leaf is None:
        return "history-without-leaf"
    try:
        if entry.leaf() != leaf.hash:
            return "history-altered"
    except CanonicalError:
        return "history-altered"
    return "" if entry.said("change") == leaf.change else "leaf-misfiled"
