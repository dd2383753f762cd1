"""The witness over real HTTP: what it cosigns, what it refuses, and that it never forgets."""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger import notes, tree, witness
from ledger.notes import COSIGNATURE, Checkpoint, NoteError, Signer
from ledger.witness_client import WitnessConflictError, WitnessRefusedError, WitnessUnreachableError, cosign
from ledger.witness_memory import MemoryLostError, WitnessMemory

NAME = "witness.example/w1"
LEAVES = [tree.leaf_hash(bytes([number])) for number in range(40)]
FORK = [*LEAVES[:4], *(tree.leaf_hash(b"fork" + bytes([number])) for number in range(36))]


@pytest.fixture
def log():
    return Signer("iro/council/210/1", Ed25519PrivateKey.generate())


@pytest.fixture
def files(tmp_path):
    return {"db": tmp_path / "w" / "witness.db", "key": tmp_path / "w" / "witness.key", "name": NAME}


class Running:
    """A witness that serves on a free port of this machine, in a thread."""

    def __init__(self, files, logs, enrol=None):
        self.witness = witness.open_witness(**files, logs=[str(key.verifier()) for key in logs], enrol=enrol)
        self.server = witness.WitnessServer(("127.0.0.1", 0), self.witness)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.key = notes.parse_vkey(self.witness.vkey)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def run():
    started = []

    def start(*args, **kwargs):
        started.append(Running(*args, **kwargs))
        return started[-1]

    yield start
    for running in started:
        running.stop()


def checkpoint(log, size, leaves=LEAVES, root=None):
    return notes.sign_checkpoint(Checkpoint(log.name, size, root or tree.root(leaves[:size])), log)


def ask(running, log, old, size, leaves=LEAVES):
    proof = tree.consistency_proof(old, size, leaves) if 0 < old < size else []
    return cosign(running.url, old, proof, checkpoint(log, size, leaves))


def post(url, body, path="/add-checkpoint", headers=None):
    """Status, content type and text of the answer to a raw body."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    connection.request("POST", path, body, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get_content_type(), text


def test_a_growing_log_is_cosigned(run, files, log):
    running = run(files, [log])
    for old, size in [(0, 3), (3, 4), (4, 11), (11, 40), (40, 40)]:
        signed = checkpoint(log, size)
        cosigned = notes.add_signatures(signed, ask(running, log, old, size))
        assert notes.verify_cosignature(notes.parse_note(cosigned), running.key) > 0
    assert running.key.name == NAME
    assert running.key.algorithm == COSIGNATURE


def test_the_operator_can_ask_for_the_vkey(run, files, log):
    running = run(files, [log])
    with urllib.request.urlopen(f"{running.url}/vkey", timeout=10) as answer:
        assert answer.read().decode() == f"{running.key}\n"
    assert (files["key"].parent / "witness.key.vkey").read_text(encoding="utf-8") == f"{running.key}\n"


def test_another_size_than_remembered_is_told(run, files, log):
    running = run(files, [log])
    ask(running, log, 0, 10)
    for old, size in [(0, 12), (9, 12), (11, 12), (0, 10), (0, 0)]:
        with pytest.raises(WitnessConflictError) as caught:
            ask(running, log, old, size)
        assert caught.value.size == 10
    body = f"old 0\n\n{checkpoint(log, 12)}".encode()
    assert post(running.url, body) == (409, "text/x.tlog.size", "10\n")


def test_a_rollback_is_refused(run, files, log):
    running = run(files, [log])
    ask(running, log, 0, 10)
    with pytest.raises(WitnessRefusedError) as caught:
        cosign(running.url, 10, [], checkpoint(log, 6))
    assert caught.value.status == 400
    with pytest.raises(WitnessConflictError):
        ask(running, log, 6, 6)
    assert ask(running, log, 10, 11)


def test_a_fork_of_the_same_size_is_refused(run, files, log):
    running = run(files, [log])
    ask(running, log, 0, 10)
    with pytest.raises(WitnessRefusedError) as caught:
        ask(running, log, 10, 10, FORK)
    assert caught.value.status == 409
    assert ask(running, log, 10, 10)


def test_a_fork_that_grew_is_refused(run, files, log):
    running = run(files, [log])
    ask(running, log, 0, 10)
    proofs = [
        tree.consistency_proof(10, 12, FORK),
        tree.consistency_proof(10, 12, LEAVES),
        tree.consistency_proof(4, 12, FORK),
        [],
    ]
    for proof in proofs:
        with pytest.raises(WitnessRefusedError) as caught:
            cosign(running.url, 10, proof, checkpoint(log, 12, FORK))
        assert caught.value.status == 422
    assert ask(running, log, 10, 12)


def test_the_evidence_of_a_fork_is_kept(run, files, log):
    running = run(files, [log])
    ask(running, log, 0, 10)
    for _ in range(2):
        with pytest.raises(WitnessRefusedError):
            ask(running, log, 10, 10, FORK)
    with pytest.raises(WitnessRefusedError):
        ask(running, log, 10, 12, FORK)
    stranger = Signer(log.name, Ed25519PrivateKey.generate())
    with pytest.raises(WitnessRefusedError):
        ask(running, stranger, 10, 10, FORK)
    with closing(sqlite3.connect(files["db"])) as db:
        rows = db.execute("SELECT code, request FROM evidence ORDER BY code").fetchall()
    assert [code for code, _ in rows] == ["witness-fork", "witness-inconsistent"]
    kept = notes.parse_note(rows[0][1].partition("\n\n")[2])
    assert notes.verify_signature(kept, [log.verifier()])


def test_hashes_where_nothing_is_to_be_proved_are_refused(run, files, log):
    running = run(files, [log])
    with pytest.raises(WitnessRefusedError) as caught:
        cosign(running.url, 0, [LEAVES[0]], checkpoint(log, 5))
    assert caught.value.status == 422
    ask(running, log, 0, 5)
    with pytest.raises(WitnessRefusedError) as caught:
        cosign(running.url, 5, [LEAVES[0]], checkpoint(log, 5))
    assert caught.value.status == 422


def test_an_empty_log_has_one_root(run, files, log):
    running = run(files, [log])
    with pytest.raises(WitnessRefusedError) as caught:
        cosign(running.url, 0, [], checkpoint(log, 0, root=bytes(32)))
    assert caught.value.status == 409
    assert cosign(running.url, 0, [], checkpoint(log, 0))
    assert ask(running, log, 0, 5)


def test_an_unknown_log_is_404_and_an_unknown_key_403(run, files, log):
    running = run(files, [log])
    other = Signer("iro/council/305/1", log.private)
    with pytest.raises(WitnessRefusedError) as caught:
        ask(running, other, 0, 5)
    assert caught.value.status == 404
    stranger = Signer(log.name, Ed25519PrivateKey.generate())
    with pytest.raises(WitnessRefusedError) as caught:
        ask(running, stranger, 0, 5)
    assert caught.value.status == 403
    altered = checkpoint(log, 5).replace("\n5\n", "\n6\n")
    with pytest.raises(WitnessRefusedError) as caught:
        cosign(running.url, 0, [], altered)
    assert caught.value.status == 403
    assert ask(running, log, 0, 5)


def test_malformed_requests_are_400(run, files, log):
    running = run(files, [log])
    good = checkpoint(log, 5)
    hash_line = "A" * 43 + "=\n"
    bodies = [
        b"",
        b"\xff\xfe",
        good.encode(),
        f"old\n\n{good}".encode(),
        f"old 00\n\n{good}".encode(),
        f"old -1\n\n{good}".encode(),
        f"old  0\n\n{good}".encode(),
        f"OLD 0\n\n{good}".encode(),
        f"old 0\r\n\r\n{good}".encode(),
        f"old 0\n{good}".encode(),
        f"old 0\nnot-a-hash\n\n{good}".encode(),
        f"old 0\n{'A' * 42}B=\n\n{good}".encode(),
        f"old 0\n{hash_line * 64}\n{good}".encode(),
        f"old 0\n\n{good[:-1]}".encode(),
        f"old 0\n\n{good.partition(chr(10) * 2)[0]}\n".encode(),
    ]
    for body in bodies:
        assert post(running.url, body)[0] == 400, body
    assert post(running.url, f"old 0\n\n{good}".encode())[0] == 200


def test_large_bodies_and_strange_paths_are_refused(run, files, log):
    running = run(files, [log])
    assert post(running.url, b"x" * 70_000)[0] == 413
    assert post(running.url, None, headers={"Content-Length": "9" * 30})[0] == 413
    assert post(running.url, b"x", headers={"Content-Length": "-1"})[0] == 413
    assert post(running.url, iter([b"x"]), headers={"Transfer-Encoding": "chunked"})[0] == 413
    assert post(running.url, b"x", path="/elsewhere")[0] == 404
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{running.url}/add-checkpoint", timeout=10)


def test_one_connection_serves_many_requests(run, files, log):
    running = run(files, [log])
    connection = http.client.HTTPConnection(running.url.removeprefix("http://"), timeout=10)
    for old, size in [(0, 5), (5, 5), (5, 5)]:
        connection.request("POST", "/add-checkpoint", f"old {old}\n\n{checkpoint(log, size)}".encode())
        answer = connection.getresponse()
        assert answer.status == 200
        answer.read()
    connection.close()


def test_memory_outlives_a_restart(run, files, log):
    first = run(files, [log])
    ask(first, log, 0, 10)
    first.server.shutdown()
    second = run(files, [log])
    assert second.key == first.key
    with pytest.raises(WitnessConflictError) as caught:
        ask(second, log, 0, 5, FORK)
    assert caught.value.size == 10
    assert ask(second, log, 10, 12)


def test_a_key_without_its_memory_is_refused(run, files, log):
    run(files, [log])
    files["db"].unlink()
    with pytest.raises(MemoryLostError):
        witness.open_witness(**files)
    assert not files["db"].exists()
    for content in (b"", b"not a database, not at all" * 400):
        files["db"].write_bytes(content)
        with pytest.raises(MemoryLostError) as caught:
            witness.open_witness(**files)
        assert caught.value.code == "witness-memory-lost"


def test_requests_at_once_never_make_two_histories(run, files, log):
    running = run(files, [log])
    ask(running, log, 0, 4)

    def race(choice):
        try:
            return ask(running, log, 4, *choice)
        except (WitnessConflictError, WitnessRefusedError):
            return None

    choices = [(size, leaves) for size in range(5, 21) for leaves in (LEAVES, FORK)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(race, choices))
    # All ask to go on from 4: whichever came first moved the memory, so no other can have been cosigned.
    assert sum(answer is not None for answer in answers) == 1
    (size, leaves) = choices[next(place for place, answer in enumerate(answers) if answer)]
    latest = WitnessMemory(files["db"], new=False).latest(log.name)
    assert (latest.size, latest.root) == (size, tree.root(leaves[:size]))


def test_logs_are_enrolled_while_it_runs(run, files, log, tmp_path):
    enrol = tmp_path / "logs"
    running = run(files, [], enrol=enrol)
    with pytest.raises(WitnessRefusedError) as caught:
        ask(running, log, 0, 5)
    assert caught.value.status == 404
    enrol.write_text(f"# Southwark\n{log.verifier()}\n\n", encoding="utf-8")
    assert ask(running, log, 0, 5)
    enrol.write_text("this is no vkey, and the file is longer than before" * 10, encoding="utf-8")
    assert ask(running, log, 5, 6)


def test_its_own_key_or_a_witness_key_is_no_log(run, files, log):
    running = run(files, [log])
    own = notes.VerifierKey("iro/council/210/1", notes.ED25519, running.key.public)
    for key in (own, running.key):
        with pytest.raises(NoteError):
            witness.open_witness(**files, logs=[str(key)])


def test_a_silent_or_missing_witness_is_unreachable(log):
    with pytest.raises(WitnessUnreachableError):
        cosign("http://127.0.0.1:1", 0, [], checkpoint(log, 5), timeout=2)
    with pytest.raises(WitnessRefusedError):
        cosign("file:///etc/passwd", 0, [], checkpoint(log, 5))


def start(files, log, *more):
    command = [sys.executable, "-m", "ledger.witness", "--listen", "127.0.0.1:0", "--log", str(log.verifier())]
    for name, value in files.items():
        command += [f"--{name}", str(value)]
    process = subprocess.Popen([*command, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return process, process.stdout.readline().split()


def test_killed_at_any_moment_it_remembers_what_it_answered(files, log):
    last = 0
    for round_ in range(3):
        process, (vkey, url) = start(files, log)
        done = []

        def grow(url=url, done=done, low=last):
            old = low
            while True:
                size = min(old + 1, len(LEAVES))
                try:
                    cosign(url, old, tree.consistency_proof(old, size, LEAVES) if old else [], checkpoint(log, size))
                except WitnessConflictError as conflict:
                    old = conflict.size
                    continue
                except WitnessUnreachableError:
                    return
                done.append(size)
                old = size

        thread = threading.Thread(target=grow)
        thread.start()
        while len(done) < 5 + round_:
            thread.join(0.005)
        os.kill(process.pid, signal.SIGKILL)
        thread.join()
        process.communicate()
        last = done[-1]
    process, (again, url) = start(files, log)
    try:
        assert again == vkey
        with pytest.raises(WitnessConflictError) as caught:
            cosign(url, 0, [], checkpoint(log, 1, FORK))
        # It may have remembered one more than it could answer, never one less.
        assert last <= caught.value.size <= last + 1
    finally:
        process.terminate()
        process.communicate()


def test_the_command_says_why_it_cannot_start(files, log):
    process, _ = start(files, log, "--log", "nonsense")
    assert process.wait(10) == 2
    assert "vkey-malformed" in process.communicate()[1]
    process, _ = start(files, log, "--listen", "nowhere")
    assert process.wait(10) == 2
    assert "HOST:PORT" in process.communicate()[1]
