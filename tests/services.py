"""A pytest plugin, loaded before anything of ours: real PostgreSQL and Valkey, then Django's settings on top of them.

The services live in var/test and stay up after a run, so that the next starts at once; `make test` stops them.
"""

import os
from pathlib import Path

import pytest

from infra import embedded

HOME = Path(os.environ.get("IRO_TEST_HOME") or Path(__file__).parent.parent / "var" / "test")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    os.environ["IRO_HOME"] = str(HOME)
    os.environ["IRO_INSTALLATION"] = "irotest"
    os.environ["IRO_HOSTS"] = "testserver,127.0.0.1,localhost"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "PYTEST_XDIST_WORKER" not in os.environ:
        embedded.start(HOME, fast=True)
    import django  # the settings read what was just started

    django.setup()
