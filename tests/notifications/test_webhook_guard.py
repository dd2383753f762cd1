"""Where a webhook may not go, in whichever form it is written, and whatever a name leads to a moment later."""

import socket
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.hooks import guard, wire
from notifications.hooks.rules import AddressRefused, NotSent
from tests.notifications.receiver import receiving

INSIDE = (
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::",
    "2001:db8::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_is_reached(address):
    assert not guard.may_reach(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111"])
def test_the_internet_is(address):
    assert guard.may_reach(address)


@given(st.ip_addresses())
def test_what_python_calls_not_global_is_never_reached(address):
    if not address.is_global:
        assert not guard.may_reach(str(address))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "017700000001", "127.1"])
def test_no_spelling_of_this_machine_gets_through(host):
    with pytest.raises((AddressRefused, NotSent)):
        wire.post(f"https://{host}/", b"{}", {}, loopback=False)


def test_one_address_inside_among_others_is_enough(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(AddressRefused):
        guard.resolve(urlsplit("https://council.example/"), loopback=False)


def test_a_name_that_leads_elsewhere_a_moment_later_is_not_asked_again(monkeypatch):
    """DNS rebinding: what was looked at is what is connected to."""
    asked, real = [], socket.getaddrinfo

    def resolver(host, port, *rest, **more):
        if host != "council.example":
            return real(host, port, *rest, **more)
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port, *rest, **more)

    with receiving() as receiver:
        port = urlsplit(receiver.url).port
        monkeypatch.setattr(socket, "getaddrinfo", resolver)
        assert wire.post(f"http://council.example:{port}/", b"{}", {}, loopback=True) == 204
    assert asked == ["council.example"]
    assert receiver.received[0][0]["host"] == f"council.example:{port}"
