"""`iro worker` ends what it started, whatever that is doing; so does the loop of sequencer and signer."""

import os
import signal
import subprocess
import sys
import time

import pytest

from config.cli import worker
from ledger.service import Service

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
WILLING = "import time; print('here', flush=True); time.sleep(600)"


def started(words: str) -> worker.Supervised:
    process = subprocess.Popen([sys.executable, "-c", words], stdout=subprocess.PIPE)
    process.stdout.readline()
    return worker.Supervised("one", ("-c", words), process=process)


@pytest.mark.parametrize(("words", "ended_by"), [(WILLING, signal.SIGTERM), (DEAF, signal.SIGKILL)])
def test_what_does_not_end_when_it_is_told_to_is_killed(words, ended_by, capsys):
    one = started(words)
    one.end()
    one.gone_by(time.monotonic() + 2.0)
    assert one.process.returncode == -ended_by
    assert ("is killed" in capsys.readouterr().err) == (ended_by == signal.SIGKILL)
    one.process.stdout.close()


@pytest.mark.parametrize("during", ["work", "pause"])
def test_the_loop_ends_after_the_batch_under_way(during, monkeypatch):
    """The handler takes no lock: as `Event.set` it would wait for ever on the very thread that it interrupts."""
    rounds = []
    service = Service("test", lambda house: 0, busy_pause=0.01, idle_pause=0.01)

    def stop(*_):
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(service, "round", lambda: rounds.append(during == "work" and stop()) or 0)
    if during == "pause":
        monkeypatch.setattr(time, "sleep", stop)
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        assert service.run() == 0
    finally:
        for number, handler in zip((signal.SIGTERM, signal.SIGINT), before, strict=True):
            signal.signal(number, handler)
    assert len(rounds) == 1
