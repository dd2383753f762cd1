"""`/problems/` and `/problems/<code>`: what each refusal means. A problem's `type` leads here (RFC 9457 section 3.1.1).

Open to everybody: a council's engineer follows the address without signing in.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenants.problems import NotFound, catalogue

_COLUMNS = ("Code", "Status", "What it means")
_NEXT = {
    403: "Ask whoever manages your access.",
    404: "Check the address and the council’s code. What you may not see answers in the same way.",
    409: "Read the record again: it stands otherwise than you took it to.",
    412: "Read it again, and repeat what you meant with its new ETag.",
    422: "Correct what “errors” names by its JSON pointer, and send it again. Nothing was written.",
    428: "Send If-Match with the ETag that you read, or with *.",
    429: "Wait for as long as Retry-After says.",
    500: "It has been recorded under the number in “instance”. Try again later.",
    503: "Wait for as long as Retry-After says, and send it again. Nothing was written.",
}


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    rows = [[{"text": one.code, "url": f"/problems/{one.code}"}, str(one.status), one.title] for one in catalogue()]
    return render(request, "problems/list.html", {"columns": _COLUMNS, "rows": rows})


@require_safe
def problem(request: HttpRequest, code: str) -> HttpResponse:
    kind = next((one for one in catalogue() if one.code == code), None)
    if kind is None:
        raise NotFound("There is no such problem. /problems/ lists all of them.")
    next_step = _NEXT.get(kind.status, "The answer’s “detail” says what to do.")
    context = {"name": kind.code, "title": kind.title, "status": kind.status, "next": next_step}
    return render(request, "problems/one.html", context)
