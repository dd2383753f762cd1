"""How long a record is kept (domain.md 8.3), and what a reason for erasing may say."""

from datetime import date

import pytest

from casework.rules.erasing import (
    Ground,
    Life,
    NamesTheChild,
    RetentionNotOver,
    ensure_nameless,
    ensure_time_is_over,
    kept_until,
)

BORN = date(1950, 6, 1)


@pytest.mark.parametrize(("life", "until"), [
    (Life(BORN), date(2025, 6, 1)),
    (Life(date(1952, 2, 29)), date(2027, 2, 28)),
    (Life(date(2008, 6, 1), died_on=date(2020, 3, 4)), date(2035, 3, 4)),
    (Life(date(2008, 6, 1), died_on=date(2026, 5, 31)), date(2041, 5, 31)),
    # On the eighteenth birthday and later, a death changes nothing.
    (Life(date(2008, 6, 1), died_on=date(2026, 6, 1)), date(2083, 6, 1)),
    (Life(date(2008, 6, 1), adopted_on=date(2012, 1, 2)), date(2112, 1, 2)),
    (Life(date(2008, 6, 1), died_on=date(2012, 3, 4), adopted_on=date(2012, 1, 2)), date(2112, 1, 2)),
])  # fmt: skip
def test_how_long(life, until):
    assert kept_until(life) == until


def test_until_the_birthday_and_on_it():
    for ground in (Ground.RETENTION_OVER, Ground.ART_17):
        with pytest.raises(RetentionNotOver):
            ensure_time_is_over(ground, Life(BORN), date(2025, 6, 1))
        ensure_time_is_over(ground, Life(BORN), date(2025, 6, 2))
    for ground in (Ground.COURT_ORDER, Ground.NEVER_LOOKED_AFTER):
        ensure_time_is_over(ground, Life(BORN), BORN)


@pytest.mark.parametrize("reason", ["about tamsin’s order", "Quayle", "the record SW-1001", "1001"])
def test_a_reason_that_tells_whose_record_it_is(reason):
    with pytest.raises(NamesTheChild):
        ensure_nameless(reason, ("SW-1001", "Tamsin", "Quayle"))


def test_a_reason_that_does_not():
    ensure_nameless("By an order of the Family Court of 3 May", ("SW-1001", "Tamsin", ""))
