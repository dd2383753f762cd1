"""Periods of care from chains of episodes (domain.md 2.2 and 4.5)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from casework.ssda903.codes import CONTINUES, STARTED
from casework.ssda903.rows import EpisodeRow


@dataclass(frozen=True, slots=True)
class PeriodOfCare:
    """One unbroken time in care: never empty, episodes by date.

    `looked_after_from` is the DECOM of the episode with RNE `S`. Where the file doesn't reach back to it,
    `start_is_known` is False and the date is that of the earliest episode there is: the child was looked
    after on that day, perhaps for years. `has_gap` says that the chain does not close: an episode is
    missing, overlaps, was left out as faulty, or ends in X1 with none after it. Periods overlap only with a gap.
    """

    child: str
    looked_after_from: date
    start_is_known: bool
    ended_on: date | None
    end_reason: str
    episodes: tuple[EpisodeRow, ...]
    has_gap: bool

    @property
    def is_open(self) -> bool:
        return self.ended_on is None

    @property
    def current(self) -> EpisodeRow:
        """The last episode: the legal status and placement of today, or of the end."""
        return self.episodes[-1]

    @property
    def legal_status(self) -> str:
        return self.current.ls

    @property
    def place(self) -> str:
        return self.current.place

    @property
    def place_provider(self) -> str:
        return self.current.place_provider


def derive_periods(episodes: Iterable[EpisodeRow], *, has_gap: bool = False) -> tuple[PeriodOfCare, ...]:
    """The periods of one child, by date. `has_gap` says that some of the child's rows were left out.

    A period begins with RNE `S` and goes on until a REC other than X1. An `S` on the very day on which
    the last episode ended with X1 contradicts itself (rule 431): the child never left care, so the period
    goes on.
    """
    chains: list[list[EpisodeRow]] = []
    for episode in sorted(episodes, key=lambda each: each.decom):
        if chains and _goes_on(chains[-1][-1], episode):
            chains[-1].append(episode)
        else:
            chains.append([episode])
    periods = [_period(chain, has_gap=has_gap) for chain in chains]
    return tuple(
        period if following is None else _before(period, following)
        for period, following in zip(periods, [*periods[1:], None], strict=True)
    )


def _goes_on(last: EpisodeRow, episode: EpisodeRow) -> bool:
    if last.rec not in ("", CONTINUES):
        return False
    return episode.rne != STARTED or last.dec == episode.decom


def _period(chain: list[EpisodeRow], *, has_gap: bool) -> PeriodOfCare:
    first, last = chain[0], chain[-1]
    closes = all(one.dec == other.decom for one, other in pairwise(chain))
    left = last.rec not in ("", CONTINUES)
    return PeriodOfCare(
        child=first.child,
        looked_after_from=first.decom,
        start_is_known=first.rne == STARTED,
        ended_on=last.dec if left else None,
        end_reason=last.rec if left else "",
        episodes=tuple(chain),
        has_gap=has_gap or not closes or last.rec == CONTINUES,
    )


def _before(period: PeriodOfCare, following: PeriodOfCare) -> PeriodOfCare:
    """A period that another follows. Without a stated end it ended by then, why is not known; a stated end is
    never changed, though it may lie past the next start (rule 501).
    """
    start = following.looked_after_from
    if period.ended_on is None:
        return replace(period, ended_on=min(period.current.dec or start, start), has_gap=True)
    return replace(period, has_gap=period.has_gap or period.ended_on > start)
