"""ModelSerializers, nested: fields, lengths and codes from the models, the rules between fields in `validate`."""

# mypy: disable-error-code="attr-defined,no-any-return"
# The type checker knows the product's installed apps, not this project's, so it finds no managers here.
from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from rest_framework import serializers

from casework.ssda903.codes import STARTED
from infra.bench.stock.care.limits import limits
from infra.bench.stock.care.models import Child, Episode, OutboxEvent, PeriodOfCare, Worker, WorkerAssignment

ADULT = 18


class ChildSerializer(serializers.ModelSerializer[Child]):
    class Meta:
        model = Child
        fields: ClassVar = [
            "reference", "given_names", "family_name", "date_of_birth", "sex", "ethnicity", "upn",
        ]  # fmt: skip


class EpisodeSerializer(serializers.ModelSerializer[Episode]):
    class Meta:
        model = Episode
        fields: ClassVar = [
            "legal_status", "placement_type", "placement_provider", "need", "home_area", "placement_area", "urn",
        ]  # fmt: skip


class WorkerSerializer(serializers.ModelSerializer[Worker]):
    class Meta:
        model = Worker
        fields: ClassVar = [
            "reference", "name", "team", "email", "registration", "manager_name", "manager_registration",
        ]  # fmt: skip
        # A worker who is known is no error: the documentation's way with nested unique fields.
        extra_kwargs: ClassVar[dict[str, Any]] = {"reference": {"validators": []}}


class CaseSerializer(serializers.Serializer[PeriodOfCare]):
    child = ChildSerializer()
    looked_after_from = serializers.DateField()
    episode = EpisodeSerializer()
    worker = WorkerSerializer()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        born, start, today = attrs["child"]["date_of_birth"], attrs["looked_after_from"], timezone.localdate()
        if start > today or born > today:
            raise serializers.ValidationError("A date lies in the future.")
        if born > start or _birthday(born, ADULT) <= start or _birthday(born, ADULT) <= today:
            raise serializers.ValidationError({"child": "Nobody of 18 or over is looked after."})
        return attrs

    @transaction.atomic
    def create(self, validated_data: dict[str, Any]) -> PeriodOfCare:
        start = validated_data["looked_after_from"]
        child = Child.objects.create(**validated_data["child"])
        period = PeriodOfCare.objects.create(child=child, looked_after_from=start)
        Episode.objects.create(period=period, started_on=start, start_reason=STARTED, **validated_data["episode"])
        WorkerAssignment.objects.create(period=period, worker=_worker(validated_data["worker"]), started_on=start)
        found = limits(start)
        OutboxEvent.objects.create(
            tag="casework:case:opened",
            change_id=uuid4(),
            payload={
                "child_id": str(child.pk), "period_id": str(period.pk), "reference": child.reference,
                "looked_after_from": start.isoformat(), "first_review_limit": found["first_review"]["limit"],
            },
        )  # fmt: skip
        return period

    def to_representation(self, instance: PeriodOfCare) -> dict[str, Any]:
        child = instance.child
        answer = {"id": str(child.pk), "reference": child.reference, "period_id": str(instance.pk)}
        return answer | limits(instance.looked_after_from)


def _worker(facts: dict[str, Any]) -> Worker:
    worker, made = Worker.objects.get_or_create(reference=facts["reference"], defaults=facts)
    changed = [] if made else [name for name, value in facts.items() if getattr(worker, name) != value]
    if changed:
        for name in changed:
            setattr(worker, name, facts[name])
        worker.save(update_fields=changed)
    return worker


def _birthday(born: date, years: int) -> date:
    leap_day = (born.month, born.day) == (2, 29)
    return date(born.year + years, 3, 1) if leap_day else born.replace(year=born.year + years)
