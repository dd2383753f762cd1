"""A council's house in which loads are staged."""

import pytest

from tenants import logins
from tenants.pins import pinned
from tests import databases
from tests.casework.ssda903.scratch import make_tables


@pytest.fixture(scope="module")
def council(template):
    """A council's house, in a database of this module's own."""
    name, cast = template
    with databases.clone(name) as copy:
        pin = cast.house("council/210").own_pin()
        make_tables(copy, pin.schema, logins.role(pin.login))
        with pinned(pin):
            yield pin
