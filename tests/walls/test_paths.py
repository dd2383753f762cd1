"""Addresses written so that the entrance and the view might read them differently."""

from itertools import product
from urllib.parse import unquote_to_bytes

import pytest

from tests.walls import houses, oracle, principals
from tests.walls.extent import one_in
from tests.walls.fingerprint import changed
from tests.walls.knocks import text_of

FOREIGN = {"max": ("210", "305"), "cleo": ("351", "210"), "system-305": ("305", "351"), "nora": ("351", "210")}
"""Who → a council of theirs, and one behind a wall."""
TRICKS = (
    "//councils/{theirs}/", "/./councils/{theirs}/", "/councils//{theirs}/",
    "/councils/{mine}/../{theirs}/",     "/councils/{mine}/%2e%2e/{theirs}/", "/councils/{mine}%2f..%2f{theirs}/",
    "/councils/{mine}%2F{theirs}/",     "/councils/{theirs};/", "/councils/{theirs};jsessionid=1/",
    "/councils/{mine};{theirs}/", "/COUNCILS/{theirs}/",     "/councils/{theirs}./", "/councils/{theirs}%00/",
    "/councils/{mine}%00{theirs}/", "/councils/{theirs}%20/",     "/councils/%20{theirs}/", "/councils/{theirs}%0a/",
    "/councils/{theirs}%0d%0aX-Leak:1/", "/councils/+{theirs}/",     "/councils/0{theirs}/", "/councils/{wide}/",
    "/councils/{arabic}/", "/councils/{superscript}/",     "/councils/{theirs}{theirs}/",
    "/councils/{theirs}/?code={mine}",
    "/councils/{mine}/?code={theirs}",     "/councils/{mine}/?house=council/{theirs}&schema=council_{theirs}",
    "/councils/{mine}/#/councils/{theirs}/",     "/councils/{mine},{theirs}/", "/councils/{mine}|{theirs}/",
    "/councils/*/", "/councils/%25/", "/councils/_{theirs}/",     "/councils/council_{theirs}/", "/councils/public/",
    "/councils/london/", "/councils/region/", "/councils/panel/",     "/councils/national/", "/councils/../region/",
    "/councils/{mine}/../../panel/", "/councils/' OR '1'='1/",     "/councils/{theirs}' --/",
    "/councils/\"council_{theirs}\"/", "/councils/{theirs}/../{theirs}/",
    "/councils/\\{theirs}/",     "/councils/%c0%ae%c0%ae/{theirs}/", "/councils/%ff{theirs}/",
    "/councils/%e2%80%ae{theirs}/", "/councils/{long}/",     "/region//", "/region/../councils/{theirs}/",
    "/region/?region=north", "/region/team/{theirs}/", "/panel/?code=northern",     "/panel/../councils/{theirs}/",
    "/panel//referrals/", "/api/v1//councils/{theirs}/cases",     "/api/v1/councils/{theirs}/cases/",
    "/api/v1/councils/{theirs}%2fcases",
    "/api/v1/councils/{mine}/../{theirs}/cases",     "/api//v1/councils/{theirs}/cases",
    "/api/v2/councils/{theirs}/cases",
    "/API/v1/councils/{theirs}/cases",     "/api/v1/councils/{theirs}/cases?code={mine}",
    "/api/v1/councils/{mine}/cases?council={theirs}",     "/api/v1/councils/{mine}/cases?after=%00",
    "/api/v1/councils/{mine}/cases?after=' OR 1=1 --",     "/api/v1/councils/{theirs}/cases.json",
    "/api/v1/councils/{theirs}/cases?format=api",
    "/api/v1/councils/{wide}/cases",     "/static/../councils/{theirs}/",
    "/static/%2e%2e/%2e%2e/config/settings/database.py", "/static//etc/passwd",
)  # fmt: skip
METHODS = ("GET", "POST", "DELETE")


def filled(trick: str, mine: str, theirs: str) -> str:
    return trick.format(
        mine=mine, theirs=theirs, long="2" * 4000,
        wide="".join(chr(0xFF10 + int(digit)) for digit in theirs),
        arabic="".join(chr(0x0660 + int(digit)) for digit in theirs),
        superscript="".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in theirs),
    )  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_a_disguised_address_leads_nowhere_else(furnished, prints, name, count):
    who = next(one for one in principals.EVERY if one.name == name)
    client, aviary, before = principals.client(furnished, who), houses.aviary(), prints.take()
    within = {f"{house}".replace("/", "_") for house in oracle.HOUSES if may_enter(who, house)}
    wrong = []
    tried = [each for number, each in enumerate(product(TRICKS, METHODS, (False, True))) if number % one_in(5) == 0]
    for trick, method, raw in tried:
        path = filled(trick, *FOREIGN[name])
        # Raw is as a server passes it on: decoded octets, whatever a client library would have made of it.
        extra = {"PATH_INFO": unquote_to_bytes(path.split("?")[0]).decode("latin-1")} if raw else {}
        response = client.generic(method, path, **extra)
        seen = {canary.house for canary in aviary.found(text_of(response))}
        if seen - within or response.status_code >= 500:
            wrong.append((method, path, raw, response.status_code, seen - within))
    count("attacks: paths in disguise", len(tried))
    assert wrong == []
    written = {table.split(".")[0] for table in changed(before, prints.take())}
    assert written <= within


def may_enter(who, house) -> bool:
    return house == who.house or oracle.REGION_OF.get(house) == who.house
