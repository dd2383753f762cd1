"""The frame of every page, its parts, and the pages for what went wrong."""

import re
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from timetable.rules.calendar import WorkingCalendar
from timetable.rules.deadline import Deadline, count
from timetable.rules.table import rule_in_force
from web.forms import DateField, Form

PROBLEMS = {
    "400": "bad-request",
    "403": "forbidden",
    "403_csrf": "form-expired",
    "404": "not-found",
    "429": "too-many-requests",
    "500": "server-error",
}


def page(context: dict | None = None, actor: object = None) -> str:
    request = RequestFactory().get("/")
    if actor:
        request.actor = actor
    request.user = SimpleNamespace(is_authenticated=False)
    return render_to_string("base/text_page.html", {"request": request, "csrf_token": "t", **(context or {})})


def draw(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


def test_page_needs_no_script_and_can_be_skipped_into():
    html = page()
    assert '<html lang="en-GB"' in html
    assert 'name="viewport"' in html
    assert '<a href="#main-content" class="govuk-skip-link">' in html
    assert 'id="main-content"' in html
    assert "<script" not in html
    assert not re.search(r"\s(style|on\w+)=", html)


def test_header_says_who_is_signed_in_as_what_and_signs_out_by_post():
    actor = SimpleNamespace(name="Asha O’Neil", role_title="Independent Reviewing Officer", house_name="South London")
    html = page(actor=actor)
    assert "Asha O’Neil" in html
    assert "Independent Reviewing Officer, South London" in html
    form = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', html, re.DOTALL)
    assert form
    assert "logout" in form[1]
    assert "csrfmiddlewaretoken" in form[2]
    assert "Sign out" in form[2]


def test_header_without_an_actor_offers_sign_in():
    html = page()
    assert "Sign in</a>" in html
    assert "Sign out" not in html


def test_navigation_marks_where_one_is():
    html = page({"navigation": [("My work", "/", True), ("Disputes", "/d", False)]})
    assert '<a href="/" aria-current="page">My work</a>' in html
    assert '<a href="/d">Disputes</a>' in html


def test_demonstration_banner_is_shown_only_in_a_demonstration():
    assert "every child here is invented" in page({"demonstration": True})
    assert "every child here is invented" not in page()


def test_breadcrumbs_lead_back():
    html = page({"breadcrumbs": [("Children", "/c")]})
    assert re.search(r'aria-label="Breadcrumb">.*href="/c">Children</a>', html, re.DOTALL)


@pytest.mark.parametrize(("name", "code"), PROBLEMS.items())
def test_problem_page_renders_without_context_and_says_what_to_do(name, code):
    html = get_template(f"{name}.html").render()
    assert "What to do next" in html
    assert f">{code}</span>" in html
    assert "<form" not in html


class Row(Form):
    what = forms.CharField(label="Decision")


class Held(Form):
    held = DateField(subject="Date")

    def clean(self) -> None:
        raise forms.ValidationError("The review can’t be before the last one.")


def test_error_summary_links_each_error_to_an_input_that_exists():
    form = Held({"held_day": "3"})
    rows = forms.formset_factory(Row, extra=0)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-what": "Find a school"}
    )
    html = draw("{% error_summary form rows %}{{ form }}{{ rows }}", form=form, rows=rows)
    targets = re.findall(r'<li><a href="#([^"]+)">', html)
    assert targets == ["id_held_month", "id_form-1-what"]
    assert all(f'id="{target}"' in html for target in targets)
    assert "<li>The review can’t be before the last one.</li>" in html


def test_error_summary_is_silent_without_an_error():
    assert draw("{% error_summary form missing %}", form=Held()).strip() == ""


def test_title_announces_an_error():
    def title(form):
        return re.search(r"<title>(.*?)</title>", render_to_string("base/form_page.html", {"form": form}))[1]

    assert title(Held({"held_day": "3"})).startswith("Error: ")
    assert not title(Held()).startswith("Error: ")


@pytest.fixture
def answer_due() -> Deadline:
    """A council's answer at the first level, raised on Friday 27 March 2026, with Easter in between."""
    year = [(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)]
    calendar = WorkingCalendar.of([(date(2026, month, day), "Bank holiday") for month, day in year])
    return count(rule_in_force("dispute.stage.L2", date(2026, 3, 27)), date(2026, 3, 27), calendar)


@pytest.mark.parametrize(
    ("days_before", "mood", "words"),
    [
        (9, "calm", "9 days left"),
        (1, "soon", "1 day left"),
        (0, "soon", "Today is the last day"),
        (-1, "late", "1 day late"),
        (-3, "late", "3 days late"),
    ],
)
def test_deadline_says_in_words_what_its_colour_says(answer_due, days_before, mood, words):
    today = date.fromordinal(answer_due.limit.toordinal() - days_before)
    html = draw("{% deadline due today %}", due=answer_due, today=today)
    assert f"app-deadline--{mood}" in html
    assert words in html
    assert f"By {answer_due.limit:%A} {answer_due.limit.day} {answer_due.limit:%B %Y}" in html


def test_deadline_explains_itself_without_script(answer_due):
    html = draw("{% deadline due today %}", due=answer_due, today=date(2026, 3, 30))
    assert re.search(r"<details.*Why this date.*Not counted:.*</details>", html, re.DOTALL)


@pytest.mark.parametrize(("late_by", "mood", "words"), [(0, "met", "In time"), (2, "late", "2 days late")])
def test_deadline_that_was_met_says_when(answer_due, late_by, mood, words):
    met_on = date.fromordinal(answer_due.limit.toordinal() + late_by)
    html = draw("{% deadline due today met_on=met_on %}", due=answer_due, today=date(2026, 6, 1), met_on=met_on)
    assert f"app-deadline--{mood}" in html
    assert f"Done on {met_on:%A} {met_on.day} {met_on:%B %Y}" in html
    assert words in html


def test_table_names_each_cell_for_the_phone():
    html = render_to_string(
        "base/table.html",
        {
            "caption": "Reviews",
            "columns": ["Child", {"label": "Days", "numeric": True}, "State"],
            "rows": [
                [{"text": "<J>", "url": "/c/1", "hint": "Southwark"}, 0, {"text": "Late", "colour": "red"}],
                ["K", None],
            ],
        },
    )
    assert '<a class="govuk-link" href="/c/1">&lt;J&gt;</a>' in html
    assert re.search(
        r'govuk-table__cell--numeric" data-label="Days"><span>0</span>',
        re.sub(r"\s*</?span>\s*", lambda m: m[0].strip(), html),
    )
    assert '<strong class="govuk-tag govuk-tag--red">Late</strong>' in html
    assert html.count('role="rowheader"') == 2
    assert ">–" in html


def test_table_without_rows_says_so():
    html = render_to_string(
        "base/table.html", {"caption": "Disputes", "columns": ["A"], "rows": [], "empty": "None open."}
    )
    assert "<table" not in html
    assert "None open." in html


def test_timeline_shows_who_when_what_and_why():
    event = {
        "when": datetime(2026, 7, 1, 11, 30, tzinfo=ZoneInfo("UTC")),
        "who": "P. Grant",
        "role": "Southwark",
        "what": "Fact corrected",
        "why": "Typed wrongly",
        "changes": [("Placement", None, "U4")],
    }
    html = render_to_string(
        "base/timeline.html", {"events": [event, {"when": date(2026, 3, 1), "who": "S", "what": "W"}]}
    )
    assert "1 July 2026, 12:30" in html, "shown in Europe/London"
    assert "1 March 2026 · S" in re.sub(r"\s+", " ", html)
    assert "P. Grant, Southwark" in html
    assert "Typed wrongly" in html
    assert "<del>nothing</del> → <ins>U4</ins>" in html


def test_progress_names_the_current_step():
    html = render_to_string(
        "base/progress.html", {"steps": [{"label": "Talk", "state": "done"}, {"label": "Manager", "state": "current"}]}
    )
    assert html.count('aria-current="step"') == 1
    assert re.search(r'aria-current="step">\s*<span class="app-progress__label">Manager', html)


def test_picture_stands_beside_its_figures():
    html = render_to_string(
        "base/picture.html", {"caption": "In time", "alt": "Two bars", "svg": "", "columns": ["Q"], "rows": [["Q1"]]}
    )
    assert 'role="img" aria-label="Two bars"' in html
    assert "<table" in html


def test_pagination_shows_only_the_ways_there_are():
    assert render_to_string("base/pagination.html", {}).strip() == ""
    html = render_to_string("base/pagination.html", {"next_url": "?after=9", "next_label": "51 to 100"})
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html
    assert "51 to 100" in html
