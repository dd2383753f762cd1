"""What the pages of the register show: rows, a publication in words, counts as pictures with their tables."""

from dataclasses import dataclass
from typing import Final

from django.template.loader import render_to_string
from django.urls import reverse

from arbitration import publishing
from arbitration.register import OTHERS
from arbitration.register_shapes import ProvedEntry, RegisterCounts, RegisterLine
from arbitration.suppression import Shown
from escalation.shapes import ISSUES
from tenants.kinds import Kind
from tenants.queries import council_names, houses
from web.proofs import proof_box

TITLES: Final = {
    "outcome": publishing.OUTCOMES,
    "answer": publishing.ANSWERS,
    "standing": publishing.STANDINGS,
}
COLOURS: Final = {"done": "green", "open": "blue", "overdue": "red", "declined": "orange"}
STATE_COLOURS: Final = {"done": "green", "overdue": "red", "not_done": "red", "declined": "orange"}
DICTIONARY: Final = {
    "citation": "How the determination is cited; never given twice",
    "address": "Where it is read",
    "published_on": "The day of publication (YYYY-MM-DD)",
    "determined_in": "The quarter in which it was determined (YYYY-Qn); days are not published",
    "issue": "What it was about",
    "outcome": "Whose view prevailed",
    "region": "The reviewing service of the region",
    "council": "The council; blank until five determinations about it are published, with the fifth",
    "answer": "What the council answered",
    "standing": "How the determination stands; a direction is done when the IRO finds so",
    "withdrawn": "Whether the text was withdrawn: its citation and the reason stay",
    "summary": "In one or two sentences; blank once withdrawn",
}
TOLD: Final = "fewer than 5, or withheld so that no such number can be worked out"
LONGEST: Final = 300
ROW: Final = 46


@dataclass(frozen=True, slots=True)
class Bar:
    """A count in the picture; `number` is None where it is withheld."""

    label: str
    number: int | None
    top: int
    length: int

    @property
    def words_at(self) -> int:
        return self.top - 6

    @property
    def number_from(self) -> int:
        return self.length + 8 if self.length else 0

    @property
    def number_at(self) -> int:
        return self.top + 13


@dataclass(frozen=True, slots=True)
class Picture:
    """What `base/picture.html` needs."""

    caption: str
    svg: str
    alt: str
    rows: list[list[object]]


def region_names() -> dict[str, str]:
    return {house.code: house.name for house in houses() if house.kind == Kind.REGION}


def line_row(panel: str, line: RegisterLine) -> list[object]:
    address = reverse("register_entry", args=[panel, line.slug])
    standing: dict[str, object] = {"text": publishing.STANDINGS[line.standing], "colour": COLOURS[line.standing]}
    if line.withdrawn:
        standing = {"text": "Withdrawn", "colour": "grey"}
    return [
        {"text": line.citation, "url": address, "hint": line.summary},
        ISSUES.get(line.issue, line.issue),
        publishing.OUTCOMES.get(line.outcome, line.outcome),
        {"text": publishing.quarter_words(line.determined_in), "hint": line.council},
        standing,
    ]


def entry_context(panel: str, found: ProvedEntry) -> dict[str, object]:
    entry = found.entry
    content = entry.content or {}
    answer = content.get("answer", {})
    box = proof_box(found.place, "register_proof", panel)
    if found.place is not None and found.place.index is not None:
        box["proof_url"] = reverse("register_proof", args=[panel, entry.slug])
    return {
        "entry": entry,
        "content": content,
        "issue": ISSUES.get(content.get("issue", ""), ""),
        "outcome": publishing.OUTCOMES.get(content.get("outcome", ""), ""),
        "quarter": publishing.quarter_words(content["determined_in"]) if content else "",
        "region": region_names().get(content.get("region", ""), ""),
        "answer": publishing.ANSWERS[entry.answer],
        "reasons": answer.get("reasons", ""),
        "standing": {"text": publishing.STANDINGS[entry.standing], "colour": COLOURS[entry.standing]},
        "findings": [
            {"text": f"{one['number']}. {one['text']}", "kind": publishing.kind_of(one).label}
            for one in content.get("found", ())
        ],
        "direction_columns": ("Direction", "By whom", "Due in", "State"),
        "direction_rows": [
            [
                f"{one.number}. {one.text}", one.owner, publishing.month_words(one.due_in),
                {"text": publishing.STATES[one.state], "colour": STATE_COLOURS.get(one.state, "blue")},
            ]
            for one in entry.directions
        ],
        **box,
    }  # fmt: skip


def counted(counts: RegisterCounts) -> list[Picture]:
    councils = {**council_names(), OTHERS: "All other councils"}
    quarters = {code: publishing.quarter_words(code) for code in counts.quarter.counts}
    return [
        _picture("By what it was about", counts.issue, ISSUES),
        _picture("By outcome", counts.outcome, publishing.OUTCOMES),
        _picture("By quarter of the determination", counts.quarter, quarters),
        _picture("By how they stand", counts.standing, publishing.STANDINGS),
        _picture("By council", counts.council, councils),
    ]


def _picture(caption: str, shown: Shown, words: dict[str, str]) -> Picture:
    told = [(words.get(code, code), number) for code, number in shown.counts.items()]
    most = max([1, *(number or 0 for _, number in told)])
    bars = [
        Bar(label, number, ROW * place + 20, round(LONGEST * (number or 0) / most))
        for place, (label, number) in enumerate(told)
    ]
    alt = "; ".join(f"{label}: {'withheld' if number is None else number}" for label, number in told)
    svg = render_to_string("register/bars.html", {"bars": bars, "height": max(1, ROW * len(bars))})
    rows: list[list[object]] = [[label, TOLD if number is None else str(number)] for label, number in told]
    return Picture(caption, svg, alt or "Nothing yet", rows)
