from typing import ClassVar

from rest_framework.generics import CreateAPIView

from infra.bench.stock.care.models import PeriodOfCare
from infra.bench.stock.care.serializers import CaseSerializer


class SubmitCase(CreateAPIView[PeriodOfCare]):
    """201 with the case's id and its limits."""

    serializer_class = CaseSerializer
    required_scopes: ClassVar = ["cases"]
