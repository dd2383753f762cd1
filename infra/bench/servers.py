"""The two sites, served alike by gunicorn for as long as a run lasts."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from config.cli.serve import gunicorn
from infra.bench.doors import Door, HttpDoor, bearer_token
from infra.bench.floor import FloorDoor
from infra.bench.surroundings import COUNCIL, ROOT, Surroundings
from infra.embedded import ports

STARTING_SECONDS = 30.0
FLOOR, OURS, STOCK = "floor", "ours", "stock"


@dataclass(frozen=True)
class Serving:
    """Of each site: so many processes with so many threads each (`iro serve`'s own by default)."""

    workers: int = 2
    threads: int = 4


@contextmanager
def contenders(found: Surroundings, serving: Serving) -> Iterator[dict[str, Door]]:
    """The doors by name, in the order in which each round goes through them."""
    with ExitStack() as stack:
        ours = stack.enter_context(site("config.wsgi:application", found.ours, serving))
        stock = stack.enter_context(site("infra.bench.stock.wsgi:application", found.stock, serving))
        token = bearer_token(ours, "127.0.0.1", found.client.client_id, found.client.client_secret)
        host, client = found.stock_host, found.stock_client
        stock_token = bearer_token(stock, host, client.client_id, client.client_secret)
        yield {
            FLOOR: FloorDoor(found.dsn),
            OURS: HttpDoor(ours, f"/api/v1/councils/{COUNCIL}/cases", "127.0.0.1", token),
            STOCK: HttpDoor(stock, "/cases", host, stock_token),
        }


@contextmanager
def site(application: str, environment: Mapping[str, str], serving: Serving) -> Iterator[int]:
    """Yields its port on 127.0.0.1; ended with the block."""
    port = ports.any_free()
    words = gunicorn(application, f"127.0.0.1:{port}", serving.workers, serving.threads)
    process = subprocess.Popen(  # noqa: S603  our own words
        [*words, "--log-level", "warning"], cwd=ROOT, env={**os.environ, **environment}
    )
    try:
        _await(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("A site did not start; what gunicorn said stands above.")
