"""A bundle laid out to be read: nothing left out, in the order of reading, whatever was sent."""

from hypothesis import given
from hypothesis import strategies as st

from web.bundles import sheets

LEAF = st.one_of(st.none(), st.booleans(), st.integers(0, 9999), st.text("abcdefgh 0123", max_size=120))
KEY = st.text("abcdefghij", min_size=1, max_size=8)
RECORD = st.dictionaries(KEY, st.recursive(LEAF, lambda part: st.lists(part) | st.dictionaries(KEY, part)))


def words(laid) -> list[str]:
    found = []
    for sheet in laid:
        found += [sheet.title, *(text for row in sheet.rows for text in row.values())]
        if sheet.table:
            found += [*sheet.table.columns, *(cell for row in sheet.table.rows for cell in row)]
        found += words(sheet.parts)
    return found


def leaves(value):
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, str) and value:
        yield value


@given(RECORD)
def test_every_text_that_was_sent_is_shown(record):
    shown = "\n".join(words(sheets(record)))
    assert all(text in shown for text in leaves(record))


def test_dates_codes_and_nothing_are_worded():
    record = {
        "dispute": {"rag": "amber", "raised_on": "2026-03-02", "urgent": False, "reason": "", "seen_on": "2026-02-30"}
    }
    [dispute] = sheets(record)
    assert [(row["key"], row["value"]) for row in dispute.rows] == [
        ("Raised", "2 March 2026"),
        ("Concern", "Amber: drift, or the plan is at risk"),
        ("Urgent", "No"),
        ("Reason", "–"),
        ("Seen", "2026-02-30"),
    ]


def test_order_is_that_of_reading_not_of_the_database():
    record = {"stages": [{"limit": "2026-03-09", "level": "L1"}], "age": 12, "child": {"age": 12, "initials": "TQ"}}
    loose, child, stages = sheets(record)
    assert (loose.title, child.title, stages.title) == ("About this record", "Child", "Stages")
    assert [row["key"] for row in child.rows] == ["Initials", "Age"]
    assert (stages.table.columns, stages.table.rows) == (("Level", "Answer by"), (("L1", "9 March 2026"),))


def test_long_records_stand_one_by_one_and_what_is_left_out_is_left_out():
    record = {"format": "x", "stages": [{"level": "L1", "reason": "why " * 40}, {"level": "L2"}]}
    [stages] = sheets(record, leave_out=("format",))
    assert [part.title for part in stages.parts] == ["Stage 1", "Stage 2"]
