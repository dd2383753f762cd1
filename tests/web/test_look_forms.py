"""Every widget as GOV.UK's markup, without and with errors: names, ids, ARIA and words."""

import datetime
import re

import pytest
from django import forms

from web.forms import DateField, Form
from web.widgets import CheckboxSelectMultiple, DateInput, RadioSelect


class Question(Form):
    reason = forms.CharField(label="Reason", help_text="In one sentence.", max_length=20)
    notes = forms.CharField(label="Notes", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    team = forms.ChoiceField(label="Team", choices=[("", "Select a team"), ("e", "East")])
    took_part = forms.ChoiceField(
        label="How did the child take part?",
        choices=[("PN1", "Attended and spoke"), ("PN7", "Sent their views")],
        widget=RadioSelect(attrs={"class": "govuk-radios--inline"}, hints={"PN1": "In the room or on the call."}),
    )
    consulted = forms.MultipleChoiceField(
        label="Consulted",
        choices=[("p", "Parents"), ("c", "Carers")],
        widget=CheckboxSelectMultiple,
        help_text="Tick all.",
    )
    held = DateField(label="When was it held?", subject="Date of the review", help_text="For example, 27 3 2026")
    paper = forms.FileField(label="Paper")
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    sure = forms.BooleanField(label="I spoke with the child")
    key = forms.CharField(widget=forms.HiddenInput, initial="k")


class Held(Form):
    held = DateField(subject="Date of the review")


def tag(html: str, pattern: str) -> dict[str, str]:
    """The attributes of the first tag that matches."""
    found = re.search(rf"<{pattern}[^>]*>", html)
    assert found, f"no <{pattern}> in {html}"
    return {name: value or "" for name, value in re.findall(r'([\w-]+)(?:="([^"]*)")?', found[0])[1:]}


def group(form: Form, name: str) -> str:
    return str(form[name].as_field_group())


def held(day: str, month: str, year: str) -> Held:
    return Held({"held_day": day, "held_month": month, "held_year": year})


def test_text_input_is_tied_to_its_label_and_hint():
    html = group(Question(), "reason")
    box = tag(html, "input")
    assert box["class"] == "govuk-input"
    assert tag(html, "label")["for"] == box["id"] == "id_reason"
    assert box["aria-describedby"] == "id_reason_helptext"
    assert 'id="id_reason_helptext">In one sentence.</div>' in html
    assert "govuk-form-group--error" not in html
    assert "aria-invalid" not in box


def test_text_input_in_error_names_what_to_do():
    html = group(Question({}), "reason")
    box = tag(html, "input")
    assert box["aria-invalid"] == "true"
    assert box["aria-describedby"] == "id_reason_helptext id_reason_error"
    assert "govuk-form-group--error" in html
    assert re.search(
        r'id="id_reason_error"><span class="govuk-visually-hidden">Error:</span> Enter the reason</p>', html
    )


def test_too_long_an_answer_is_told_the_limit():
    assert Question({"reason": "x" * 21}).errors["reason"] == ["Reason must be 20 characters or fewer"]


def test_what_is_typed_is_escaped_and_kept():
    html = group(Question({"notes": "<b>Jay's</b>"}), "notes")
    assert "&lt;b&gt;Jay&#x27;s&lt;/b&gt;</textarea>" in html
    assert tag(html, "textarea")["class"] == "govuk-textarea"
    assert tag(html, "textarea")["rows"] == "4"
    assert "Notes (optional)" in html


def test_select_keeps_the_answer_and_asks_for_one():
    assert re.search(r'<option value="e" selected\s*>East</option>', group(Question({"team": "e"}), "team"))
    html = group(Question({"team": ""}), "team")
    assert tag(html, "select")["class"] == "govuk-select"
    assert tag(html, "select")["aria-invalid"] == "true"
    assert "Select the team" in html


def test_radios_are_a_fieldset_with_hints_tied_to_their_option():
    html = group(Question(), "took_part")
    assert re.search(r"<legend [^>]*>How did the child take part\?</legend>", html)
    assert 'class="govuk-radios govuk-radios--inline"' in html
    first, second = (tag(html, f'input type="radio" name="took_part" value="{code}"') for code in ("PN1", "PN7"))
    assert (first["id"], second["id"]) == ("id_took_part_0", "id_took_part_1")
    assert first["class"] == second["class"] == "govuk-radios__input"
    assert first["aria-describedby"] == "id_took_part_0_hint"
    assert 'id="id_took_part_0_hint">In the room or on the call.</div>' in html
    assert "aria-describedby" not in second


def test_fieldset_carries_hint_and_error():
    html = group(Question({}), "consulted")
    assert tag(html, "fieldset")["aria-describedby"] == "id_consulted_helptext id_consulted_error"
    assert "Select the consulted" in html
    assert re.search(r'value="c"[^>]* checked', group(Question({"consulted": ["c"]}), "consulted"))


def test_single_checkbox_has_its_label_after_it():
    html = group(Question({}), "sure")
    assert tag(html, "input")["class"] == "govuk-checkboxes__input"
    assert html.index("<input") < html.index("I spoke with the child</label>")
    assert "Tick “I spoke with the child” to continue" in html


def test_file_password_and_hidden_inputs():
    form = Question({})
    assert tag(group(form, "paper"), "input")["class"] == "govuk-file-upload"
    assert "Choose the file: paper" in group(form, "paper")
    password = tag(group(form, "password"), "input")
    assert (password["type"], password["autocomplete"]) == ("password", "current-password")
    assert "value" not in password
    assert "class" not in tag(str(Question()["key"]), "input")


def test_whole_form_renders_each_question_once_and_hidden_ones_bare():
    html = str(Question())
    assert html.count("govuk-form-group") == 9 + len(DateInput().widgets)
    assert html.count('name="key"') == 1


def test_date_is_three_labelled_boxes():
    html = group(Held(initial={"held": datetime.date(2026, 3, 9)}), "held")
    for part, value, width in (("day", "9", "2"), ("month", "3", "2"), ("year", "2026", "4")):
        box = tag(html, f'input type="text" name="held_{part}"')
        assert box["id"] == f"id_held_{part}"
        assert box["value"] == value
        assert box["inputmode"] == "numeric"
        assert f"govuk-input--width-{width}" in box["class"]
        assert re.search(rf'for="id_held_{part}">{part.capitalize()}</label>', html)
    assert "<legend" in html


@pytest.mark.parametrize("month", ["3", "03", "march", "Mar"])
def test_date_reads_numbers_and_names(month):
    form = held(" 9", month, "2026")
    assert form.is_valid()
    assert form.cleaned_data["held"] == datetime.date(2026, 3, 9)


@pytest.mark.parametrize(
    ("parts", "code", "words"),
    [
        (("", "", ""), "required", "Enter the date of the review"),
        (("9", "", "2026"), "date-incomplete", "Date of the review must include a month"),
        (("", "3", ""), "date-incomplete", "Date of the review must include a day and year"),
        (("9", "3", "26"), "date-year", "Date of the review: the year must have 4 numbers"),
        (("31", "2", "2026"), "date-unreal", "Date of the review must be a real date"),
        (("9", "Ma", "2026"), "date-unreal", "Date of the review must be a real date"),
        (("9", "3", "²²²²"), "date-year", "Date of the review: the year must have 4 numbers"),
        (("9", "3", "0000"), "date-unreal", "Date of the review must be a real date"),
    ],
)
def test_date_refuses_and_says_why(parts, code, words):
    [error] = held(*parts).errors.as_data()["held"]
    assert (error.code, error.messages) == (code, [words])


def test_only_the_empty_boxes_of_a_date_are_marked_and_linked():
    form = held("9", "", "2026")
    html = group(form, "held")
    invalid = {
        part
        for part in ("day", "month", "year")
        if "aria-invalid" in tag(html, f'input type="text" name="held_{part}"')
    }
    assert invalid == {"month"}
    assert form["held"].target_id == "id_held_month"


def test_unreal_date_is_marked_as_a_whole():
    html = group(held("31", "2", "2026"), "held")
    assert html.count('aria-invalid="true"') == 3


def test_optional_date_may_stay_empty():
    class Optional(Form):
        held = DateField(required=False)

    form = Optional({"held_day": "", "held_month": " ", "held_year": ""})
    assert form.is_valid()
    assert form.cleaned_data["held"] is None


def test_date_without_a_subject_is_called_by_its_label():
    class Labelled(Form):
        born = DateField(label="Date of birth")

    assert Labelled({"born_day": "1"}).errors["born"] == ["Date of birth must include a month and year"]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("IRO's view", "Enter the IRO's view"),
        ("What the child said", "Answer “What the child said”"),
        ("Why?", "Answer “Why?”"),
        ("Reason", "Enter the reason"),
    ],
)
def test_required_message_fits_the_label(label, words):
    class Asked(Form):
        answer = forms.CharField(label=label)

    assert Asked({}).errors["answer"] == [words]


def test_a_message_of_ones_own_is_kept():
    class Own(Form):
        answer = forms.CharField(error_messages={"required": "Say which school"})

    assert Own({}).errors["answer"] == ["Say which school"]
