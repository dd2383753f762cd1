"""A region's log holds its councils' heads, a panel's its regions': what one house loses, another one shows."""

from ledger import seen
from ledger.models import SeenHead
from ledger.signer import head, settle
from ledger.signer_memory import Remembered, remember
from ledger.verify import verify
from tenants import logins
from tenants.pins import pinned
from tests.ledger.attacks import CHILDREN, Attacker, found, know
from tests.ledger.processes import Running, wait_until
from tests.ledger.rows import write_children


def noted(house):
    with pinned(house.pin(logins.BACKUP, roams=True)):
        return list(SeenHead.objects.order_by("id").values_list("origin", "size"))


def test_the_signer_notes_heads_of_councils_in_the_region_and_of_regions_in_the_panel(cast):
    southwark, london, panel = cast.house("council/210"), cast.house("region/london"), cast.house("panel/national")
    write_children(southwark, 3)
    with Running("ledger.sequencer"), Running("ledger.signing"):
        wait_until(lambda: noted(london) and noted(panel))
    assert noted(london) == [(southwark.origin, 4)]
    assert noted(panel)[0][0] == london.origin
    assert noted(southwark) == []
    for house in (southwark, london, panel):
        settle(house)
        assert verify(house, print).findings == 0


def test_a_head_is_noted_once_and_only_where_it_belongs(cast):
    southwark, north = cast.house("council/210"), cast.house("region/north")
    assert seen.note_head(southwark) == 0
    write_children(southwark, 1)
    settle(southwark)
    assert [seen.note_head(southwark), seen.note_head(southwark)] == [1, 0]
    assert noted(north) == []
    write_children(southwark, 1)
    settle(southwark)
    assert seen.note_head(southwark) == 1


def test_a_council_rolled_back_with_its_signer_is_found_by_what_the_region_noted(cast):
    southwark = cast.house("council/210")
    attack = Attacker(southwark)
    write_children(southwark, 5)
    settle(southwark)
    size = head(southwark).size
    write_children(southwark, 5)
    settle(southwark)
    seen.note_head(southwark)
    attack(
        f"DELETE FROM casework_child WHERE id IN (SELECT id FROM {CHILDREN} WHERE history_id > 5)",
        f"DELETE FROM {CHILDREN} WHERE history_id > 5",
        "DELETE FROM ledger_change WHERE id > 1",
        f"DELETE FROM ledger_entry WHERE index >= {size}",
        f"DELETE FROM ledger_checkpoint WHERE size > {size}",
    )
    # As if the signer's folder had been rolled back with the database.
    newest = head(southwark)
    remember(southwark.origin, Remembered(size, newest.root.hex(), newest.note, 1, size, newest.note))
    know()
    assert found(southwark) == {("rolled-back", "ledger_entry", str(size))}
