"""Notices of significant changes as the table on the child's page."""

from django.urls import reverse

from casework.queries.shapes import NoticeView

COLUMNS = ("What changed", "When", "Told", "The IRO")


def row(code: str, notice: NoticeView, *, is_its_iro: bool) -> list[object]:
    """A row of the table on the child's page."""
    told = {"text": "In time", "colour": "green"} if notice.in_time else {"text": "Late", "colour": "red"}
    return [
        {"text": notice.meaning, "hint": notice.details},
        f"{notice.happened_on:%-d %B %Y}",
        told | {"hint": f"{notice.told_by}, {notice.told_on:%-d %B %Y}"},
        _answer(code, notice, is_its_iro=is_its_iro),
    ]


def _answer(code: str, notice: NoticeView, *, is_its_iro: bool) -> dict[str, object]:
    said = notice.acknowledgement
    if said is not None:
        read = "Brings a review forward" if said.early_review else "Read"
        hint = f"{said.acknowledged_by}, {said.acknowledged_on:%-d %B %Y}. {said.note}".strip()
        if not is_its_iro:
            return {"text": read, "hint": hint}
        url = f"{reverse('raise_dispute', args=[code, notice.child_id])}?notice={notice.id}"
        return {"text": "Raise a dispute from it", "url": url, "hint": f"{read}: {hint}"}
    if is_its_iro:
        url = reverse("acknowledge_notice", args=[code, notice.id])
        return {"text": "Acknowledge", "url": url, "hint": notice.early.meaning}
    return {"text": "Not yet read", "colour": "yellow", "hint": notice.early.meaning}
