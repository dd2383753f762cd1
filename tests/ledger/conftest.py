import os

import pytest

from tests.counting import counter
from tests.ledger.attacks import attack, southwark

__all__ = ["attack", "southwark"]
FULL = os.environ.get("IRO_TAMPER") == "full"
"""All that `make drill ARGS=tamper` tries; `make test` takes a sample of the longest."""


@pytest.fixture
def count(record_property):
    """`count("altered", 20)`: summed over the run, from every worker."""
    return counter("tamper", record_property)
