"""What an SSDA903 load brought, as it was sent, until it is settled. One table a file kind; gone when the load ends.

Full postcodes stand here and nowhere else (domain.md 8.2). The tables are UNLOGGED: a load that a crash interrupts is
staged anew.
"""

from typing import Any

from django.db import models

from casework.ssda903.headings import COLUMNS, DATES, FileKind


class Staged(models.Model):
    """`row` is the spreadsheet's (headings are row 1). Each heading is a text as sent, '' where it is empty; a date has
    a second column `…_on`, NULL where it is blank or no date. `rejected`: a rule left the row out.
    """

    load_id = models.UUIDField()
    file = models.SmallIntegerField()
    row = models.IntegerField()
    rejected = models.BooleanField(default=False, db_default=False)

    class Meta:
        abstract = True


def _staged(name: str, kind: FileKind) -> type[Staged]:
    cells: dict[str, Any] = {heading.lower(): models.TextField(db_default="") for heading in COLUMNS[kind]}
    days: dict[str, Any] = {f"{heading.lower()}_on": models.DateField(null=True) for heading in DATES[kind]}
    index = models.Index(fields=["load_id", "child"], name=f"{name.lower()}_child")
    meta = type("Meta", (), {"indexes": [index]})
    return type(name, (Staged,), {"__module__": __name__, "__doc__": f"{kind} rows.", **cells, **days, "Meta": meta})


StagedHeader = _staged("StagedHeader", FileKind.HEADER)
StagedEpisode = _staged("StagedEpisode", FileKind.EPISODES)
StagedReview = _staged("StagedReview", FileKind.REVIEWS)
StagedUasc = _staged("StagedUasc", FileKind.UASC)
StagedOc2 = _staged("StagedOc2", FileKind.OC2)
StagedOc3 = _staged("StagedOc3", FileKind.OC3)
StagedAd1 = _staged("StagedAd1", FileKind.AD1)
StagedPlacedAdoption = _staged("StagedPlacedAdoption", FileKind.PLACED_ADOPTION)
StagedPrevPerm = _staged("StagedPrevPerm", FileKind.PREV_PERM)
StagedMissing = _staged("StagedMissing", FileKind.MISSING)
StagedSwEpisode = _staged("StagedSwEpisode", FileKind.SW_EPISODES)

STAGED: dict[FileKind, type[Staged]] = {
    FileKind.HEADER: StagedHeader,
    FileKind.EPISODES: StagedEpisode,
    FileKind.REVIEWS: StagedReview,
    FileKind.UASC: StagedUasc,
    FileKind.OC2: StagedOc2,
    FileKind.OC3: StagedOc3,
    FileKind.AD1: StagedAd1,
    FileKind.PLACED_ADOPTION: StagedPlacedAdoption,
    FileKind.PREV_PERM: StagedPrevPerm,
    FileKind.MISSING: StagedMissing,
    FileKind.SW_EPISODES: StagedSwEpisode,
}
"""Where the rows of each kind of file are staged."""
