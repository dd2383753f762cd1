"""What can be missing when the pages' assets are built: each with a stable code and a way out."""


class AssetsError(Exception):
    """A need that isn't met. `code` is stable, `what` says what happened, `remedy` what to do next."""

    def __init__(self, code: str, what: str, remedy: str) -> None:
        super().__init__(code, what, remedy)
        self.code = code
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  What to do: {self.remedy}\n  ({self.code})"
