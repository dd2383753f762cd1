"""`iro cases sweep-files`: files that no record names go, and no other."""

import os

from click.testing import CliRunner

from casework.actions import add_paper
from casework.shapes import HandedPaper
from config.cli.cases import cases
from tenants import files
from tenants.pins import pinned
from tests.casework.papers import PDF
from tests.reviews.care import in_care


def sweep():
    done = CliRunner().invoke(cases, ["sweep-files", "--council", "210"])
    assert done.exit_code == 0, done.output
    return done.output


def age(house):
    for path in files.settings.FILES_HOME.rglob("*"):
        if path.is_file():
            os.utime(path, (1, 1))


def test_only_what_no_paper_names_goes(cast):
    assert "0 files removed" in sweep()
    house, case = cast.house("council/210"), in_care(cast)
    with pinned(house.own_pin()):
        add_paper(case.child_id, HandedPaper("Plan.pdf", "care_plan", PDF), actor=cast.actor("pat", "council/210"))
        left = files.keep(b"left behind")
        # It may be on its way in: its row is written a moment later.
        assert "0 files removed" in sweep()
        age(house)
        assert "1 files removed" in sweep()
        assert left.sha256 not in files.kept()
        assert len(files.kept()) == 1
