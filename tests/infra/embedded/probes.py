"""What a test asks of a running server, over its own connection."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import psycopg2


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    """The rows of one statement, committed; an empty list if it gives none."""
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def port_of(url: str) -> int:
    return int(url.rsplit(":", 1)[1].split("/", maxsplit=1)[0])


@contextmanager
def postgres_that_says(version: str) -> Iterator[str]:
    """The URL of a socket that greets as PostgreSQL `version` does (protocol 3.0) and knows nothing else."""
    listener = socket.create_server(("127.0.0.1", 0))

    def greet() -> None:
        client, _ = listener.accept()
        with client:
            client.recv(8)  # an SSL or GSS request first, or the startup message at once
            settings = {
                "server_version": version,
                "client_encoding": "UTF8",
                "standard_conforming_strings": "on",
                "DateStyle": "ISO, MDY",
            }
            told = b"".join(message(b"S", f"{name}\0{value}\0".encode()) for name, value in settings.items())
            client.sendall(message(b"R", bytes(4)) + told + message(b"K", bytes(8)) + message(b"Z", b"I"))
            while client.recv(1024):
                continue

    thread = Thread(target=greet, daemon=True)
    thread.start()
    try:
        yield f"postgresql://x:y@127.0.0.1:{listener.getsockname()[1]}/x?sslmode=disable&gssencmode=disable"
    finally:
        listener.close()
        thread.join(timeout=5)


def message(kind: bytes, body: bytes) -> bytes:
    return kind + (len(body) + 4).to_bytes(4, "big") + body
