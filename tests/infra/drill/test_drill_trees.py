"""The drill itself: it passes on the real trees and notices wrong ones."""

import pytest

from infra.drill import trees
from infra.drill.drill import DrillFailed
from ledger import tree


def test_the_drill_passes_and_says_how_much_it_tried():
    told = []
    trees.run(told.append, largest=40)
    assert len(told) == 1
    assert "0 to 40 leaves" in told[0]


@pytest.mark.parametrize(("name", "wrong"), [
    ("root", lambda leaves: bytes(32)),
    ("verify_inclusion", lambda *words: None),
    ("verify_consistency", lambda *words: None),
])  # fmt: skip
def test_the_drill_notices_a_wrong_tree(monkeypatch, name, wrong):
    monkeypatch.setattr(tree, name, wrong)
    with pytest.raises(DrillFailed):
        trees.run(lambda line: None, largest=9)
