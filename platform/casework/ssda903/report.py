"""What a load found: one row a fault, in the words of a person at a spreadsheet, never with a child's name.

Severity model: domain.md 4.4. `reject_file` leaves the whole file out, `reject_row` the row; `warn` and
`info` leave nothing out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    REJECT_FILE = "reject_file"
    REJECT_ROW = "reject_row"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class RowFinding:
    """One fault. `row` is the spreadsheet's (headings are row 1), None for the file as a whole; `column`
    may be blank; `rule` is the DfE's number, or ours with `P-`; `value` is blank where showing it could name
    a person.
    """

    file: str
    row: int | None
    column: str
    rule: str
    severity: Severity
    message: str
    value: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "severity": self.severity.value,
            "message": self.message,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class FileSummary:
    """One file of a load. `kind` is blank where the headings were not recognised. Rows are data rows: those
    neither taken nor rejected were repeats of one that was taken, or belong to a file not taken in yet.
    """

    name: str
    kind: str
    sha256: str
    encoding: str
    rows: int
    taken: int
    rejected: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind,
            "sha256": self.sha256,
            "encoding": self.encoding,
            "rows": self.rows,
            "taken": self.taken,
            "rejected": self.rejected,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Every finding of a load, in the order of files, rows and columns."""

    collection_year: int
    files: tuple[FileSummary, ...]
    findings: tuple[RowFinding, ...]

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def by_rule(self) -> dict[str, int]:
        """Rule number to findings, the most frequent first."""
        counts = Counter(finding.rule for finding in self.findings)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def left_something_out(self) -> bool:
        return any(f.severity in (Severity.REJECT_FILE, Severity.REJECT_ROW) for f in self.findings)

    def as_dict(self, *, most: int | None = None) -> dict[str, Any]:
        """Plain JSON types. With `most`, only that many findings; `left_off` says how many more there are."""
        shown = self.findings if most is None else self.findings[:most]
        return {
            "collection_year": self.collection_year,
            "files": [file.as_dict() for file in self.files],
            "counts": {severity.value: self.count(severity) for severity in Severity},
            "by_rule": self.by_rule,
            "findings": [finding.as_dict() for finding in shown],
            "left_off": len(self.findings) - len(shown),
        }


class Findings:
    """Collects findings in any order and hands them out sorted by file, row, column and rule."""

    def __init__(self) -> None:
        self._found: list[tuple[int, RowFinding]] = []

    def add(self, file_index: int, finding: RowFinding) -> None:
        self._found.append((file_index, finding))

    def extend(self, file_index: int, findings: Iterable[RowFinding]) -> None:
        self._found.extend((file_index, finding) for finding in findings)

    def in_order(self) -> tuple[RowFinding, ...]:
        return tuple(finding for _, finding in sorted(self._found, key=_position))


def _position(found: tuple[int, RowFinding]) -> tuple[int, int, str, str, str]:
    index, finding = found
    return index, finding.row or 0, finding.column, finding.rule, finding.severity.value
