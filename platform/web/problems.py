"""Every refusal of a page as a page that says what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template

from tenants.problems import Problem


def render(request: HttpRequest, problem: Problem) -> HttpResponse:
    response = render_template(request, "problems/page.html", {"problem": problem}, status=problem.status)
    if problem.retry_after:
        response["Retry-After"] = str(problem.retry_after)
    return response
