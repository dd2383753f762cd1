"""The ledger's processes, run for real beside a test: sequencer, signer, witness."""

import os
import signal
import subprocess
import sys
import threading
import time

from django.conf import settings
from django.db import connection


def environment():
    """What a process needs to work on this test's database and signer's folders. No installer's password."""
    found = connection.settings_dict
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://nobody:@{found['HOST']}:{found['PORT']}/{found['NAME']}",
        "IRO_SIGNER_HOME": str(settings.SIGNER_HOME),
        "IRO_SIGNER_KEYS": str(settings.SIGNER_KEYS),
        "IRO_WITNESSES_FILE": str(settings.WITNESSES_FILE),
    }


class Running:
    """`python -m MODULE …` until the block ends."""

    def __init__(self, module, *arguments, **more):
        self.command = [sys.executable, "-m", module, *map(str, arguments)]
        self.more = more

    def start(self):
        self.process = subprocess.Popen(self.command, env=environment(), **self.more)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        self.process.terminate()
        return self.process.wait(timeout=20)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.process.kill()
        self.process.communicate()


class Witness(Running):
    """`iro-witness`, which enrols the logs that the signer announces; `line` is what it prints: vkey and url."""

    def __init__(self, folder, name="witness.example/w1"):
        self.folder = folder
        super().__init__(
            "ledger.witness", "--db", folder / "witness.db", "--key", folder / "witness.key", "--name", name,
            "--listen", "127.0.0.1:0", "--enrol", settings.SIGNER_HOME / "logs",
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def start(self):
        super().start()
        self.line = self.process.stdout.readline().strip()
        self.vkey, self.url = self.line.split(" ")


def wait_until(true, seconds=20):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def in_other_thread(work):
    found = []

    def run():
        try:
            found.append(work())
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]
