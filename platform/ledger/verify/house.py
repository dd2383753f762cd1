"""One house, from one snapshot: what is written meanwhile raises no false alarm."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, transaction

from ledger.signer_memory import recall
from ledger.tables import Captured, captured_tables
from ledger.verify.domain import check_domain
from ledger.verify.entries import check_entries, check_leaves
from ledger.verify.epochs import check_epochs
from ledger.verify.erased import check_erasures
from ledger.verify.findings import Finding, Summary
from ledger.verify.installed import check_installed
from ledger.verify.numbered import check_log
from ledger.verify.outside import ask_witnesses
from ledger.verify.seen import seen_heads
from tenants import logins
from tenants.kinds import Kind
from tenants.models import House
from tenants.pins import pinned
from tenants.sql import run

Report = Callable[[Finding], None]
Progress = Callable[[str], None]


def verify(house: House, report: Report, progress: Progress = lambda what: None) -> Summary:
    """Look at everything; each finding is reported as it is met. Under the login `backup`, which can't write.

    What the signer remembers and the witnesses saw is asked first: the snapshot that follows can only hold more.
    """
    summary = Summary(house.title)

    def take(findings: Iterator[Finding]) -> None:
        for finding in findings:
            summary.findings += 1
            report(finding)

    seen = seen_heads(house)
    with pinned(house.pin(logins.BACKUP, roams=True)):
        remembered = recall(house.origin)
        progress("witnesses")
        take(ask_witnesses(house, summary))
        with _snapshot():
            progress("catalogue")
            take(check_installed(house))
            progress("log")
            take(check_epochs(house, summary))
            take(check_log(house, remembered, seen, summary))
            take(check_leaves(house, summary))
            for table in captured_tables(Kind(house.kind)):
                progress(table.name)
                take(_table(house, table, summary))
            progress("erasures")
            take(check_erasures(house, summary))
    return summary


def _table(house: House, table: Captured, summary: Summary) -> Iterator[Finding]:
    """One table. If it can't be read as declared, that is the finding, and the others are still looked at."""
    try:
        with transaction.atomic():
            yield from check_entries(house, table, summary)
            yield from check_domain(house, table)
    except DatabaseError as failure:
        yield Finding("table-unreadable", house.title, table.name, detail=str(failure).strip())


@contextmanager
def _snapshot() -> Iterator[None]:
    with transaction.atomic():
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
