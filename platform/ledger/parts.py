"""A part of a house's log, such as a case, as a bundle: each row with the proof that it stands in the signed log.

The caller has checked who may see the rows, and looks at them (`ledger.reads.look`) in the same transaction.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO
from uuid import UUID

from django.db.models import QuerySet

from ledger import log
from ledger.bundle import BundleLeaf, Scope, write_bundle
from ledger.export import PAGE, NotAsRecorded, NothingSigned, head_of, leaf_shown, newest_head
from ledger.models import Change
from ledger.recorded import Reader
from ledger.tables import captured_tables
from ledger.tree import ProofError, verify_inclusion
from tenants.kinds import Kind
from tenants.models import House
from tenants.sql import rows

Standing = tuple[int, bytes, str, int]
"""(index, leaf, table, entry)."""


def write_part(
    out: BinaryIO, house: House, scope: Scope, histories: Iterable[QuerySet[Any]], *, changes: bool = True
) -> int:
    """Write the bundle of these history rows and of the changes that wrote them; returns how many leaves it holds.

    Without `changes`, who wrote them and why is left out: for the public, who sees what was published alone. What is
    younger than the newest signed head isn't in it. Raises NothingSigned, NotAsRecorded.
    """
    newest = newest_head(house)
    head = head_of(house, newest, scope)
    standing = sorted(_standing(_entries(house, histories, changes), newest.size))
    if not standing:
        raise NothingSigned("None of this is signed yet: wait a moment, and ask again.")
    return write_bundle(out, head, _leaves(house, standing, newest.size, newest.root))


def _entries(house: House, histories: Iterable[QuerySet[Any]], with_changes: bool) -> dict[str, set[int]]:
    """Captured table → its entries, those of `ledger_change` among them where they are wanted."""
    names = {table.rows: table.name for table in captured_tables(Kind(house.kind))}
    found: dict[str, set[int]] = {}
    changes: set[UUID] = set()
    for history in histories:
        for entry, change in history.order_by().values_list("history_id", "change_id"):
            found.setdefault(names[history.model._meta.db_table], set()).add(entry)
            changes.add(change)
    if not with_changes:
        return found
    written = Change.objects.filter(change_id__in=changes).values_list("id", flat=True)
    return {**found, Change._meta.db_table: set(written)}


def _standing(entries: dict[str, set[int]], size: int) -> Iterator[Standing]:
    for table, numbers in entries.items():
        found = rows(
            'SELECT "index", leaf, entry FROM ledger_entry WHERE table_name = %s AND entry = ANY(%s) AND "index" < %s',
            (table, list(numbers), size),
        )
        yield from ((index, bytes(leaf), table, entry) for index, leaf, entry in found)


def _leaves(house: House, standing: list[Standing], size: int, root: bytes) -> Iterator[BundleLeaf]:
    readers = {table.name: Reader(table, house.title) for table in captured_tables(Kind(house.kind))}
    tree = log.tree(size)
    for at in range(0, len(standing), PAGE):
        page = standing[at : at + PAGE]
        found = {
            table: readers[table].some([entry for *_, entry in group])
            for table, group in groupby(sorted(page, key=lambda one: one[2]), key=lambda one: one[2])
        }
        for index, leaf, table, entry in page:
            recorded = found[table].get(entry)
            try:
                path = tree.inclusion_proof(index, size)
                verify_inclusion(leaf, index, size, path, root)
            except ProofError as wrong:
                raise NotAsRecorded(f"{house.title}: {wrong}. Run `iro ledger verify`.") from wrong
            if recorded is None or recorded.leaf() != leaf:
                message = f"{house.title}: leaf {index} ({table}, entry {entry}) isn't what was recorded."
                raise NotAsRecorded(f"{message} Run `iro ledger verify`.")
            yield leaf_shown(index, leaf, recorded, path)
