"""A pytest plugin, loaded before anything of ours: real PostgreSQL and Valkey, then Django's settings on top of them.

The services stay up after a run, so that the next starts at once; `make test` ends with `python -m tests.services`.
"""

import hashlib
import os
import shutil
from pathlib import Path

import django
import pytest

from infra import embedded

ROOT = Path(__file__).parent.parent
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3


def _home() -> Path:
    """In memory where there is room for it: a database a test is some 1,500 small files, made and removed again."""
    given = os.environ.get("IRO_TEST_HOME")
    if given:
        return Path(given)
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY / f"iro-tests-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"
    return ROOT / "var" / "test"


HOME = _home()
IN_MEMORY = HOME.is_relative_to(MEMORY)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    os.environ["IRO_HOME"] = str(HOME)
    os.environ["IRO_INSTALLATION"] = "irotest"
    os.environ["IRO_API_RATE"] = "1000000/minute"
    os.environ["IRO_HOSTS"] = "testserver,127.0.0.1,localhost"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        embedded.start(HOME, fast=True)
    django.setup()


if __name__ == "__main__":
    embedded.remove(HOME)
