"""A way between the application and PostgreSQL that is cut at a statement: before it arrives, or after it was done."""

import socket
import struct
import threading
from contextlib import suppress

SSL, GSS = 80877103, 80877104


class Cutter:
    """Listens on a port of its own and passes everything on. `at(n, when)` cuts at the n-th statement of `login`.

    A statement is a Query message of PostgreSQL's protocol: BEGIN and COMMIT are among them.
    """

    def __init__(self, host, port, login):
        self.behind, self.login = (host, port), login
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.statements, self.cut_at, self.when = [], 0, "before"
        self.was_cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    def at(self, number, when):
        self.statements, self.cut_at, self.when, self.was_cut = [], number, when, False

    def close(self):
        self.listener.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self._pass, args=(client,), daemon=True).start()

    def _pass(self, client):
        server = socket.create_connection(self.behind)
        try:
            watched = self._start(client, server)
            # Answers go back on a thread of their own, unless the next one of this very way is to be swallowed.
            swallow, idle = threading.Event(), threading.Event()
            threading.Thread(target=_back, args=(server, client, swallow, idle), daemon=True).start()
            self._forth(client, server, watched, swallow, idle)
        except (OSError, EOFError):
            pass
        finally:
            for end in (client, server):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def _start(self, client, server):
        """The messages without a type, up to the one that names the user; whether it is the login that is watched."""
        while True:
            body = _message(client)
            server.sendall(struct.pack("!I", len(body) + 4) + body)
            code = struct.unpack("!I", body[:4])[0]
            if code in (SSL, GSS):
                client.sendall(_exactly(server, 1))
                continue
            words = body[4:].split(b"\0")
            return words[words.index(b"user") + 1].decode() == self.login

    def _forth(self, client, server, watched, swallow, idle):
        while True:
            kind = _exactly(client, 1)
            body = _message(client)
            message = kind + struct.pack("!I", len(body) + 4) + body
            if watched and kind == b"Q":
                self.statements.append(body.rstrip(b"\0").decode(errors="replace"))
                if len(self.statements) == self.cut_at and not self.was_cut:
                    self.was_cut = True
                    if self.when == "after":
                        # The client hears nothing more; the server carries the statement out.
                        swallow.set()
                        server.sendall(message)
                        idle.wait(10)
                    raise EOFError
            server.sendall(message)


def _back(server, client, swallow, idle):
    with suppress(OSError, EOFError):
        while True:
            kind = _exactly(server, 1)
            body = _message(server)
            if swallow.is_set():
                if kind == b"Z":
                    idle.set()
                    return
                continue
            client.sendall(kind + struct.pack("!I", len(body) + 4) + body)


def _message(end):
    [length] = struct.unpack("!I", _exactly(end, 4))
    return _exactly(end, length - 4)


def _exactly(end, octets):
    found = b""
    while len(found) < octets:
        more = end.recv(octets - len(found))
        if not more:
            raise EOFError
        found += more
    return found
