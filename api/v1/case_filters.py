"""What a list of cases can be narrowed to: by query parameters, and for what people type by a body."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from api.serializers import Day, Strict, Text
from casework.queries import Sought

_NOBODY = "none"


class CaseFilters(Strict):
    state = serializers.ChoiceField(
        choices=["open", "closed", "misplaced"],
        required=False,
        help_text="open: in care now; closed: not any more; misplaced: set aside, as standing in the wrong place",
    )
    legal_status = Text(required=False, max_length=2, help_text="903 LS of the episode that runs now, e.g. C1")
    placement_type = Text(required=False, max_length=3, help_text="903 PLACE of the episode that runs now, e.g. U4")
    worker = Text(required=False, max_length=40, help_text="The council's reference for the social worker")
    iro = Text(required=False, max_length=36, help_text="The officer's id, or none: in care, and nobody is appointed")
    looked_after_on = Day(required=False, help_text="In care on this day")

    def validate_iro(self, given: str) -> UUID | str:
        if given == _NOBODY:
            return given
        try:
            return UUID(given)
        except ValueError:
            raise serializers.ValidationError("Send the officer's id (a UUID), or none.") from None

    @classmethod
    def sought(cls, data: Any) -> Sought:
        """Raises ValidationError, also for a name that nobody knows."""
        return _sought(cls.read(data))


class CaseSearch(CaseFilters):
    find = Text(max_length=200, help_text="Words: of the name, the council's reference, a date of birth")
    after = Text(required=False, default=None, max_length=40, help_text="`next` of the page before")
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=200)

    @classmethod
    def search(cls, data: Any) -> tuple[Sought, str | None, int]:
        """What is looked for, after which reference, and how many at most."""
        asked = cls.read(data)
        after, limit = asked.pop("after"), asked.pop("limit")
        return _sought(asked), after, limit


def _sought(asked: dict[str, Any]) -> Sought:
    iro, state = asked.get("iro"), asked.get("state")
    return Sought(
        find=asked.get("find", ""),
        legal_status=asked.get("legal_status", ""),
        placement_type=asked.get("placement_type", ""),
        worker=asked.get("worker", ""),
        iro=iro if isinstance(iro, UUID) else None,
        without_iro=iro == _NOBODY,
        open=None if state in (None, "misplaced") else state == "open",
        misplaced=state == "misplaced",
        in_care_on=asked.get("looked_after_on"),
    )
