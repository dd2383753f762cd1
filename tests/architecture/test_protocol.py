"""The protocol and the permissions of pages and API say the same, to the letter and in both directions."""

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.permissions import Permission, Role
from config.entrance import PREFIXES
from config.protocol import PROTOCOL
from config.protocol.rights import RIGHTS
from config.protocol.staged import STAGED
from tenants.kinds import Kind
from tenants.protocol import Verb

MACHINERY = ("ledger_", "notifications_", "django_")
"""What every act leaves behind, by the database's own hand or as post: nobody's permission, everybody's."""


def lines_of(party):
    return {
        (table.name, verb)
        for table in PROTOCOL.tables
        if table.kind is not Kind.PUBLIC and not table.name.startswith(MACHINERY)
        for verb in table.verbs(party)
    }


def routes(patterns=None, prefix=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


def permissions_of(view):
    return getattr(getattr(view, "view_class", getattr(view, "cls", view)), "permissions", {})


def test_every_permission_says_what_it_reaches_and_every_role_what_it_holds():
    assert set(RIGHTS) == set(Permission)
    assert set(PROTOCOL.held) == {*map(str, Role), "council_system"}


def test_whoever_holds_a_permission_has_the_lines_that_it_reaches():
    missing = {
        f"{party}: {verb} {table}"
        for party, held in PROTOCOL.held.items()
        for table, verb in {cell for name in held for cell in PROTOCOL.rights[name].cells()} - lines_of(party)
    }
    assert missing == set()


def test_nobody_has_a_line_of_which_no_permission_makes_use():
    idle = {
        f"{party}: {verb} {table}"
        for party, held in PROTOCOL.held.items()
        for table, verb in lines_of(party) - {cell for name in held for cell in PROTOCOL.rights[name].cells()}
    }
    assert idle == set()


def test_every_route_stands_in_a_house_with_a_permission_for_each_method_or_in_the_lobby_with_a_reason():
    loose = []
    for route, view in routes():
        if route.startswith(tuple(PREFIXES)):
            declared = permissions_of(view)
            if not declared or not set(declared.values()) <= set(RIGHTS):
                loose.append(route)
        elif not any(route.startswith(prefix) if prefix else route == "" for prefix in PROTOCOL.lobby):
            loose.append(route)
    assert loose == []
    used = {prefix for prefix in PROTOCOL.lobby if any(route.startswith(prefix) for route, _ in routes())}
    assert used == set(PROTOCOL.lobby)


def test_every_party_is_known_and_every_line_says_what_and_why():
    known = set(PROTOCOL.parties)
    assert len({party.name for party in known}) == len(PROTOCOL.parties)
    for table in PROTOCOL.tables:
        assert {party for verb in Verb for party in table.who(verb)} <= known, table.name
        assert len(table.title) > 2, table.name
        assert len(table.reason) > 10, table.name


def test_nobody_on_a_councils_side_writes_what_the_service_writes():
    ours = [table for table in PROTOCOL.of(Kind.COUNCIL) if any(party.login == "region" for party in table.add)]
    for table in ours:
        if not table.name.startswith(MACHINERY):
            assert not table.login_verbs("council") & {Verb.ADD, Verb.CORRECT, Verb.REMOVE}, table.name
    assert {table.name for table in ours} >= {"reviews_decision", "escalation_dispute", "escalation_closure"}


def test_nobody_on_the_services_side_writes_a_councils_facts():
    for table in PROTOCOL.of(Kind.COUNCIL):
        if any(party.login == "council" for party in table.add) and not table.name.startswith(MACHINERY):
            assert table.login_verbs("region") <= {Verb.SEE}, table.name


def test_only_own_facts_are_corrected_and_nothing_is_removed():
    corrected = {
        table.name for table in PROTOCOL.of(Kind.COUNCIL) if table.correct and not table.name.startswith(MACHINERY)
    }
    loading = {"casework_returnfinding", *STAGED}
    assert corrected - loading == {
        "casework_adoption", "casework_adoptiondecision", "casework_careleaver", "casework_child",
        "casework_claimedreview", "casework_episode", "casework_missingspell", "casework_periodofcare",
        "casework_previouspermanence", "casework_returnimport", "casework_worker", "casework_workerassignment",
        "casework_workerepisode", "casework_yearincare",
    }  # fmt: skip
    removed = {table.name for table in PROTOCOL.tables if table.remove}
    assert removed - loading == {"ledger_answer", "ledger_queue", "mfa_authenticator"}
