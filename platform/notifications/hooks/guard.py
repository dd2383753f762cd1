"""Where a webhook may go: nowhere inside. A council's address is hostile until its every IP has been looked at.

The name is resolved once, and the very address that was looked at is connected to: a name that leads elsewhere a moment
later (DNS rebinding) leads nowhere.
"""

import ipaddress
import socket
from urllib.parse import SplitResult

from notifications.hooks.rules import AddressRefused, NotSent

_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""NAT64: an IPv6 address by which a gateway reaches any IPv4 one."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def resolve(parts: SplitResult, *, loopback: bool) -> tuple[str, int]:
    """The IP address and port to connect to. Raises AddressRefused where any of the name's leads inside, NotSent where
    it leads nowhere. `loopback`: this machine is allowed, for an installation that is no real one."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise NotSent("the name is not known") from unknown
    addresses = [str(sockaddr[0]) for *_, sockaddr in found]
    for address in addresses:
        if not may_reach(address, loopback=loopback):
            raise AddressRefused("Give an address on the internet: this one leads inside a network.")
    return addresses[0], port


def may_reach(address: str, *, loopback: bool = False) -> bool:
    """Whether it is an address on the internet, in whichever form it is written."""
    given = ipaddress.ip_address(address.partition("%")[0])
    if loopback and _plain(given).is_loopback:
        return True
    return given.is_global and not given.is_multicast and not given.is_reserved and not _embeds(given)


def _plain(given: Address) -> Address:
    mapped = given.ipv4_mapped if isinstance(given, ipaddress.IPv6Address) else None
    return mapped or given


def _embeds(given: Address) -> bool:
    """An IPv4 address inside an IPv6 one, by which something inside could be meant."""
    if isinstance(given, ipaddress.IPv4Address):
        return False
    return (
        given.ipv4_mapped is not None
        or given.sixtofour is not None
        or given.teredo is not None
        or any(given in network for network in _EMBEDDING)
    )
