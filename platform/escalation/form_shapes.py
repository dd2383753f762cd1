"""A dispute's form: what real councils ask beside its own words, in the answer and at its end (domain.md 3.4)."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

CHILD, PARENT, ADVOCATE = "child", "parent", "advocate"
TOLD: Final = {CHILD: "The child", PARENT: "A parent", ADVOCATE: "The child’s advocate"}
"""Who is told of a dispute, as appropriate (domain.md 3.1 rule 8)."""

PROCEEDINGS: Final = {"complaint": "Complaint", "court": "Court case"}

CAFCASS: Final = {
    "not_considered": "Not yet considered",
    "considered": "Considered, and not referred",
    "referred": "Considered, and referred",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Whether somebody was told: `whom` of TOLD; `words` say how, or why not. `told_on`: today if left out."""

    whom: str
    told: bool
    words: str
    told_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding:
    """A complaint or court case beside the dispute: `kind` of PROCEEDINGS, its reference, and a note if need be."""

    kind: str
    reference: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What is asked beside the dispute's own words when it is raised. Nothing of it is needed to raise one.

    `cafcass` is of CAFCASS, or empty, and comes with its reason; `legal_advice` says that advice was taken and never
    what it was; `breached` names the decision, regulation or standard.
    """

    sub_category: str = ""
    breached: str = ""
    tried: str = ""
    sought_by: date | None = None
    legal_advice: bool | None = None
    cafcass: str = ""
    cafcass_reason: str = ""


NOTHING_BESIDE: Final = Background()


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundView:
    """As raised. `legal_advice` None: not asked. `cafcass_not_yet`: why Cafcass wasn't considered yet."""

    sub_category: str
    breached: str
    tried: str
    sought_by: date | None
    legal_advice: bool | None
    cafcass_not_yet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingView:
    """`point`: where the dispute was, a level of its ladder, arbitration, determination or end. `told_on` None: not
    told, and `words` say why."""

    id: UUID
    whom: str
    whom_title: str
    told: bool
    words: str
    told_on: date | None
    point: str
    noted_by: str
    noted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProceedingView:
    id: UUID
    kind: str
    kind_title: str
    reference: str
    note: str
    noted_by: str
    noted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    id: UUID
    position: str
    position_title: str
    text: str
    answered_by: str
    answered_on: date
    action: str
    action_owner: str
    action_due: date | None
    resources_refused: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureView:
    """`days_taken`: working days from its raising."""

    outcome: str
    title: str
    outcome_for_child: str
    iro_view: str
    learning: str
    good_practice: str
    days_taken: int
    closed_on: date
