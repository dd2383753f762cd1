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
    failure = models.TextField(blank=True)
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

    def service_pin(self) -> Pin:
        """A council's schema as the region that serves it."""
        if self.region is None:
            return self.own_pin()
        return self.pin(logins.house_login(Kind.REGION, self.region.code), roams=True)


class Window(models.Model):
    """A recorded window in which the migrator may work as the owner of a house's tables."""

    id = models.BigAutoField(primary_key=True)
    schema = models.CharField(max_length=63)
    reason = models.TextField()
    opened_by = models.CharField(max_length=63)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
