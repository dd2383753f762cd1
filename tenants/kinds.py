"""The kinds of house: what an institution is, and so which apps its schema holds (design.md 3)."""

from enum import StrEnum


class Kind(StrEnum):
    """PUBLIC is the directory itself; each other kind is a tenant with its own schema, login and log."""

    PUBLIC = "public"
    COUNCIL = "council"
    REGION = "region"
    PANEL = "panel"
