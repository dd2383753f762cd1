"""What can go wrong in the demonstration, each with a stable code and what to do next."""


class DemoError(Exception):
    """`what` says what happened, `remedy` what to do, `code` is stable."""

    code = "demo-failed"

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  What to do: {self.remedy}\n  ({self.code})"


class NotADemonstration(DemoError):
    code = "not-a-demonstration"


class PortTaken(DemoError):
    code = "port-taken"


class DidNotStart(DemoError):
    code = "process-did-not-start"


class Refused(DemoError):
    """A page, the API or a command did not do what the story asked for."""

    code = "story-refused"
