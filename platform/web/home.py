"""The first page: sends each person to where their work is. And the operators' health page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.models import Person
from accounts.permissions import Role
from accounts.queries import Seat, seats

_FIRST = {
    Role.IRO: "/region/",
    Role.IRO_MANAGER: "/region/team/",
    Role.HEAD_OF_SERVICE: "/region/team/",
    Role.ARBITRATION_SECRETARY: "/panel/",
    Role.ARBITRATOR: "/panel/",
}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Where the person's first role works; those who work by command alone get a page that says so."""
    assert isinstance(request.user, Person)
    held = seats(request.user)
    first = next((address for seat in held if (address := _address(seat))), None)
    if first is not None:
        return redirect(first)
    return render(request, "home/no_pages.html", {"titles": [seat.role.label for seat in held]})


def _address(seat: Seat) -> str | None:
    if seat.role is Role.DATA_PROTECTION_OFFICER and seat.house is not None:
        return f"/councils/{seat.house.code}/looks/"
    if seat.house is not None and seat.house.kind == "council":
        return f"/councils/{seat.house.code}/"
    return _FIRST.get(seat.role)
