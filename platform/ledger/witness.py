"""`iro-witness` cosigns a log's checkpoint only where it continues the last one seen (c2sp.org/tlog-witness).

Run it somewhere else than the log, under somebody else. What it cosigns is on disk before the answer leaves,
so neither a crash nor two requests at once can make it cosign two histories of one log.
"""

import argparse
import logging
import sqlite3
import sys
import time
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

from ledger.faults import Fault
from ledger.keys import load_or_create
from ledger.notes import (
    COSIGNATURE,
    ED25519,
    MAX_NOTE_OCTETS,
    NoteError,
    Signer,
    VerifierKey,
    cosign_checkpoint,
    parse_vkey,
    verify_signature,
)
from ledger.witness_memory import Refusal, SizeConflict, WitnessMemory, parse_request

MAX_BODY_OCTETS = MAX_NOTE_OCTETS
PLAIN = "text/plain; charset=utf-8"
SIZE = "text/x.tlog.size"
NOT_HERE = "there is GET /vkey, GET /latest?origin=… for a log that was cosigned, and POST /add-checkpoint\n"

logger = logging.getLogger("iro-witness")


class Enrolment:
    """The logs a witness knows: those given at the start, and a file of vkeys reread when it changes."""

    def __init__(self, keys: Iterable[VerifierKey], own: bytes, file: Path | None = None) -> None:
        """`own` is the witness's public key, which may never be a log's; raises NoteError for a bad key."""
        self._own = own
        self._file = file
        self._stamp: tuple[int, int, int] | None = None
        self._given = tuple(self._checked(key) for key in keys)
        self._filed: tuple[VerifierKey, ...] = ()
        self._reread()

    def keys(self, origin: str) -> list[VerifierKey]:
        """Keys that may sign for `origin`; empty for a log that isn't enrolled."""
        try:
            self._reread()
        except (NoteError, OSError, UnicodeDecodeError) as wrong:
            # Logs enrolled before stay enrolled: one bad line must not stop the others.
            logger.error("%s is left as it was: %s", self._file, wrong)
        return [key for key in (*self._given, *self._filed) if key.name == origin]

    def _reread(self) -> None:
        if self._file is None or not self._file.exists():
            return
        status = self._file.stat()
        stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        if stamp == self._stamp:
            return
        lines = self._file.read_text(encoding="utf-8").splitlines()
        vkeys = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        self._filed = tuple(self._checked(parse_vkey(vkey)) for vkey in vkeys)
        self._stamp = stamp

    def _checked(self, key: VerifierKey) -> VerifierKey:
        if key.algorithm != ED25519:
            raise NoteError("vkey-algorithm", f"{key.name}: a log's key has signature type 0x01")
        if key.public == self._own:
            raise NoteError("vkey-own", f"{key.name}: the witness's own key can't be a log's")
        return key


class Witness:
    """The witness itself, without HTTP."""

    def __init__(self, signer: Signer, memory: WitnessMemory, enrolment: Enrolment) -> None:
        self._signer = signer
        self._memory = memory
        self._enrolment = enrolment
        self.vkey = str(signer.verifier(COSIGNATURE))

    def add_checkpoint(self, body: bytes) -> str:
        """Cosignature line for an add-checkpoint body; raises Refusal with the standard's status."""
        request = parse_request(body)
        origin = request.checkpoint.origin
        keys = self._enrolment.keys(origin)
        if not keys:
            raise Refusal(HTTPStatus.NOT_FOUND, "witness-log-unknown", f"the log {origin} isn't enrolled here")
        try:
            verify_signature(request.note, keys)
        except NoteError as wrong:
            raise Refusal(HTTPStatus.FORBIDDEN, wrong.code, str(wrong)) from wrong
        now = int(time.time())
        try:
            self._memory.advance(request, now)
        except Refusal as refusal:
            if refusal.code in ("witness-fork", "witness-inconsistent"):
                self._memory.keep_evidence(request, refusal.code, now)
            raise
        return str(cosign_checkpoint(request.note, self._signer, now))

    def latest(self, origin: str) -> str:
        """The last note cosigned for a log: after a restore, what shows how much was lost. Empty for an unknown one."""
        return self._memory.note(origin)


def open_witness(db: Path, key: Path, name: str, logs: Sequence[str] = (), enrol: Path | None = None) -> Witness:
    """A witness on its two files, made on first use; MemoryLostError for a key without its memory."""
    memory = WitnessMemory(db, new=not key.exists())
    signer = load_or_create(key, name, COSIGNATURE)
    own = signer.verifier(COSIGNATURE).public
    return Witness(signer, memory, Enrolment(map(parse_vkey, logs), own, enrol))


class WitnessServer(ThreadingHTTPServer):
    """`POST /add-checkpoint` and `GET /vkey`, a thread a connection; port 0 takes a free one."""

    daemon_threads = True
    request_queue_size = 128  # with the usual 5, logs that come at the same moment find their connection reset

    def __init__(self, address: tuple[str, int], witness: Witness) -> None:
        super().__init__(address, _Handler)
        self.witness = witness


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    server_version = "iro-witness"
    sys_version = ""
    timeout = 10  # seconds that a silent client may hold a thread

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/vkey":
            self._answer(HTTPStatus.OK, f"{self.server.witness.vkey}\n")
        elif path == "/latest" and (note := self._latest(query)):
            self._answer(HTTPStatus.OK, note)
        else:
            self._answer(HTTPStatus.NOT_FOUND, NOT_HERE)

    def _latest(self, query: str) -> str:
        try:
            return self.server.witness.latest(dict(parse_qsl(query)).get("origin", ""))
        except (sqlite3.Error, ValueError):
            logger.exception("the memory can't be read")
            return ""

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            self.close_connection = True
            limit = f"a body needs a Content-Length of at most {MAX_BODY_OCTETS}\n"
            self._answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, limit)
        elif self.path != "/add-checkpoint":
            self._answer(HTTPStatus.NOT_FOUND, NOT_HERE)
        else:
            self._add_checkpoint(body)

    def _add_checkpoint(self, body: bytes) -> None:
        try:
            self._answer(HTTPStatus.OK, self.server.witness.add_checkpoint(body))
        except SizeConflict as conflict:
            self._answer(conflict.status, f"{conflict.size}\n", SIZE)
        except Refusal as refusal:
            logger.warning("refused: %s (%s)", refusal, refusal.code)
            self._answer(refusal.status, f"{refusal.code}: {refusal}\n")
        except sqlite3.Error:
            logger.exception("the memory can't be used")
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "witness-busy: try again\n")

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length[:9]) > MAX_BODY_OCTETS or len(length) > 9:
            return None
        return self.rfile.read(int(length))

    def _answer(self, status: HTTPStatus, text: str, content_type: str = PLAIN) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        logger.info(format, *args)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="iro-witness", description="Cosign checkpoints of logs that only grow.")
    parser.add_argument("--db", type=Path, required=True, help="SQLite file: the witness's memory")
    parser.add_argument("--key", type=Path, required=True, help="private key file, made on first use")
    parser.add_argument("--name", required=True, help="name of the witness, such as witness.example/w1")
    parser.add_argument("--listen", default="127.0.0.1:8731", metavar="HOST:PORT", help="port 0: a free one")
    parser.add_argument("--log", action="append", default=[], metavar="VKEY", help="vkey of a log (repeatable)")
    parser.add_argument("--enrol", type=Path, metavar="FILE", help="file of vkeys, one a line, reread on change")
    arguments = parser.parse_args(argv)
    host, _, port = arguments.listen.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        parser.error(f"--listen takes HOST:PORT, not {arguments.listen}")
    arguments.address = (host.strip("[]"), int(port))
    return arguments


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Exit codes: 0 stopped, 2 can't start (the reason is on standard error)."""
    arguments = _arguments(argv)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    try:
        witness = open_witness(arguments.db, arguments.key, arguments.name, arguments.log, arguments.enrol)
        server = WitnessServer(arguments.address, witness)
    except Fault as fault:
        sys.stderr.write(f"iro-witness: {fault} ({fault.code})\n")
        return 2
    except OSError as wrong:
        sys.stderr.write(f"iro-witness: can't start on {arguments.listen}: {wrong}\n")
        return 2
    sys.stdout.write(f"{witness.vkey} http://{arguments.address[0]}:{server.server_port}\n")
    sys.stdout.flush()
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            logger.info("stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
