"""The one error base of the ledger's pure modules."""


class Fault(Exception):
    """Something that can't be trusted or read; `code` is stable, the message says what and where.

    `code` is kebab-case and part of the interface; the message is for people and may change.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class RefusedError(Fault):
    """Something that isn't what was recorded; `where` names index, table and key as far as they are known."""

    def __init__(self, code: str, message: str, **where: int | str) -> None:
        super().__init__(code, message)
        self.where = where
