"""The protocol is there to be read by everybody who is signed in, and by nobody else."""

import html

import pytest
from click.testing import CliRunner
from django.test import Client

from config.cli.protocol import protocol
from config.protocol import PROTOCOL


@pytest.mark.parametrize("who", ["ada", "max", "pat", "sara", "arno", "hugo", "otto", "root"])
def test_everybody_who_is_signed_in_reads_it(sign_in, who):
    page = sign_in(who).get("/protocol/")
    assert page.status_code == 200
    text = html.unescape(page.content.decode())
    for table in PROTOCOL.tables:
        assert table.title in text, table.name
        assert table.reason in text, table.name


def test_one_role_reads_its_own_part(sign_in):
    text = html.unescape(sign_in("max").get("/protocol/?role=council_manager").content.decode())
    assert "What this role may do: Council manager" in text
    assert "Vote on decisions for the council" in text
    assert "Officer of the service" not in text
    assert "Whether it was a free decision" not in text


def test_an_unknown_role_is_told_which_there_are(sign_in):
    page = sign_in("max").get("/protocol/?role=nobody")
    assert page.status_code == 404
    assert "council_manager" in page.content.decode()


def test_nobody_else_does(cast):
    page = Client().get("/protocol/")
    assert (page.status_code, page["Location"]) == (302, "/accounts/login/?next=/protocol/")


def test_every_page_leads_to_it(sign_in):
    assert 'href="/protocol/"' in sign_in("max").get("/councils/210/").content.decode()
    assert 'href="/protocol/"' not in Client().get("/accounts/login/").content.decode()


def test_the_command_prints_all_of_it_or_a_part(cast):
    shown = CliRunner().invoke(protocol, ["show"]).output
    assert all(table.name in shown for table in PROTOCOL.tables)
    part = CliRunner().invoke(protocol, ["show", "--role", "director", "--council", "210"]).output
    assert "irotest_council_210" in part
    assert "irotest_region_london" in part
    assert "escalation_determinationanswer" in part
    assert "escalation_freedecision" not in part
    assert "workforce_officer" not in part


@pytest.mark.parametrize(("words", "told"), [
    (["--role", "nobody"], "council_manager"),
    (["--council", "999"], "999"),
])  # fmt: skip
def test_the_command_refuses_what_there_is_not(cast, words, told):
    done = CliRunner().invoke(protocol, ["show", *words])
    assert done.exit_code == 1
    assert told in done.output
