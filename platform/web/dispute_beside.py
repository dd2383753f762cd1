"""What a dispute's page shows of who was told of it."""

from typing import Final

from escalation.form_shapes import TOLD, TellingView
from escalation.ladder import Move
from escalation.shapes import DisputeView

TOLD_COLUMNS: Final = ("Who", "Told", "How, or why not", "Where it stood")
POINTS: Final = {"arbitration": "Arbitration", "determination": "Determination", "end": "Its end"}


def beside(found: DisputeView) -> dict[str, object]:
    """`untold_titles` are for whoever can say it; nobody else is asked."""
    asked = found.untold if Move.NOTE_TELLING in found.moves else ()
    return {
        "told_columns": TOLD_COLUMNS,
        "told_rows": [_row(one) for one in found.told],
        "untold_titles": [_inside(TOLD[whom]) for whom in asked],
    }


def _row(one: TellingView) -> list[object]:
    day = f"on {one.told_on:%-d %B %Y}" if one.told_on else f"noted on {one.noted_on:%-d %B %Y}"
    told = {"text": "Yes", "hint": day} if one.told else {"text": "No", "hint": day}
    return [one.whom_title, told, {"text": one.words, "hint": one.noted_by}, POINTS.get(one.point, one.point)]


def _inside(title: str) -> str:
    return title[:1].lower() + title[1:]
