"""django-simple-history reads what PostgreSQL wrote: its own signals stay off (design.md 4)."""

SIMPLE_HISTORY_ENABLED = False
SIMPLE_HISTORY_DATE_INDEX = False
"""History is read by the row's key; an index that no query uses would be paid for by every write."""
