"""Headers and cookies that say two things at once, or speak for another."""

import json

import pytest
from django.conf import settings
from django.test import Client

from tests import databases
from tests.cast import PASSWORD
from tests.walls import houses, principals
from tests.walls.fingerprint import changed
from tests.walls.knocks import text_of

THEIRS = ("/councils/305/", "/councils/305/disputes/", "/api/v1/councils/305/cases", "/region/", "/panel/")
SPOOFS = {
    "another host": {"X-Forwarded-Host": "305.example.org", "X-Forwarded-Server": "council-305"},
    "another address": {"X-Original-URL": "/councils/305/", "X-Rewrite-URL": "/councils/305/"},
    "another method": {"X-HTTP-Method-Override": "GET", "X-HTTP-Method": "GET", "X-Method-Override": "GET"},
    "another person": {"X-Remote-User": "bea@example.org", "Remote-User": "bea@example.org", "X-User": "bea"},
    "another house": {"X-Tenant": "council_305", "X-Council": "305", "X-Schema": "council_305", "X-House": "305"},
    "from inside": {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", "Forwarded": "for=127.0.0.1;host=305"},
    "https": {"X-Forwarded-Proto": "https", "X-Forwarded-Ssl": "on"},
    "an id of two lines": {"X-Request-ID": "aaaaaaaa\r\nX-Leak: 1"},
    "an id of SQL": {"X-Request-ID": "'; SET search_path TO council_305; --"},
    "a range": {"Range": "bytes=0-10", "If-None-Match": "*", "If-Match": "*"},
    "what is accepted": {"Accept": "application/xml, text/html;q=0.1, ../../etc/passwd"},
    "a language": {"Accept-Language": "../../../etc/passwd,en;q=0.5"},
    "chunked": {"Transfer-Encoding": "chunked"},
    "a proxy": {"Proxy": "http://305.example.org", "Via": "1.1 council-305"},
    "internal": {"X-Accel-Redirect": "/councils/305/", "X-Sendfile": "/etc/passwd"},
    "an odd cookie": {"Cookie": 'iro_session="; Domain=305; iro_session=x'},
    "odd authorization": {"Authorization": "Bearer"},
    "authorization of nobody": {"Authorization": "Bearer null"},
    "authorization by name": {"Authorization": "Basic YmVhQGV4YW1wbGUub3JnOmJlYQ=="},
}
PART = 'Content-Disposition: form-data; name="code"'
BODIES = {
    "form": ("application/x-www-form-urlencoded", "code=305&council=305&_method=GET"),
    "json": ("application/json", json.dumps({"code": "305", "council": "305", "__proto__": {"house": "305"}})),
    "json called a form": ("application/x-www-form-urlencoded", '{"code": "305"}'),
    "form called json": ("application/json", "code=305"),
    "multipart without a boundary": ("multipart/form-data", "x"),
    "multipart": ("multipart/form-data; boundary=x", f"--x\r\n{PART}\r\n\r\n305\r\n--x--"),
    "xml": ("application/xml", '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'),
    "yaml": ("application/yaml", "!!python/object/apply:os.system ['true']"),
    "pickle": ("application/python-pickle", "cos\nsystem\n(S'true'\ntR."),
    "broken": ("application/json", '{"code": '),
    "deep": ("application/json", "[" * 20000),
    "not utf-8": ("application/json; charset=utf-16", "{}"),
    "no type": ("", "x"),
}


@pytest.fixture(scope="module")
def furnished(walls_template):
    """One database for all: nothing here leaves anything in it."""
    name, cast = walls_template
    with databases.clone(name):
        yield cast


@pytest.fixture
def doorkeeper(furnished, prints, count):
    """Knock as max of 210 with these words; nothing of another house may show, nothing may be written anywhere."""
    aviary, before, tried = houses.aviary(), prints.take(), []

    def knock(client: Client, method: str, path: str, **more: object):
        response = client.generic(method, path, **more)
        tried.append(path)
        foreign = {canary for canary in aviary.found(text_of(response)) if canary.house != "council_210"}
        assert foreign == set()
        assert response.status_code < 500
        return response

    yield knock
    count("attacks: headers, bodies and cookies", len(tried))
    assert changed(before, prints.take()) - READS == set()


READS = {"council_210.ledger_read", "council_210.ledger_queue"}
"""Max looks at his own council's cases meanwhile, which is written down."""


@pytest.fixture
def max_(furnished):
    return signed_in(furnished, "max")


def signed_in(cast, name):
    return principals.client(cast, next(one for one in principals.EVERY if one.name == name))


@pytest.mark.parametrize("spoof", SPOOFS)
def test_no_header_speaks_for_another(max_, doorkeeper, spoof):
    for path in THEIRS:
        for method in ("GET", "POST", "HEAD"):
            assert doorkeeper(max_, method, path, headers=SPOOFS[spoof]).status_code in (400, 401, 302, 404)
    own = doorkeeper(max_, "GET", "/councils/210/", headers=SPOOFS[spoof])
    assert "X-Leak" not in own.headers
    assert "\n" not in own.headers.get("X-Request-ID", "")


@pytest.mark.parametrize("body", BODIES)
def test_no_body_leads_elsewhere(max_, doorkeeper, body):
    kind, words = BODIES[body]
    for path in (*THEIRS, "/councils/210/", "/api/v1/councils/210/cases"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            response = doorkeeper(max_, method, path, data=words, content_type=kind)
            assert response.status_code in (400, 401, 403, 404, 405, 415, 422), (path, method)


@pytest.mark.parametrize("length", ["0", "1", "99999999", "-1", "x", "1e9"])
def test_a_wrong_length_opens_nothing(max_, doorkeeper, length):
    for path in (*THEIRS, "/api/v1/councils/210/cases"):
        response = doorkeeper(max_, "POST", path, data="{}", content_type="application/json", CONTENT_LENGTH=length)
        assert 400 <= response.status_code < 500


@pytest.mark.parametrize("host", ["council-305", "305.example.org", "testserver@305.example.org", "127.0.0.1/305", ""])
def test_another_host_is_refused(max_, doorkeeper, host):
    for path in THEIRS:
        assert doorkeeper(max_, "GET", path, HTTP_HOST=host).status_code in (400, 404)


class TestTwoWhoAreOne:
    """A token beside a session: the token alone counts where there is an API, and neither lends the other a right."""

    def test_a_session_and_anothers_token(self, furnished, doorkeeper):
        client = signed_in(furnished, "max")
        theirs = {"Authorization": f"Bearer {principals.token(furnished, '351')}"}
        for path in THEIRS:
            assert doorkeeper(client, "GET", path, headers=theirs).status_code == 404
        assert doorkeeper(client, "GET", "/api/v1/councils/210/cases", headers=theirs).status_code == 404
        assert doorkeeper(client, "GET", "/councils/210/", headers=theirs).status_code == 404

    @pytest.mark.parametrize("joined", ["{a}, Bearer {b}", "{a},{b}", "{a} {b}", "{a}\tBearer\t{b}", "{b}x"])
    def test_two_tokens_are_none(self, furnished, doorkeeper, joined):
        a, b = (principals.token(furnished, code) for code in ("210", "305"))
        client = Client(headers={"Authorization": "Bearer " + joined.format(a=a, b=b)}, raise_request_exception=False)
        for path in ("/api/v1/councils/305/cases", "/api/v1/councils/210/cases"):
            assert doorkeeper(client, "GET", path).status_code == 401

    @pytest.mark.parametrize("where", ["query", "body", "cookie"])
    def test_a_token_anywhere_else_is_no_token(self, furnished, doorkeeper, where):
        word = principals.token(furnished, "305")
        client = signed_in(furnished, "max")
        path, more = "/api/v1/councils/305/cases", {}
        if where == "query":
            path += f"?access_token={word}"
        elif where == "body":
            more = {"data": f"access_token={word}", "content_type": "application/x-www-form-urlencoded"}
        else:
            client.cookies["access_token"] = word
        assert doorkeeper(client, "GET", path, **more).status_code == 404


def test_two_sessions_in_one_request_are_one_of_them(furnished, doorkeeper):
    max_, bea = (signed_in(furnished, name).cookies[settings.SESSION_COOKIE_NAME].value for name in ("max", "bea"))
    both = Client(raise_request_exception=False)
    name = settings.SESSION_COOKIE_NAME
    for cookies in (f"{name}={bea}; {name}={max_}", f"{name}={max_}{bea}", f"{name}={max_[:16]}{bea[16:]}"):
        for path in ("/councils/305/", "/panel/", "/region/"):
            assert doorkeeper(both, "GET", path, HTTP_COOKIE=cookies).status_code in (302, 404)


def test_a_session_given_beforehand_is_not_the_one_signed_in_with(furnished):
    """Fixation: whoever planted the cookie has nothing once its bearer has signed in."""
    victim = Client(raise_request_exception=False)
    victim.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    answer = victim.post("/accounts/login/", {"login": "max@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert victim.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32
    planted = Client(raise_request_exception=False)
    planted.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    assert planted.get("/councils/210/").status_code == 302


def test_signing_in_as_another_in_the_same_browser_leaves_nothing_of_the_first(furnished):
    aviary, browser = houses.aviary(), Client(raise_request_exception=False)
    for name, code, foreign in (("max", "210", "305"), ("bea", "305", "210")):
        browser.post("/accounts/logout/")
        browser.post("/accounts/login/", {"login": f"{name}@example.org", "password": PASSWORD})
        shown = {canary.house for canary in aviary.found(text_of(browser.get(f"/councils/{code}/")))}
        assert shown == {f"council_{code}"}
        assert browser.get(f"/councils/{foreign}/").status_code == 404


def test_no_answer_with_words_is_kept_by_a_cache_on_the_way(furnished):
    aviary = houses.aviary()
    for name, path in (("max", "/councils/210/"), ("ada", "/region/"), ("system-210", "/api/v1/councils/210/cases")):
        answer = signed_in(furnished, name).get(path)
        assert aviary.found(text_of(answer))
        assert answer.headers["Cache-Control"] == "private, no-store"
