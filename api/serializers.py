"""The base of what the API takes in: every field is known, every text is text."""

from functools import cache
from typing import Any

from rest_framework import serializers


class Strict(serializers.Serializer[Any]):
    """A field that nobody knows is refused: a misspelt one would otherwise be lost without a word."""

    @classmethod
    def read(cls, data: Any) -> dict[str, Any]:
        """The checked values, or ValidationError. One instance serves all: each new one copies every field anew."""
        values: dict[str, Any] = _reader(cls).run_validation(data)
        return values

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                raise serializers.ValidationError({name: ["There is no such field here."] for name in unknown})
        return super().to_internal_value(data)


@cache
def _reader(cls: type[Strict]) -> Strict:
    return cls()


class Text(serializers.CharField):
    """Text as it was sent: a number is not quietly taken for one, and NUL and lone surrogates are refused."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError("Send this as text, in quotes.")
        try:
            data.encode()
        except UnicodeEncodeError:
            raise serializers.ValidationError("This is not valid Unicode text.") from None
        return str(super().to_internal_value(data))


class Day(serializers.DateField):
    """A date as YYYY-MM-DD and nothing else."""

    default_error_messages = {"invalid": "Send a date that exists, as YYYY-MM-DD."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class Key(serializers.UUIDField):
    """A UUID as text: a number, or true, is not quietly taken for one."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            raise serializers.ValidationError("Send this as text, in quotes.")
        return super().to_internal_value(data)
