"""No false alarm: clean houses of every kind, again and again, and while they are written to."""

import threading
from random import Random

import pytest
from django.db import connection

from ledger.models import Entry
from ledger.sequencer import sequence
from ledger.signer import introduce, settle
from ledger.verify import verify
from tenants.pins import pinned
from tests.ledger.conftest import FULL
from tests.ledger.processes import Running
from tests.ledger.rows import fill, write_children


def findings(house):
    found = []
    summary = verify(house, found.append)
    assert summary.findings == len(found)
    return [str(finding) for finding in found]


@pytest.mark.parametrize("name", ["council/210", "region/london", "panel/national"])
def test_a_clean_house_gives_no_finding(cast, name):
    house = cast.house(name)
    assert findings(house) == []
    fill(house, 3)
    assert findings(house) == []
    settle(house)
    fill(house, 2)
    assert findings(house) == []
    settle(house)
    found = []
    summary = verify(house, found.append)
    assert found == []
    with pinned(house.own_pin()):
        assert summary.leaves == summary.entries == summary.signed == Entry.objects.count()
    assert (summary.waiting, summary.checkpoints) == (0, 2)
    assert findings(house) == []


def test_a_log_whose_signer_has_signed_nothing_yet_gives_no_finding(cast):
    """Its memory is begun before its key is made, and both before its first head."""
    house = cast.house("council/210")
    write_children(house, 2)
    sequence(house)
    introduce(house.origin)
    assert findings(house) == []


def test_no_false_alarm_however_often(cast, count):
    """Between any two writes, numberings and signatures; three times here, a hundred times in the drill."""
    random, times = Random(7), 100 if FULL else 3
    house = cast.house("council/210")
    for _ in range(times):
        write_children(house, random.randint(1, 5), acts=random.randint(1, 3))
        if random.random() < 0.7:
            sequence(house)
        if random.random() < 0.5:
            settle(house)
        assert findings(house) == []
    count("clean runs, 0 false alarms", times)


def test_a_house_that_is_written_numbered_and_signed_meanwhile_gives_no_finding(cast):
    house = cast.house("council/210")
    stop = threading.Event()

    def write():
        while not stop.is_set():
            write_children(house, 20)
        connection.close()

    writer = threading.Thread(target=write)
    with Running("ledger.sequencer"), Running("ledger.signing"):
        writer.start()
        try:
            looks = [findings(house) for _ in range(6)]
        finally:
            stop.set()
            writer.join()
    assert looks == [[]] * 6
    settle(house)
    assert findings(house) == []
