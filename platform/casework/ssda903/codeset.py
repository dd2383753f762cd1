"""A code set of the return: which code is right in which collection year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Code:
    """A code and its plain meaning; `since` and `until` are its first and last collection year."""

    code: str
    meaning: str
    since: int | None = None
    until: int | None = None


class Standing(StrEnum):
    CURRENT = "current"
    PAST = "past"  # gone by this year, but still so when the fact happened
    EXPIRED = "expired"  # gone already when the fact happened
    FUTURE = "future"
    UNKNOWN = "unknown"


ACCEPTED = frozenset({Standing.CURRENT, Standing.PAST})


class CodeSet:
    """The codes of one column."""

    def __init__(self, column: str, codes: Iterable[Code]) -> None:
        self.column = column
        self._codes = {code.code: code for code in codes}

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def meaning(self, code: str) -> str:
        """The plain meaning; KeyError for a code that never was."""
        return self._codes[code].meaning

    def standing(self, code: str, collection_year: int, happened: date | None) -> Standing:
        """Where `code` stands in a load for that year, given the day of the fact that it describes."""
        found = self._codes.get(code)
        if found is None:
            return Standing.UNKNOWN
        if found.since is not None and collection_year < found.since:
            return Standing.FUTURE
        if found.until is None or collection_year <= found.until:
            return Standing.CURRENT
        if happened is not None and happened < date(found.until, 4, 1):
            return Standing.PAST
        return Standing.EXPIRED
