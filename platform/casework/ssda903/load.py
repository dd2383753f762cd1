"""Reading a set of SSDA903 files: what is taken in, what is left out, and why (domain.md 4)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from casework.ssda903.children import Children, read_children
from casework.ssda903.episodes import Episodes, EpisodeStage
from casework.ssda903.headings import FileKind
from casework.ssda903.intake import OpenedFile, open_file, pass_over
from casework.ssda903.periods import PeriodOfCare, derive_periods
from casework.ssda903.report import FileSummary, Findings, Report
from casework.ssda903.rowrules import cross
from casework.ssda903.rowrules.rule import Context
from casework.ssda903.rows import EpisodeRow, HeaderRow, Where
from casework.ssda903.values import collection_year_of


@dataclass(frozen=True, slots=True)
class Load:
    """What a set of files amounts to: children by id, each child's episodes and periods of care by date.

    Natural keys: CHILD for a child, CHILD and DECOM for an episode. The order of files and rows makes no
    difference.
    """

    children: list[HeaderRow]
    episodes_by_child: dict[str, tuple[EpisodeRow, ...]]
    periods_of_care: dict[str, tuple[PeriodOfCare, ...]]
    report: Report


def read(
    files: Iterable[tuple[str, bytes]],
    *,
    today: date,
    collection_year: int | None = None,
    known_births: Mapping[str, date] | None = None,
) -> Load:
    """Read files given as (name, bytes). Never raises for what is in them: every fault is in the report.

    `collection_year` is the year of its 31 March, by default that of `today`; the code sets follow from it.
    `known_births` has the children already on record with their date of birth: an Episodes file may come
    without the Header of these.
    """
    year = collection_year_of(today) if collection_year is None else collection_year
    findings = Findings()
    opened = _open_all(files)
    for file in opened:
        findings.extend(file.index, file.findings)

    births: dict[str, date] = dict(known_births or {})
    postcodes: dict[Where, tuple[str, str]] = {}
    context = Context(today, year, births, postcodes)
    children = read_children(_rows(opened, FileKind.HEADER), context, findings)
    births.update((row.child, row.dob) for row in children.by_id.values())
    episodes = EpisodeStage(context, postcodes, findings).read(_rows(opened, FileKind.EPISODES), births)
    if any(file.kind is FileKind.EPISODES for file in opened):
        _note_children_without_episodes(children, episodes, findings)

    return Load(
        children=[children.by_id[child] for child in sorted(children.by_id)],
        episodes_by_child=episodes.by_child,
        periods_of_care={
            child: derive_periods(rows, has_gap=child in episodes.incomplete)
            for child, rows in episodes.by_child.items()
        },
        report=Report(year, _summaries(opened, children, episodes), findings.in_order()),
    )


def _open_all(files: Iterable[tuple[str, bytes]]) -> list[OpenedFile]:
    opened: list[OpenedFile] = []
    seen: set[str] = set()
    for index, (name, content) in enumerate(files):
        file = open_file(index, name, content)
        opened.append(pass_over(index, name, file.sha256) if file.sha256 in seen else file)
        seen.add(file.sha256)
    return opened


def _rows(opened: Iterable[OpenedFile], kind: FileKind) -> Iterable[tuple[Where, tuple[str, ...]]]:
    return chain.from_iterable(file.rows for file in opened if file.kind is kind)


def _note_children_without_episodes(children: Children, episodes: Episodes, findings: Findings) -> None:
    for child, row in children.by_id.items():
        if child not in episodes.by_child:
            findings.add(row.where.file_index, cross.NO_EPISODES.at(row.where, child))


def _summaries(opened: Iterable[OpenedFile], children: Children, episodes: Episodes) -> tuple[FileSummary, ...]:
    rejected = Counter(where.file_index for where in chain(children.rejected, episodes.rejected))
    taken = Counter(row.where.file_index for row in children.by_id.values())
    taken.update(row.where.file_index for rows in episodes.by_child.values() for row in rows)
    return tuple(
        FileSummary(
            name=file.name,
            kind=file.kind or "",
            sha256=file.sha256,
            encoding=file.encoding,
            rows=file.row_count,
            taken=taken[file.index],
            rejected=file.rejected + rejected[file.index],
        )
        for file in opened
    )
