"""A council's house in which loads are staged."""

import pytest

from tenants.pins import pinned
from tests import databases


@pytest.fixture(scope="module")
def council(template):
    """A council's house, in a database of this module's own."""
    name, cast = template
    with databases.clone(name):
        pin = cast.house("council/210").own_pin()
        with pinned(pin):
            yield pin
