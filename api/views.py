"""The base of the API's views. Apart from api.auth, which Django REST framework imports before its own views exist."""

from datetime import UTC, datetime, time
from typing import Any, ClassVar, cast

from django.utils.http import http_date
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.actor import Actor
from accounts.permissions import Permission
from api.conditions import conditional
from api.limits import OfAClient
from api.operations import Deprecation, Operation


class HouseView(APIView):
    """The base of every view in a council's house. `permissions` maps a method to what it needs, `operations` to what
    it takes and gives."""

    permissions: ClassVar[dict[str, Permission]] = {}
    operations: ClassVar[dict[str, Operation]] = {}
    throttle_classes = [OfAClient]
    counted: OfAClient | None = None

    @property
    def actor(self) -> Actor:
        return cast(Actor, self.request.user)

    def get_throttles(self) -> list[BaseThrottle]:
        found = list(super().get_throttles())
        self.counted = next((one for one in found if isinstance(one, OfAClient)), None)
        return found

    def finalize_response(self, request: Request, response: Response, *slots: Any, **named: Any) -> Response:
        answer = super().finalize_response(request, response, *slots, **named)
        operation = self.operations.get("GET" if request.method == "HEAD" else request.method or "")
        told = self.counted.headers if self.counted is not None and self.counted.used else {}
        if operation is not None and operation.deprecation is not None:
            told |= _farewell(operation.deprecation)
        for name, said in told.items():
            answer[name] = said
        if request.method in ("GET", "HEAD") and isinstance(answer, Response) and answer.status_code == 200:
            return conditional(request, answer)
        return answer


def _farewell(deprecation: Deprecation) -> dict[str, str]:
    """RFC 9745 section 2 and RFC 8594 section 3."""
    since, sunset = (datetime.combine(day, time(), UTC).timestamp() for day in (deprecation.since, deprecation.sunset))
    return {
        "Deprecation": f"@{int(since)}",
        "Sunset": http_date(sunset),
        "Link": f'<{deprecation.instead}>; rel="successor-version"',
    }
