"""The directory: which institutions live in this installation, and what was done to their tables."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django_tenants.models import TenantMixin

from tenants import logins
from tenants.kinds import Kind
from tenants.pins import Pin


class Installation(models.Model):
    """One row. `demo` is set at `iro install --demo` and stays: only a demonstration may have a clock of its own."""

    name = models.CharField(max_length=30, primary_key=True)
    demo = models.BooleanField(default=False)
    installed_at = models.DateTimeField(auto_now_add=True)


class HouseQuerySet(models.QuerySet["House"]):
    def councils(self) -> "HouseQuerySet":
        return self.filter(kind=Kind.COUNCIL)

    def ready(self) -> "HouseQuerySet":
        return self.filter(state=House.State.READY)


class House(TenantMixin):  # type: ignore[misc]
    """A council, a region or a panel. `code` is the DfE's three digits for a council, a slug for the others."""

    class State(models.TextChoices):
        BUILDING = "building", "being built"
        READY = "ready", "ready"
        FAILED = "failed", "failed"

    auto_create_schema = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    region = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="councils")
    panel = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="regions")
    epoch = models.PositiveIntegerField(default=1)
    sandbox = models.BooleanField(default=False)
    require_mfa = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BUILDING)
    migrated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = HouseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "code"], name="house_code_once_a_kind"),
            models.CheckConstraint(
                name="house_belongs",
                condition=models.Q(kind=Kind.COUNCIL, region__isnull=False, panel__isnull=True)
                | models.Q(kind=Kind.REGION, region__isnull=True)
                | models.Q(kind=Kind.PANEL, region__isnull=True, panel__isnull=True),
            ),
        ]
        ordering: ClassVar = ["kind", "code"]

    @property
    def title(self) -> str:
        return f"{settings.INSTALLATION}/{self.kind}/{self.code}"

    @property
    def origin(self) -> str:
        """The name of this house's log, as its checkpoints carry it (C2SP tlog-checkpoint)."""
        return f"{self.title}/{self.epoch}"

    def pin(self, login: str, *, roams: bool = False) -> Pin:
        return Pin(login, self.schema_name, Kind(self.kind), self.code, self.epoch, roams)

    def own_pin(self) -> Pin:
        """As the house itself: its own login in its own schema. A region's login roams over its councils too."""
        return self.pin(logins.house_login(self.kind, self.code), roams=self.kind == Kind.REGION)

    def relay_pin(self) -> Pin:
        return self._service_pin(logins.RELAY)

    def sequencer_pin(self) -> Pin:
        return self._service_pin(logins.SEQUENCER)

    def _service_pin(self, service: str) -> Pin:
        employer = self.region or self
        return self.pin(logins.service_login(service, employer.kind, employer.code), roams=True)

    def reader_pin(self) -> Pin:
        """A panel's register as the public reads it."""
        return self.pin(logins.service_login(logins.READER, self.kind, self.code))

    def service_pin(self) -> Pin:
        """A council's schema as the region that serves it."""
        if self.region is None:
            return self.own_pin()
        return self.pin(logins.house_login(Kind.REGION, self.region.code), roams=True)


class Build(models.Model):
    """How far a house's tables are, and what became of the last run at them. The migrator's own: nobody else sees it.

    `head` is the digest of what they were brought to (tenants.building): while it is what this release wants, the house
    is not opened. A row that says RUNNING while nobody holds it was interrupted; the next run goes on there.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "not begun"
        RUNNING = "running", "being brought to head"
        DONE = "done", "at its head"
        FAILED = "failed", "left as it was"

    house = models.OneToOneField(House, models.CASCADE, primary_key=True, related_name="build")
    head = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    failure = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    @property
    def seconds(self) -> float | None:
        """How long the last run took; None while it runs, or where it was interrupted."""
        return (self.ended_at - self.started_at).total_seconds() if self.started_at and self.ended_at else None


class Window(models.Model):
    """A recorded window in which the migrator may work as the owner of a house's tables.

    `before` and `after` map each table that was there to its oid, rows and digest (tenants.digests). The window begins
    and ends in one transaction, `transaction_id`.
    """

    id = models.BigAutoField(primary_key=True)
    schema = models.CharField(max_length=63)
    reason = models.TextField()
    opened_by = models.CharField(max_length=63)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    transaction_id = models.TextField(default="", db_default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
