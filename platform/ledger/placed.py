"""Where rows stand in the signed log, as it goes with what is made of them: leaves with the way up to one head."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from ledger import log
from ledger.export import NothingSigned, newest_head
from ledger.models import Entry, Queue
from tenants.models import House


def placed(
    house: House, histories: Mapping[str, Iterable[QuerySet[Any]]]
) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """(signed head, receipts by the keys given): change_id, leaf, and index and path where that head covers it.

    The head is blank where nothing is signed; index is None of what it doesn't cover yet.
    """
    try:
        newest = newest_head(house)
    except NothingSigned:
        newest = None
    tree = log.tree(newest.size) if newest else None
    found: dict[str, list[dict[str, Any]]] = {}
    for key, parts in histories.items():
        receipts = found.setdefault(key, [])
        for history in parts:
            table = history.model.instance_type._meta.db_table
            for entry, change in history.order_by("history_id").values_list("history_id", "change_id"):
                leaf, index = _leaf(table, entry)
                covered = index if newest and tree and index is not None and index < newest.size else None
                path = tree.inclusion_proof(covered, newest.size) if newest and tree and covered is not None else []
                receipts.append(
                    {
                        "change_id": str(change),
                        "leaf": leaf.hex(),
                        "index": covered,
                        "path": [one.hex() for one in path],
                    }
                )
    return newest.note if newest else "", found


def _leaf(table: str, entry: int) -> tuple[bytes, int | None]:
    """Waiting ones are asked first: a leaf that is numbered in between is then met in the log, and never missed."""
    waiting = Queue.objects.filter(table_name=table, entry=entry).values_list("leaf", flat=True).first()
    logged = Entry.objects.filter(table_name=table, entry=entry).values_list("leaf", "index").first()
    if logged is not None:
        return bytes(logged[0]), int(logged[1])
    assert waiting is not None, "every captured row has a leaf"
    return bytes(waiting), None
