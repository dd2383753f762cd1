"""Files that the council hands in about a child."""

import uuid

from django.db import models

from casework.models.children import Child
from casework.rules.papers import LONGEST_NAME, PaperKind
from ledger.history import captured


class Paper(models.Model):
    """A file that the council handed in about a child: its name, and the hash by which the house's store has it.

    Never altered: a better one names it in `replaces`, and both stay. `agreed_by`: who agreed a care plan or
    a social work report before it was handed in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in PaperKind])
    name = models.CharField(max_length=LONGEST_NAME)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_on = models.DateField()
    agreed_by = models.CharField(max_length=120, null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    history = captured()
