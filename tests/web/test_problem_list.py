"""A problem's `type` leads to a page that says what it means, without signing in."""

import html

import pytest
from django.test import Client

from tenants.problems import Problem, catalogue
from tests.api.test_cases import post


def test_every_code_has_its_page_and_stands_in_the_list(client):
    listed = html.unescape(client.get("/problems/").content.decode())
    for kind in catalogue():
        assert f'/problems/{kind.code}"' in listed
        page = client.get(f"/problems/{kind.code}")
        assert page.status_code == 200
        assert kind.title in html.unescape(page.content.decode())
    assert len(catalogue()) > 60


def test_codes_are_stable_words_with_a_title_and_a_status():
    for kind in catalogue():
        assert kind.code.replace("-", "").isalnum(), kind
        assert kind.code == kind.code.lower()
        assert 400 <= kind.status < 600
        assert kind.title != Problem.title or kind is Problem


def test_what_the_api_answers_leads_there(cast, token):
    answer = post(token("210"), {"child": {}}).json()
    assert Client().get(answer["type"]).status_code == 200


@pytest.mark.parametrize("path", ["/problems/no-such-code", "/problems/../protocol", "/problems/<b>"])
def test_no_other_word_has_one(client, path):
    answer = client.get(path)
    assert answer.status_code in (302, 404)
    assert "<b>" not in answer.content.decode()
