"""Ports on 127.0.0.1: the one asked for, the one kept from last time, or any that is free."""

import os
import socket

from infra.embedded.errors import PortTaken


def is_free(port: int) -> bool:
    """True if a server could listen on `port` now (a port that only lingers after a close counts as free)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def any_free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def choose(setting: str, kept: int | None) -> int:
    """The port in the environment's `setting`, else the kept one while it is free, else a free one.

    Raises PortTaken when the environment asks for one that another program uses.
    """
    asked = os.environ.get(setting)
    if asked:
        if not asked.isdecimal() or not is_free(int(asked)):
            raise PortTaken(int(asked) if asked.isdecimal() else 0, f"{setting}={asked}")
        return int(asked)
    return kept if kept is not None and is_free(kept) else any_free()
