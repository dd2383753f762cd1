"""What an SSDA903 load brought, as it was sent, and what is to become of it: until it is settled, then it is gone.

Full postcodes stand here and nowhere else (domain.md 8.2). The tables are UNLOGGED: a load that a crash interrupts is
staged anew.
"""

from typing import Any, ClassVar

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


class PlannedChild(models.Model):
    """A child whose rows are taken in. `child_id` is the record's, or that of the record to be made."""

    load_id = models.UUIDField()
    reference = models.TextField()
    child_id = models.UUIDField()
    is_new = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["load_id", "reference"], name="plannedchild_reference")]


class PlannedPeriod(models.Model):
    """A period of care as the return has it, and the one on record that it is.

    Where the return doesn't reach back to the start, `start_is_known` is False and `looked_after_from` the day of its
    earliest episode. `was_open`: on record it had not ended. `clashes`: it runs into another one on record.
    """

    load_id = models.UUIDField()
    reference = models.TextField()
    looked_after_from = models.DateField()
    start_is_known = models.BooleanField()
    ended_on = models.DateField(null=True)
    end_reason = models.TextField()
    period_id = models.UUIDField()
    is_new = models.BooleanField(db_default=True)
    was_open = models.BooleanField(db_default=False)
    clashes = models.BooleanField(db_default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["load_id", "reference"], name="plannedperiod_reference")]


class PlannedEpisode(models.Model):
    """An episode as it is to stand on record, in the period of the return that begins on `period_from`."""

    load_id = models.UUIDField()
    file = models.SmallIntegerField()
    row = models.IntegerField()
    reference = models.TextField()
    period_from = models.DateField()
    episode_id = models.UUIDField(null=True)
    is_new = models.BooleanField(db_default=True)
    started_on = models.DateField()
    start_reason = models.TextField()
    legal_status = models.TextField()
    need = models.TextField()
    placement_type = models.TextField()
    placement_provider = models.TextField()
    home_area = models.TextField()
    placement_area = models.TextField()
    urn = models.TextField()
    ended_on = models.DateField(null=True)
    end_reason = models.TextField()
    change_reason = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["load_id", "reference"], name="plannedepisode_reference")]
