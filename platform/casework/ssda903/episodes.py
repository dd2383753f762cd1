"""The Episodes stage of a load: rows in, each child's episodes by date out."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from casework.ssda903.report import Findings, Severity
from casework.ssda903.rowrules import EPISODE_FORM, EPISODE_STEPS, cross
from casework.ssda903.rowrules.rule import Context, Step, check
from casework.ssda903.rows import EpisodeCells, EpisodeRow, Where, episode_cells, typed_episode


@dataclass(slots=True)
class Episodes:
    """`by_child` are those taken in, by date; `rejected` the rows that were not; `incomplete` the
    children who have some of both.
    """

    by_child: dict[str, tuple[EpisodeRow, ...]] = field(default_factory=dict)
    rejected: list[Where] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)


class EpisodeStage:
    """Reads the Episodes rows of a load. `postcodes` fills while rows are read, and is what the context of
    `check_chains` compares; it is nobody else's.
    """

    def __init__(self, context: Context, postcodes: dict[Where, tuple[str, str]], findings: Findings) -> None:
        self._context, self._postcodes, self._findings = context, postcodes, findings
        self._lost: set[str] = set()
        self._episodes = Episodes()

    def read(self, rows: Iterable[tuple[Where, tuple[str, ...]]], known: Container[str]) -> Episodes:
        """The episodes of children in `known`, whatever the order of the rows."""
        same_child: dict[str, list[EpisodeRow]] = defaultdict(list)
        for where, cells in rows:
            row = self._checked(episode_cells(where, cells), known)
            if row is not None:
                same_child[row.child].append(row)
        for child, rivals in sorted(same_child.items()):
            kept = self._settle(rivals)
            if kept:
                self._episodes.by_child[child] = kept
        self._check_chains()
        return self._episodes

    def _reject(self, where: Where, child: str) -> None:
        self._episodes.rejected.append(where)
        self._lost.add(child)

    def _checked(self, sent: EpisodeCells, known: Container[str]) -> EpisodeRow | None:
        accepted, where = True, sent.where
        for rule in check(EPISODE_FORM, sent, self._context):
            self._findings.add(where.file_index, rule.finding(sent, where))
            accepted = accepted and rule.severity is not Severity.REJECT_ROW
        if accepted and sent.child not in known:
            self._findings.add(where.file_index, cross.NOT_IN_HEADER.at(where, sent.child))
            accepted = False
        if not accepted:
            self._reject(where, sent.child)
            return None
        self._postcodes[where] = ("".join(sent.home_post.split()), "".join(sent.pl_post.split()))
        return typed_episode(sent)

    def _settle(self, rows: list[EpisodeRow]) -> tuple[EpisodeRow, ...]:
        """One episode a child and day (natural key CHILD + DECOM): equal rows count once, rivals never."""
        same_day: dict[object, list[EpisodeRow]] = defaultdict(list)
        for row in rows:
            same_day[row.decom].append(row)
        kept: list[EpisodeRow] = []
        for twins in same_day.values():
            first, *others = sorted(twins, key=lambda row: row.where)
            if any(self._differ(first, other) for other in others):
                for row in twins:
                    self._findings.add(row.where.file_index, cross.RIVAL_EPISODES.at(row.where))
                    self._reject(row.where, row.child)
                continue
            kept.append(first)
            for other in others:
                self._findings.add(other.where.file_index, cross.SAME_EPISODE.at(other.where))
        return tuple(sorted(kept, key=lambda row: row.decom))

    def _differ(self, one: EpisodeRow, other: EpisodeRow) -> bool:
        return one != other or self._postcodes[one.where] != self._postcodes[other.where]

    def _check_chains(self) -> None:
        for child, episodes in self._episodes.by_child.items():
            if child in self._lost:
                self._episodes.incomplete.add(child)
                first = episodes[0].where
                self._findings.add(first.file_index, cross.GAP.at(first, child))
            for step in _steps(episodes):
                where = step.current.where
                for rule in check(EPISODE_STEPS, step, self._context):
                    self._findings.add(where.file_index, rule.finding(step.current, where))


def _steps(episodes: tuple[EpisodeRow, ...]) -> Iterator[Step]:
    """Each episode with its neighbours and the start of its run under one legal status."""
    previous, order_from = None, episodes[0].decom
    for current, following in zip(episodes, (*episodes[1:], None), strict=True):
        if previous is None or previous.ls != current.ls or previous.dec != current.decom:
            order_from = current.decom
        yield Step(previous, current, following, order_from)
        previous = current
