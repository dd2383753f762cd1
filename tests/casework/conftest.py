"""Fixtures of the tests of casework."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def number_of_queries() -> Callable[[Callable[[], object]], int]:
    """How many statements a call sends to the database of the present pin."""

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as found:
            call()
        return len(found)

    return count
