"""The real application on a real port, for a browser: it works in the database that the test was given."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from django.db import connections

from config.wsgi import application


class _Server(ThreadingMixIn, WSGIServer):
    """A thread a connection: a browser opens some in advance, which would block a server that takes one at a time."""

    daemon_threads = True

    def process_request_thread(self, *args: Any) -> None:
        try:
            super().process_request_thread(*args)
        finally:
            connections.close_all()


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing: the application writes its own log."""


@contextmanager
def serving() -> Iterator[str]:
    """The address under which the pages answer until the block ends."""
    server = _Server(("127.0.0.1", 0), _Silent)
    server.set_app(application)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
