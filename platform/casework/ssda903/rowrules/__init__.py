"""Every rule, sorted by number: what the stages of a load run, and what documentation and tests read."""

from typing import TypeVar

from casework.ssda903.rowrules.ages import AGES
from casework.ssda903.rowrules.episode_chain import EPISODE_CHAIN
from casework.ssda903.rowrules.episode_form import EPISODE_FORM as _EPISODE_FORM
from casework.ssda903.rowrules.episode_limits import EPISODE_LIMITS
from casework.ssda903.rowrules.form import CHILD_RULES
from casework.ssda903.rowrules.header import HEADER_FACTS as _HEADER_FACTS
from casework.ssda903.rowrules.header import HEADER_FORM as _HEADER_FORM
from casework.ssda903.rowrules.placements import PLACEMENTS
from casework.ssda903.rowrules.providers import PROVIDERS
from casework.ssda903.rowrules.rule import Rule, Step
from casework.ssda903.rows import EpisodeCells, HeaderCells, HeaderRow

Subject = TypeVar("Subject")


def _sorted(rules: tuple[Rule[Subject], ...]) -> tuple[Rule[Subject], ...]:
    return tuple(sorted(rules, key=lambda rule: (rule.number.rjust(5), rule.column, rule.severity.value)))


HEADER_FORM: tuple[Rule[HeaderCells], ...] = _sorted((*CHILD_RULES, *_HEADER_FORM))
HEADER_FACTS: tuple[Rule[HeaderRow], ...] = _sorted(_HEADER_FACTS)
EPISODE_FORM: tuple[Rule[EpisodeCells], ...] = _sorted((*CHILD_RULES, *_EPISODE_FORM))
EPISODE_STEPS: tuple[Rule[Step], ...] = _sorted((*EPISODE_CHAIN, *EPISODE_LIMITS, *PROVIDERS, *AGES, *PLACEMENTS))
