"""The same tables and fields as casework's, with history by django-simple-history's signals."""

import uuid
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from casework.ssda903 import codes
from casework.ssda903.codeset import CodeSet


def _choices(code_set: CodeSet) -> list[tuple[str, str]]:
    return [(code.code, code.meaning) for code in code_set]


class Child(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(
        max_length=40, unique=True, validators=[RegexValidator(r"\A[A-Za-z0-9][A-Za-z0-9_./-]{0,35}\Z")]
    )
    given_names = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=1, choices=_choices(codes.SEX))
    ethnicity = models.CharField(max_length=4, blank=True, choices=_choices(codes.ETHNIC))
    upn = models.CharField(max_length=13, blank=True)
    history = HistoricalRecords()


class PeriodOfCare(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    child = models.ForeignKey(Child, models.PROTECT, related_name="periods")
    looked_after_from = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=4, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "looked_after_from"], name="period_starts_once"),
            models.UniqueConstraint(
                fields=["child"], condition=models.Q(ended_on=None), name="one_open_period_a_child"
            ),
            models.CheckConstraint(
                name="period_ends_after_it_starts",
                condition=models.Q(ended_on=None) | models.Q(ended_on__gte=models.F("looked_after_from")),
            ),
        ]


class Episode(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="episodes")
    started_on = models.DateField()
    start_reason = models.CharField(max_length=1)
    legal_status = models.CharField(max_length=2, choices=_choices(codes.LS))
    need = models.CharField(max_length=2, blank=True, choices=_choices(codes.CIN))
    placement_type = models.CharField(max_length=3, choices=_choices(codes.PLACE))
    placement_provider = models.CharField(max_length=3, blank=True, choices=_choices(codes.PLACE_PROVIDER))
    home_area = models.CharField(max_length=4, blank=True)
    placement_area = models.CharField(max_length=4, blank=True)
    urn = models.CharField(max_length=12, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=4, blank=True)
    change_reason = models.CharField(max_length=6, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["period", "started_on"], name="episode_starts_once")]


class Worker(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    registration = models.CharField(max_length=12, blank=True, validators=[RegexValidator(r"\A(SW|XX)[0-9]{1,10}\Z")])
    team = models.CharField(max_length=120)
    manager_name = models.CharField(max_length=120, blank=True)
    manager_registration = models.CharField(max_length=12, blank=True)
    history = HistoricalRecords()


class WorkerAssignment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(PeriodOfCare, models.PROTECT, related_name="assignments")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="assignments")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["period"], condition=models.Q(ended_on=None), name="one_current_worker_a_period"
            )
        ]


class OutboxEvent(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tag = models.CharField(max_length=60)
    payload = models.JSONField()
    change_id = models.UUIDField()
    login = models.TextField(default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    relayed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["created_at"], condition=models.Q(relayed_at=None), name="outbox_waiting")
        ]
