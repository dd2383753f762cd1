"""What a log line may hold: where it happened and of what kind, never the words of an exception.

PostgreSQL quotes the row in its messages ("Key (reference)=(…) already exists"), Celery a task's exception, Django a
path: each may name a child. So a failure is told by type and place.
"""

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

Line = MutableMapping[str, Any]


def place_not_words(logger: Any, method: str, line: Line) -> Line:
    """`exc_info` becomes the types of the failures and the places they passed, innermost last."""
    failure = _failure(line.pop("exc_info", None))
    if failure is not None:
        line["failure"] = [type(one).__name__ for one in _chain(failure)]
        frames = traceback.extract_tb(failure.__traceback__)
        line["where"] = [f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames][-12:]
    return line


def _failure(exc_info: Any) -> BaseException | None:
    if exc_info is True:
        return sys.exc_info()[1]
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        found: BaseException | None = exc_info[1]
        return found
    return None


def _chain(failure: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while failure is not None and failure not in found:
        found.append(failure)
        failure = failure.__cause__ or failure.__context__
    return found
