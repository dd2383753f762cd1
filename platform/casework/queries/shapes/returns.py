"""Returns on their way in, and their row reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from casework.shapes import Counts


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """`kinds` are the 903 files in it: one in a CSV file, several in XML. `size` in bytes; rows but the headings."""

    name: str
    sha256: str
    size: int
    kinds: tuple[str, ...]
    encoding: str
    rows: int
    taken: int
    rejected: int


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Why a load ended early."""

    code: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class ImportView:
    """A 903 return on its way in. `state`: received, checking, writing; then done, checked (a dry run), refused,
    cancelled or failed.

    `done` of `total` rows are through `stage`. `counts` says of each table how many rows were created, updated and
    unchanged; `findings` how many there are of each severity. `change_id` names the change in the log.
    """

    id: UUID
    state: str
    stage: str
    done: int
    total: int
    accept: str
    dry_run: bool
    collection_year: int
    handed_by: str
    handed_at: datetime
    ended_at: datetime | None
    files: tuple[ImportedFile, ...]
    counts: Mapping[str, Counts]
    findings: Mapping[str, int]
    problem: ImportProblem | None
    load_id: UUID | None
    change_id: UUID | None

    @property
    def is_over(self) -> bool:
        return self.state not in ("received", "checking", "writing")


@dataclass(frozen=True, slots=True)
class FindingView:
    """`row` is the spreadsheet's (headings are row 1; XML: the line), None for a file as a whole; `value` blank
    where it could name or locate a child."""

    file: str
    row: int | None
    column: str
    rule: str
    severity: str
    message: str
    value: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """`total` findings in all; `next` is the `after` of the page after this one, None on the last.

    `rules`: how many findings of each rule the load has, whatever was asked for; the most frequent first.
    """

    items: tuple[FindingView, ...]
    total: int
    next: int | None
    rules: Mapping[str, int]
