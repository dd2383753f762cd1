"""Every entry of history has exactly one leaf, which commits to what it says now; and every leaf has its entry."""

from collections.abc import Iterator

from ledger.canonical import CanonicalError
from ledger.recorded import Reader, Recorded
from ledger.tables import Captured, captured_tables
from ledger.verify.findings import Finding, Summary
from tenants.kinds import Kind
from tenants.models import House
from tenants.sql import rows

_LEAVES = 'e."index", e.leaf, e.change_id, q.leaf, q.change_id, h.change_id'
_LOG = """(SELECT table_name, entry, '#' || "index" AS place FROM ledger_entry
  UNION ALL SELECT table_name, entry, 'queue ' || id FROM ledger_queue) l"""


def check_entries(house: House, table: Captured, summary: Summary) -> Iterator[Finding]:
    """Each entry of one table against its leaf, in the log or still in the queue; then the table's leaves."""
    joins = " ".join(
        f"LEFT JOIN {name} {alias} ON {alias}.table_name = '{table.name}' AND {alias}.entry = h.{table.entry}"
        for name, alias in (("ledger_entry", "e"), ("ledger_queue", "q"))
    )
    for entry in Reader(table, house.title, _LEAVES, joins).all():
        summary.entries += 1
        code = _judge(entry)
        if code:
            index = entry.more[0]
            where = f"entry {entry.entry}" + ("" if index is None else f", leaf {index}")
            yield Finding(code, house.title, table.rows, entry.key, where)
    missing = rows(
        f"SELECT l.entry, l.place FROM {_LOG} WHERE l.table_name = %s AND NOT EXISTS"
        f' (SELECT FROM "{table.rows}" h WHERE h.{table.entry} = l.entry) ORDER BY 1',
        (table.name,),
    )
    for number, place in missing:
        yield Finding("leaf-without-history", house.title, table.rows, str(number), f"leaf {place}")


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


def _judge(entry: Recorded) -> str:
    """The code of what is wrong with an entry, or the empty string."""
    _, logged, logged_change, queued, queued_change, change = entry.more
    leaf = queued if logged is None else logged
    if leaf is None:
        return "history-without-leaf"
    try:
        if entry.leaf() != bytes(leaf):
            return "history-altered"
    except CanonicalError:
        return "history-altered"
    return "" if change == (queued_change if logged is None else logged_change) else "leaf-misfiled"
