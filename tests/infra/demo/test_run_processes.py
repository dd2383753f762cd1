"""Processes of the demonstration: started once, found again, ended with all their children; a failure says why."""

import json
import os
import socket
import sys
import time

import pytest

from infra.demo.faults import DidNotStart, PortTaken
from infra.demo.running.folder import Folder, State, new_password
from infra.demo.running.processes import Kept, choose_port, free_port, is_free, listens
from infra.embedded import process

PARENT = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', sys.argv[1]]); time.sleep(600)"  # noqa: E501


@pytest.fixture
def folder(tmp_path):
    found = Folder(tmp_path)
    found.make()
    return found


@pytest.fixture
def kept(folder):
    mark = f"iro-test-{os.getpid()}-{folder.home.name}"
    one = Kept(folder, "sleeper", (sys.executable, "-c", PARENT, mark), mark)
    yield one
    one.stop()


def processes_with(mark):
    found = (process.command_line(int(name)) for name in os.listdir("/proc") if name.isdigit())
    return [line for line in found if mark in line]


def test_it_is_started_once_and_ended_with_its_children(kept):
    ready = lambda: len(processes_with(kept.mark)) == 2  # noqa: E731
    assert kept.start(os.environ, ready=ready) is True
    assert kept.start(os.environ, ready=ready) is False
    assert len(processes_with(kept.mark)) == 2
    assert kept.stop() is True
    until = time.monotonic() + 5
    while processes_with(kept.mark) and time.monotonic() < until:
        time.sleep(0.02)
    assert processes_with(kept.mark) == []
    assert kept.stop() is False


def test_a_number_that_belongs_to_another_program_by_now_is_left_alone(kept):
    kept.note.write_text(json.dumps({"pid": os.getpid()}))
    assert kept.pid() is None
    assert kept.stop() is False


def test_one_that_dies_at_once_is_told_with_the_end_of_its_log(folder):
    words = (sys.executable, "-c", "print('no such thing'); raise SystemExit(2)")
    dying = Kept(folder, "dying", words, "no such mark")
    with pytest.raises(DidNotStart) as told:
        dying.start(os.environ, ready=lambda: False)
    assert "no such thing" in str(told.value)
    assert dying.pid() is None


def test_a_port_that_was_asked_for_must_be_free():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert listens(port)
        assert not is_free(port)
        with pytest.raises(PortTaken) as told:
            choose_port(port, None)
        assert "--port" in str(told.value)
        assert choose_port(None, port) != port


def test_the_port_of_last_time_is_taken_again():
    port = free_port()
    assert choose_port(None, port) == port
    assert not listens(0)


def test_the_folder_keeps_its_state_for_its_owner_alone(folder):
    assert folder.state() is None
    state = State(new_password(), 8000, 300, "2026-11-23", told=True, notes=("one", "two"))
    folder.keep(state)
    assert folder.state() == state
    assert (folder.path / "state.json").stat().st_mode & 0o077 == 0
    (folder.path / "state.json").write_text("{")
    assert folder.state() is None


def test_a_program_that_is_missing_is_named(folder):
    missing = Kept(folder, "missing", ("/no/such/program",), "no such mark")
    with pytest.raises(DidNotStart) as told:
        missing.start(os.environ, ready=lambda: False)
    assert "/no/such/program" in str(told.value)
    assert "make install" in str(told.value)
