"""The only writers of the region's workforce, a noun a file."""

from workforce.actions.allocation import allocate, open_diary
from workforce.actions.employment import employ, end_employment, set_manager

__all__ = ["allocate", "employ", "end_employment", "open_diary", "set_manager"]
