"""Whatever is known of a dispute is taken out of its texts, however it is written, and what is left is found."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arbitration.anonymising import Identifier, Kind, age_band, anonymise, identifiers, is_name, traces

PARTS = ("Dora", "Singh", "Zoë", "O'Brien", "May", "Grace", "Anne-Marie", "Person", "June", "Li")
names = st.lists(st.sampled_from(PARTS), min_size=2, max_size=3).map(" ".join).filter(is_name)
known = st.builds(
    identifiers,
    st.builds(lambda initials: {"child": {"initials": initials}}, st.sampled_from(("JD", "A.B.", "AÉ"))),
    st.lists(names, max_size=4),
    st.just(["D-2026-0007"]),
    st.sampled_from(("Southwark Council", "Council 210", "London Borough of Barking and Dagenham")),
)
words = st.sampled_from(
    (
        *PARTS, "DORA", "dora singh", "Do\u200bra", "Zoe\u0308", "J.D.", "J D", "AB", "3 May 2026", "2026-05-03",
        "3/5/26", "March 3rd, 2026", "aged 9", "9-year-old", "SE1 4AB", "12 Long Meadow Road",
        "St Jude’s Primary School",
        "07700 900123", "d-2026-0007", "southwark", "SOUTHWARK COUNCIL", "of", "and", "the", "max@example.org", "1",
        "943 476 5919", ".", "-", "Barking  and Dagenham", "[person A]", "[", "]",
    )
)  # fmt: skip
texts = st.lists(words | st.text(max_size=6), max_size=12).map(" ".join)


@given(texts, known)
@example("Anne Dora-Singh", frozenset({Identifier(Kind.PERSON, "Dora Singh")}))
def test_no_direct_trace_is_left_and_doing_it_again_changes_nothing(text, known):
    clean = anonymise(text, known)
    assert [one for one in traces(clean, known) if one.direct] == []
    assert anonymise(clean, known) == clean


@given(texts, names, texts)
def test_a_name_that_is_known_is_found_wherever_it_stands(before, name, after):
    found = identifiers({}, [name], [], "")
    assert any(one.direct for one in traces(f"{before} {name} {after}", found))


@given(
    st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(("%-d %B %Y", "%Y-%m-%d", "%d/%m/%Y", "%B %-d, %Y"))
)
def test_an_exact_date_becomes_its_month(day, form):
    assert anonymise(f"Seen on {day.strftime(form)}.", ()) == f"Seen in {day:%B %Y}."


@given(st.integers(0, 17))
def test_an_age_becomes_its_band(age):
    assert anonymise(f"She is {age} years old.", ()) == f"She is {age_band(age)}."


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Ada Fairweather wrote to DORA.", "[person A] wrote to [person B]."),
        ("J.D. was moved on 3 May.", "[the child] was moved in May."),
        ("He goes to St Jude’s Primary School, SE1 4AB.", "He goes to [school], [postcode]."),
        ("Southwark’s reply to D-7f3a.", "[the council]’s reply to [reference]."),
        ("The director and the IRO may meet in March 2026.", "The director and the IRO may meet in March 2026."),
    ],
)
def test_what_a_reader_sees_instead(text, clean):
    bundle = {
        "child": {"initials": "JD"},
        "council": {"code": "210", "name": "Southwark Council"},
        "dispute": {"iro": "Ada Fairweather"},
        "stages": [{"answer": {"answered_by": "Dora Singh"}}],
        "decisions": [{"owner": "The worker"}],
    }
    assert anonymise(text, identifiers(bundle, [], ["D-7f3a"], "Southwark Council")) == clean


def test_what_no_rule_knows_is_listed_for_those_who_check():
    left = traces("She misses Rex. [person A] moved to Bermondsey in March.", ())
    assert [(one.text, one.direct) for one in left] == [("Rex", False), ("Bermondsey", False)]
