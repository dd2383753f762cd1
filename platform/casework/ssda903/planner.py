"""What PostgreSQL's planner is told for statements over a whole load, until the transaction ends."""

from typing import Any

# Staged tables have no statistics, and nested loops over what it takes for a few rows take a hundred times as long. To
# compile conditions of this length takes longer than to test them over a council's year.
_SETTINGS = {"enable_nestloop": "off", "jit": "off", "work_mem": "128MB"}


def set_planner(cursor: Any) -> None:
    cursor.execute(
        f"SELECT {', '.join(['set_config(%s, %s, true)'] * len(_SETTINGS))}",
        [word for setting in _SETTINGS.items() for word in setting],
    )
