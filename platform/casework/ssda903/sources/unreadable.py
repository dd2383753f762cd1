"""Why a file can't be taken at all, and what a report calls it."""

import re


class Unreadable(Exception):
    """A file that can't be taken at all: our rule, the reason in a sentence, the row where it shows."""

    def __init__(self, rule: str, reason: str, row: int | None = None) -> None:
        super().__init__(reason)
        self.rule, self.reason, self.row = rule, reason, row


def display_name(name: str) -> str:
    """What a report calls the file: no folders, no control characters, not endless."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(character for character in last if character.isprintable())[:120].strip() or "unnamed file"
