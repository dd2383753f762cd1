"""The Header stage of a load: rows in, one child a row out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from casework.ssda903.report import Findings, Severity
from casework.ssda903.rowrules import HEADER_FACTS, HEADER_FORM, cross
from casework.ssda903.rowrules.rule import Context, check
from casework.ssda903.rows import HeaderRow, Where, header_cells, typed_header


@dataclass(slots=True)
class Children:
    """`by_id` are those taken in; `rejected` the rows that were not."""

    by_id: dict[str, HeaderRow] = field(default_factory=dict)
    rejected: list[Where] = field(default_factory=list)


def read_children(rows: Iterable[tuple[Where, tuple[str, ...]]], context: Context, findings: Findings) -> Children:
    """The children of all Header rows of a load, whatever their order. `context.births` is not used."""
    children = Children()
    same_id: dict[str, list[HeaderRow]] = defaultdict(list)
    for where, cells in rows:
        row = _checked(where, cells, context, findings)
        if row is None:
            children.rejected.append(where)
        else:
            same_id[row.child].append(row)
    for child, twins in sorted(same_id.items()):
        _settle(child, twins, children, findings)
    for row in children.by_id.values():
        for rule in check(HEADER_FACTS, row, context):
            findings.add(row.where.file_index, rule.finding(row, row.where))
    return children


def _checked(where: Where, cells: tuple[str, ...], context: Context, findings: Findings) -> HeaderRow | None:
    sent = header_cells(where, cells)
    accepted = True
    for rule in check(HEADER_FORM, sent, context):
        findings.add(where.file_index, rule.finding(sent, where))
        accepted = accepted and rule.severity is not Severity.REJECT_ROW
    return typed_header(sent) if accepted else None


def _settle(child: str, twins: list[HeaderRow], children: Children, findings: Findings) -> None:
    """One row a child (rule INT32): equal rows count once, rows that differ not at all."""
    first, *others = sorted(twins, key=lambda row: row.where)
    if all(other == first for other in others):
        children.by_id[child] = first
        for other in others:
            findings.add(other.where.file_index, cross.TWICE_THE_SAME.at(other.where, child))
        return
    for row in twins:
        children.rejected.append(row.where)
        findings.add(row.where.file_index, cross.TWICE_AND_DIFFERENT.at(row.where, child))
