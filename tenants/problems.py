"""The base of every error that a person or a council's system can meet."""

from collections.abc import Mapping


class Problem(Exception):
    """An error with a stable `code`, an HTTP `status`, a `title` and a `detail` that says what to do next.

    Rendered in one place per edge: as RFC 9457 problem details by `api`, as a page by `web`, as a line by `iro`.
    `extra` holds members for machines (RFC 9457 section 3.2); `errors` names the fields at fault.
    """

    code = "internal-error"
    status = 500
    title = "Something went wrong"
    retry_after = 0
    """Seconds after which asking again makes sense, told as `Retry-After`; 0 where it doesn't."""

    def __init__(
        self,
        detail: str = "",
        *,
        errors: Mapping[str, str] | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = dict(errors or {})
        self.extra = dict(extra or {})


class NotFound(Problem):
    """Also what a caller without the right gets: that something exists is itself a fact about a child."""

    code = "not-found"
    status = 404
    title = "There is nothing here that you may see"


class NotPermitted(Problem):
    code = "not-permitted"
    status = 403
    title = "Your role does not include this"


class Invalid(Problem):
    code = "invalid"
    status = 422
    title = "Some of the values can't be accepted"


class Conflict(Problem):
    code = "conflict"
    status = 409
    title = "This clashes with what is already recorded"


def catalogue() -> list[type[Problem]]:
    """Every problem that a person or a system can meet, one a code, by code: of what this process has loaded."""
    found: dict[str, type[Problem]] = {}
    waiting = [Problem]
    while waiting:
        kind = waiting.pop()
        # Of those that share a code the most general is what the code means; a private one is caught by our own code.
        if not kind.__name__.startswith("_"):
            found.setdefault(kind.code, kind)
        waiting = [*kind.__subclasses__(), *waiting]
    return [found[code] for code in sorted(found)]
