"""What is answered at an address that leads nowhere: in the manner of the edge that it would belong to."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults

import api.problems
from tenants.problems import NotFound


def nowhere(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's `handler404`."""
    if request.path_info.startswith("/api/"):
        return api.problems.render(request, NotFound("There is no such address: see /api/v1/schema."))
    answer: HttpResponse = defaults.page_not_found(request, exception)
    return answer
