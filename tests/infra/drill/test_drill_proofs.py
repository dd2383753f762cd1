"""The short form of `python -m infra.drill proofs`, and that it would notice."""

import pytest

from infra.drill import proofs
from infra.drill.drill import DrillFailed
from ledger import tree


def test_corrupted_proofs_are_refused():
    told = []
    proofs.run(told.append, tried=2_000)
    assert told[-1].startswith("2,000 corrupted proofs refused")


@pytest.mark.parametrize("name", ["verify_inclusion", "verify_consistency"])
def test_the_drill_notices_a_verifier_that_takes_everything(monkeypatch, name):
    monkeypatch.setattr(tree, name, lambda *words: None)
    with pytest.raises(DrillFailed, match="accepted"):
        proofs.run(lambda line: None, tried=50, seed=1)
