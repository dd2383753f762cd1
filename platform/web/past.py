"""Pages that can be shown as they were known at a position of the house's log (`?as_of=`)."""

from collections.abc import Mapping
from functools import cached_property

from django.http import HttpRequest, HttpResponse

from ledger import past
from ledger.past import Position
from tenants.problems import Invalid
from web.page import HousePage


class AsOfElsewhere(Invalid):
    code = "as-of-elsewhere"
    title = "This page has no past of its own"


class PastPage(HousePage):
    """`at` is the position that was asked for, None for now. At a position the page offers nothing to be done."""

    @cached_property
    def at(self) -> Position | None:
        """Raises PositionUnknown."""
        return past.position(self.request.GET.get("as_of"))

    @property
    def then(self) -> str:
        """What to put behind the address of another such page, so that it is shown as of the same position."""
        return f"?as_of={self.at.size}" if self.at else ""

    def show(self, template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
        """As HousePage does, with `at` and `then`; `today` is the day of the position."""
        frame = {"at": self.at, "then": self.then, "today": past.today(self.at), "has_past": True}
        return super().show(template, {**frame, **context}, status=status)


def refuse_past(request: HttpRequest) -> None:
    """For pages of the region's diary: a projection without history, across councils whose logs have no common numbers.

    Raises AsOfElsewhere rather than show the present as if it were the past.
    """
    if "as_of" in request.GET:
        raise AsOfElsewhere(
            "The diary holds only what is known now, and each council's log has its own positions. Open the council's"
            " cases with `?as_of=`: they show the caseload that its log knew then.",
            errors={"as_of": "Leave it out here."},
        )
