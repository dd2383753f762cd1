"""The log of a house: leaves waiting for a number, the log itself, its signed heads, and who did and who read what."""

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.db import models
from django.utils import timezone


class Queue(models.Model):
    """Leaves that wait for a number. A chain under a lock would hold up every writer; a queue holds up none."""

    id = models.BigAutoField(primary_key=True)
    change_id = models.UUIDField(db_index=True)
    table_name = models.TextField()
    entry = models.BigIntegerField()
    leaf = models.BinaryField()


class Entry(models.Model):
    """The log: contiguous from 0, numbered by the sequencer alone."""

    index = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    table_name = models.TextField()
    entry = models.BigIntegerField()
    change_id = models.UUIDField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["table_name", "entry"], name="entry_logged_once")]
        # A receipt names leaves: whoever asks for their proofs finds them by it.
        indexes: ClassVar = [HashIndex(fields=["leaf"], name="entry_by_leaf")]


class Tile(models.Model):
    """The root of the 256 leaves from 256 * index: proofs read few rows, the leaves stay the truth."""

    index = models.BigIntegerField(primary_key=True)
    hash = models.BinaryField()


class Checkpoint(models.Model):
    """A signed head of the log (C2SP tlog-checkpoint) with witnesses' cosignatures; the newest has the largest id."""

    id = models.BigAutoField(primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()


class ActorKey(models.Model):
    """One row: the key by which this house's functions check who acts. No login sees it (ledger.actor_tokens)."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    key = models.BinaryField()


class Erased(models.Model):
    """What stays of an entry of history that was lawfully erased: its leaf's header, and the commitment to its content.

    From these two the leaf is made again. Nothing here says what the entry held; `erasure_id` says by which event.
    """

    id = models.BigAutoField(primary_key=True)
    table_name = models.TextField()
    history_table = models.TextField()
    key = models.TextField()
    entry = models.BigIntegerField()
    kind = models.CharField(max_length=1)
    actor = models.TextField()
    purpose = models.TextField()
    change_id = models.UUIDField()
    at = models.DateTimeField()
    transaction_id = models.TextField()
    commitment = models.BinaryField()
    erasure_id = models.UUIDField(db_index=True)
    erased_in = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["table_name", "entry"], name="entry_erased_once")]


class SelfCaptured(models.Model):
    """A row that is its own history: the database's functions add one, nobody changes it, its leaf is in the log."""

    id = models.BigAutoField(primary_key=True)
    change_id = models.UUIDField(unique=True)
    actor = models.TextField()
    actor_name = models.TextField()
    purpose = models.TextField()
    door = models.TextField()
    request = models.TextField()
    login = models.TextField()
    at = models.DateTimeField()
    transaction_id = models.TextField()
    salt = models.BinaryField()

    class Meta:
        abstract = True


class Change(SelfCaptured):
    """Who wrote, why, through which door: one a transaction; every history row of the transaction names it."""

    role = models.TextField(null=True)
    """As what the actor did it, empty for a process; NULL in rows from before roles were recorded."""


class Read(SelfCaptured):
    """Who looked at which children's data: recorded in the transaction that read it, or nothing is shown."""

    what = models.TextField()
    role = models.TextField(null=True)
    """As what the actor did it, empty for a process; NULL in rows from before roles were recorded."""
    children = models.JSONField()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["children"], name="read_children", opclasses=["jsonb_path_ops"])]


class Epoch(SelfCaptured):
    """Opens the log's epoch `number`: from here on another key signs it, under a name of its own (ledger.epochs).

    `key` is the vkey that signs from now on. The log of before was last signed for `last_size` leaves with the root
    `last_root` (hex), as `last_note`, cosignatures included, says. Of those, `kept_size` are still here; `lost` lists
    the others as [index, leaf, table, change id], as far as it is known what they were.
    """

    number = models.PositiveIntegerField(unique=True)
    key = models.TextField()
    last_origin = models.TextField()
    last_size = models.BigIntegerField()
    last_root = models.TextField()
    last_note = models.TextField()
    kept_size = models.BigIntegerField()
    lost = models.JSONField()


class SeenHead(SelfCaptured):
    """The newest head of another house's log, noted in this one: a region notes its councils', a panel its regions'.

    `root` is hex, `note` as it was published. A house that is rolled back contradicts what another house holds.
    """

    origin = models.TextField()
    size = models.BigIntegerField()
    root = models.TextField()
    note = models.TextField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["origin", "id"], name="seen_by_origin")]


class Answer(models.Model):
    """What a caller was told about a write that it named by a key, written with the write itself (ledger.answers).

    `fingerprint` is the SHA-256 (hex) of what was asked, so that the key can't stand for something else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.TextField()
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.JSONField(null=True)
    answered_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "key"], name="answer_once_a_key")]
