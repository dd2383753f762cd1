"""A region's house: its staff, its allocations, its IROs' diary (domain.md 5.2). No council has a line here."""

from config.protocol.houses import each_house
from config.protocol.parties import (
    BACKUP,
    CLOCK,
    HEAD,
    IRO,
    IRO_MANAGER,
    REGION_COMMAND,
    REGION_POST,
    parties,
)
from tenants.kinds import Kind
from tenants.protocol import Capture, Table

_MANAGING = parties(IRO_MANAGER, HEAD)
_KEEPING = parties(_MANAGING, REGION_POST)

REGION = (
    Table(
        "workforce_officer", Kind.REGION, "Officer of the service", Capture.FULL,
        "The region employs; no council reads or writes staff files (clauses 2 and 3)",
        see=parties(_KEEPING, IRO, CLOCK, REGION_COMMAND, BACKUP), add=parties(_MANAGING, REGION_COMMAND),
        correct=parties(_MANAGING, REGION_COMMAND),
    ),
    Table(
        "workforce_allocation", Kind.REGION, "Whom the region proposed", Capture.FULL,
        "Proposed by the region, and why: no council’s wish decides it (clause 2)",
        see=parties(_KEEPING, REGION_COMMAND, BACKUP), add=_KEEPING, correct=_KEEPING,
    ),
    Table(
        "workforce_diaryentry", Kind.REGION, "IRO’s diary", Capture.NONE,
        "Made from events and rebuildable: initials and the council’s reference, no more of a child",
        see=parties(_KEEPING, IRO, BACKUP), add=parties(REGION_POST), correct=_KEEPING,
    ),
    *each_house(Kind.REGION),
)  # fmt: skip
