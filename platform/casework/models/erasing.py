"""What keeps a record, and how it is erased (domain.md 8.3)."""

import uuid

from django.db import models

from casework.models.children import Child
from casework.rules.erasing import Ground
from ledger.history import captured


class Hold(models.Model):
    """A legal hold of the service's: while it stands, nothing of this child is erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_by = models.CharField(max_length=120)
    placed_on = models.DateField()

    history = captured()


class HoldRelease(models.Model):
    """The end of a hold."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hold = models.OneToOneField(Hold, models.PROTECT, related_name="release")
    reason = models.TextField()
    released_by = models.CharField(max_length=120)
    released_on = models.DateField()

    history = captured()


class ErasureProposal(models.Model):
    """The service proposes that a child's record be erased. It names the child by id alone, for it outlasts the record.

    `reason` says nothing of the child either.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child_id = models.UUIDField(db_index=True)
    ground = models.CharField(max_length=20, choices=[(ground.value, ground.label) for ground in Ground])
    reason = models.TextField()
    proposed_by = models.CharField(max_length=120)
    proposed_on = models.DateField()

    history = captured()


class Erasure(models.Model):
    """The council confirms, and as the row is written the database erases (casework.erasing), or refuses the row.

    The database sets `confirmed_by`, `entries` (how many entries of history went) and `digest` (SHA-256 over which).
    One a proposal, and its key: two rows with one key would be two erasures under one name.
    """

    proposal = models.OneToOneField(ErasureProposal, models.PROTECT, primary_key=True, related_name="erasure")
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_on = models.DateField()
    entries = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    history = captured()
