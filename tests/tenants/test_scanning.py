"""A scanner looks at each file before it is kept: by paper and by return, clean, infected, and while it is away."""

import socketserver
import struct
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from casework.models import HandedReturn, Paper
from ledger.models import Change
from tenants.pins import pinned
from tests.api.test_cases import changed, post, problem
from tests.casework.papers import PDF, send

# The standard test file in two halves, so that no scanner takes this one for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@contextmanager
def clamd(address=("127.0.0.1", 0)):
    """Speaks clamd's INSTREAM, and knows one virus: its address, and what it was sent."""
    scanned = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                content += self.rfile.read(size)
            scanned.append(content)
            found = EICAR in content
            self.wfile.write(b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0")

    is_path = isinstance(address, str)
    kind = socketserver.ThreadingUnixStreamServer if is_path else socketserver.ThreadingTCPServer
    with kind(address, Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        named = f"unix:{address}" if is_path else f"tcp://127.0.0.1:{server.server_address[1]}"
        with override_settings(SCANNER=named):
            yield scanned
        server.shutdown()
        thread.join()


@pytest.fixture
def child(cast, token):
    headers = token("210")
    return headers, post(headers, changed()).json()["id"]


def written(cast):
    with pinned(cast.house("council/210").own_pin()):
        rows = [model.objects.count() for model in (Paper, HandedReturn, Change)]
    return rows, sorted(path.name for path in Path(settings.FILES_HOME).rglob("*") if path.is_file())


def hand_in(headers, content):
    file = SimpleUploadedFile("header.csv", content)
    return Client().post("/api/v1/councils/210/imports", {"file": file}, headers=headers)


def test_what_is_clean_is_kept_whole(cast, child, tmp_path):
    for address in (("127.0.0.1", 0), str(tmp_path / "clamd.ctl")):
        with clamd(address) as scanned:
            answer = send(*child)
            assert answer.status_code == 201
            assert hand_in(child[0], b"CHILD,SEX,DOB\n").status_code == 202
        assert scanned == [PDF, b"CHILD,SEX,DOB\n"]
    read = Client().get(f"/api/v1/councils/210/papers/{answer.json()['id']}", headers=child[0])
    assert read.content == PDF


def test_what_is_infected_is_refused_and_nothing_is_written(cast, child):
    before = written(cast)
    with clamd():
        problem(send(*child, content=b"%PDF-1.7 " + EICAR), 422, "file-infected")
        problem(hand_in(child[0], b"CHILD,SEX,DOB\n" * 20_000 + EICAR), 422, "file-infected")
    assert written(cast) == before


@override_settings(SCANNER="tcp://127.0.0.1:9")
def test_while_the_scanner_is_away_nothing_is_taken_in(cast, child):
    before = written(cast)
    for answer in (send(*child), hand_in(child[0], b"CHILD,SEX,DOB\n")):
        problem(answer, 503, "scanner-away")
        assert answer["Retry-After"] == "60"
    assert written(cast) == before
