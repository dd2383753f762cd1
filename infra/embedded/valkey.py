"""One Valkey for this machine, broker and cache: started, found again, ended."""

import re
import signal
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from infra.embedded import account as accounts
from infra.embedded import binaries, home, ports, process, shelter
from infra.embedded.account import Account
from infra.embedded.errors import PortTaken, ServerFailed

PORT_SETTING = "IRO_BROKER_PORT"
SECONDS = 20


def locate(root: Path) -> tuple[home.Noted, str] | None:
    """The server that runs out of `root`, and its URL; None if none answers. Raises as `postgres.locate`."""
    folder = (root / "valkey").resolve()
    pid = _pid(folder)
    if pid is None:
        return None
    port = _port(pid)
    if port is None:
        return None
    url = _url(port, home.password(folder))
    version = answers(url)
    return (home.Noted(port, pid, str(folder), version), url) if version else None


def start(root: Path, *, fast: bool) -> tuple[home.Noted, str]:
    """Start the server of `root`. Raises any EmbeddedError."""
    programs = binaries.broker()
    account = accounts.choose(root / "valkey")
    folder = shelter.make_folder(root / "valkey", account)
    if not (folder / "password").exists():
        home.new_password(folder)
        account.own(folder / "password")
    program = shelter.reachable(programs, account) / programs.main.name
    pid = _pid(folder)
    kept = home.noted(root, "valkey")
    port = (_port(pid) if pid else None) or ports.choose(PORT_SETTING, kept.port if kept else None)
    since = _log_size(folder)
    # One that lives but doesn't answer yet reads its file still: a second one would write into the same.
    said = "" if pid else _run(program, folder, port, account, fast)
    url = _url(port, home.password(folder))
    version = _wait_until_it_answers(url, folder, port, since, said)
    return home.Noted(port, _pid(folder) or 0, str(folder), version), url


def stop(root: Path) -> bool:
    """End the server of `root`; what it holds is on disk first. True if one was running."""
    folder = (root / "valkey").resolve()
    pid = _pid(folder)
    if pid is None:
        return False
    if not process.end(pid, signal.SIGTERM, seconds=SECONDS):
        raise ServerFailed("Valkey", folder / "server.log", "it did not end when asked to")
    return True


def answers(url: str) -> str:
    """The version of the server that answers at `url`; empty if none does within two seconds."""
    once = Retry(NoBackoff(), 0)  # by itself the client asks again for seconds
    client = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2, retry=once)
    try:
        info = client.info("server")
        return str(info.get("valkey_version") or info.get("redis_version"))
    except redis.RedisError:
        return ""
    finally:
        client.close()


def _wait_until_it_answers(url: str, folder: Path, port: int, since: int, said: str) -> str:
    until = time.monotonic() + SECONDS
    while not (version := answers(url)):
        log = folder / "server.log"
        tail = log.read_bytes()[since:].decode(errors="replace")[-4000:] if log.exists() else ""
        if "Address already in use" in tail:
            raise PortTaken(port, PORT_SETTING)
        if time.monotonic() > until:
            raise ServerFailed("Valkey", log, tail or said)
        time.sleep(0.02)
    return version


def _log_size(folder: Path) -> int:
    log = folder / "server.log"
    return log.stat().st_size if log.exists() else 0


def _run(program: Path, folder: Path, port: int, account: Account, fast: bool) -> str:
    """Start it; it leaves our session by itself. Returns what it said before it did.

    Folder and port stand in its command line, by which it is known again; the password doesn't: the settings
    are read from standard input.
    """
    settings = f"""
bind 127.0.0.1
requirepass {home.password(folder)}
daemonize yes
set-proc-title no
pidfile "{folder}/valkey.pid"
logfile "{folder}/server.log"
appendonly yes
appendfsync {"no" if fast else "everysec"}
save ""
"""
    return account.run([program, "-", "--dir", folder, "--port", str(port)], stdin=settings).stdout


def _url(port: int, password: str) -> str:
    return f"redis://:{password}@127.0.0.1:{port}/0"


def _pid(folder: Path) -> int | None:
    try:
        text = (folder / "valkey.pid").read_text().strip()
    except FileNotFoundError:
        return None
    pid = int(text) if text.isdecimal() else None
    return pid if process.is_server(pid, "-server ", f"--dir {folder} ") else None


def _port(pid: int) -> int | None:
    found = re.search(r" --port (\d+)", process.command_line(pid))
    return int(found.group(1)) if found else None
