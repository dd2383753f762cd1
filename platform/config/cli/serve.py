"""`iro serve`: the site and the API under gunicorn."""

import os
import sys

import click

from config.cli.login import under
from tenants import logins


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes; each has --threads threads.")
@click.option("--threads", default=4, show_default=True)
@under(logins.GATE)
def serve(bind: str, workers: int, threads: int) -> None:
    """Serve pages and API until stopped."""
    os.execv(sys.executable, gunicorn("config.wsgi:application", bind, workers, threads))  # noqa: S606  our own words


def gunicorn(application: str, bind: str, workers: int, threads: int) -> list[str]:
    """The words that serve a WSGI application the way this one is served."""
    words = [application, "--bind", bind, "--workers", str(workers), "--threads", str(threads)]
    # A body that is not read to its end must not tie up a worker; a kept-alive council system spares connections.
    words += ["--timeout", "60", "--graceful-timeout", "10", "--keep-alive", "15", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", *words]
