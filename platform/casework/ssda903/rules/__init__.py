"""Every rule, sorted by number: what the stages of a load run, and what documentation and tests read."""

from typing import TypeVar

from casework.ssda903.rows import EpisodeCells, HeaderCells, HeaderRow
from casework.ssda903.rules.ages import AGES
from casework.ssda903.rules.episode_chain import EPISODE_CHAIN
from casework.ssda903.rules.episode_form import EPISODE_FORM as _EPISODE_FORM
from casework.ssda903.rules.episode_limits import EPISODE_LIMITS
from casework.ssda903.rules.form import CHILD_RULES
from casework.ssda903.rules.header import HEADER_FACTS as _HEADER_FACTS
from casework.ssda903.rules.header import HEADER_FORM as _HEADER_FORM
from casework.ssda903.rules.placements import PLACEMENTS
from casework.ssda903.rules.providers import PROVIDERS
from casework.ssda903.rules.rule import Rule, Step

Subject = TypeVar("Subject")


def _sorted(rules: tuple[Rule[Subject], ...]) -> tuple[Rule[Subject], ...]:
    return tuple(sorted(rules, key=lambda rule: (rule.number.rjust(5), rule.column, rule.severity.value)))


HEADER_FORM: tuple[Rule[HeaderCells], ...] = _sorted((*CHILD_RULES, *_HEADER_FORM))
HEADER_FACTS: tuple[Rule[HeaderRow], ...] = _sorted(_HEADER_FACTS)
EPISODE_FORM: tuple[Rule[EpisodeCells], ...] = _sorted((*CHILD_RULES, *_EPISODE_FORM))
EPISODE_STEPS: tuple[Rule[Step], ...] = _sorted((*EPISODE_CHAIN, *EPISODE_LIMITS, *PROVIDERS, *AGES, *PLACEMENTS))
