"""A failed migration in words that quote no data.

PostgreSQL's messages may hold the values of rows (DETAIL nearly always does), and a status row is read by people who
may not see them. So what is kept is the error's name, its SQLSTATE and where it was; never its text.
"""

import traceback

import psycopg2

from tenants.problems import Problem

LOCK_NOT_AVAILABLE, DEADLOCK, QUERY_CANCELLED = "55P03", "40P01", "57014"
IN_THE_WAY = (LOCK_NOT_AVAILABLE, DEADLOCK)
_NEXT = {
    LOCK_NOT_AVAILABLE: "Somebody's transaction held one of its tables: run it again when that has ended.",
    DEADLOCK: "Somebody's transaction wanted the same tables in another order: run it again.",
    QUERY_CANCELLED: "It took longer than MIGRATION_STATEMENT_TIMEOUT allows: run it again when less is going on.",
}
_OTHERWISE = "Put that right, then run it again: it goes on from where it was."


def sqlstate(failure: BaseException) -> str:
    cause = failure.__cause__
    return (cause.pgcode or "") if isinstance(cause, psycopg2.Error) else ""


def told(failure: Exception) -> str:
    """What failed, where, and what to do next. A problem of ours says so in its own words."""
    if isinstance(failure, Problem):
        return failure.detail
    state = sqlstate(failure)
    return f"{_name(failure)}{_where(failure)}. {_NEXT.get(state, _OTHERWISE)}"


def _name(failure: Exception) -> str:
    state = sqlstate(failure)
    return f"{type(failure.__cause__).__name__} ({state})" if state else type(failure).__name__


def _where(failure: Exception) -> str:
    notes: list[str] = getattr(failure, "__notes__", [])
    place = f" in {notes[0]}" if notes else ""
    cause = failure.__cause__
    if isinstance(cause, psycopg2.Error):
        named = [cause.diag.schema_name, cause.diag.table_name, cause.diag.column_name, cause.diag.constraint_name]
        return place + (f", on {'.'.join(filter(None, named))}" if any(named) else "")
    frames = traceback.extract_tb(failure.__traceback__)
    return f"{place}, at {frames[-1].name} (line {frames[-1].lineno})" if frames else place
