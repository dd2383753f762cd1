"""Which user the servers run as. Written so that each holds for root and for anybody else."""

import multiprocessing
import os
import pwd
import shutil
from pathlib import Path

import pytest

from infra import embedded
from infra.embedded import account, binaries
from infra.embedded import home as homes
from infra.embedded import shelter as shelters
from tests.infra.embedded.probes import ask

ME = os.geteuid()


def uid_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


def test_servers_run_as_the_starter_or_in_roots_stead_as_one_without_rights(running: Path) -> None:
    for name in ("postgres", "valkey"):
        noted = homes.noted(running, name)
        assert noted is not None
        runs_as = uid_of(noted.pid)
        assert runs_as != 0
        assert runs_as == ME or ME == 0
        assert Path(noted.folder).stat().st_uid == runs_as
    # Nothing but the servers' own folders changed hands.
    assert {path.stat().st_uid for path in (running, running / "state.json", running / "lock")} == {ME}


def test_a_closed_home_and_closed_programs_are_no_hindrance(
    home: Path, shelter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    programs = binaries.postgres()
    shutil.copytree(programs.tree, closed / "wheel", symlinks=True)
    inside = closed / "wheel" / programs.main.relative_to(programs.tree)
    monkeypatch.setenv("POSTGRES_BIN_PATH", str(inside.parent))
    services = embedded.start(closed, fast=True)
    assert ask(services.database_url, "SELECT 1") == [(1,)]
    assert closed.stat().st_mode & 0o777 == 0o700, "a closed folder is never opened"
    assert (closed / "pg17").resolve().is_relative_to(shelter if ME == 0 else closed)
    embedded.remove(closed)


def test_a_normal_user_needs_nobodys_help(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if ME == 0:
        nobody = account.Account("nobody", pwd.getpwnam("nobody").pw_uid, pwd.getpwnam("nobody").pw_gid)
        nobody.own(home)
        # The environment itself may lie under root's closed home; what a user of his own would have is open.
        monkeypatch.setenv("POSTGRES_BIN_PATH", str(shelters.reachable(binaries.postgres(), nobody)))
        monkeypatch.setenv("BROKER_BIN_PATH", str(shelters.reachable(binaries.broker(), nobody)))
    child = multiprocessing.get_context("fork").Process(target=start_and_stop_as_a_normal_user, args=(home,))
    child.start()
    child.join(timeout=30)
    assert child.exitcode == 0
    assert (home / "pg17" / "data").exists()
    assert (home / "pg17").stat().st_uid == home.stat().st_uid != 0


def start_and_stop_as_a_normal_user(home: Path) -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
    services = embedded.start(home, fast=True)
    assert ask(services.database_url, "SELECT 1") == [(1,)]
    assert embedded.find(home) == services
    assert embedded.stop(home) == ["Valkey", "PostgreSQL"]


def test_without_a_user_to_hand_over_to_it_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(account, "STAND_INS", ("no-such-user",))
    with pytest.raises(embedded.EmbeddedError, match="no-such-user") as refused:
        account.choose(home / "pg17")
    assert refused.value.code == "no-unprivileged-user"
