"""The store of a house's files: what goes in comes out, or nothing does; and no house reaches another's."""

import hashlib
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings

from tenants import files, logins
from tenants.files import DRAFTS, DRAFTS_KEPT, FileDamaged, FileNotKept, Kept
from tenants.kinds import Kind
from tenants.pins import NotPinned, Pin, pinned

COUNCIL = Pin("council_210", "council_210", Kind.COUNCIL, "210")
OTHER = Pin("council_305", "council_305", Kind.COUNCIL, "305")
WORDS = b"%PDF-1.7 A care plan"
DIGEST = hashlib.sha256(WORDS).hexdigest()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "FILES_HOME", tmp_path / "files")
    return tmp_path / "files"


def in_house(home):
    return sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() or path.is_symlink())


def path_of(home, digest=DIGEST, code="210") -> Path:
    return home / "council" / code / digest[:2] / digest


def test_what_is_kept_is_read_again_by_its_digest(home):
    with pinned(COUNCIL):
        kept = files.keep(WORDS)
        assert kept == Kept(DIGEST, len(WORDS))
        assert files.read(kept) == WORDS
    assert in_house(home) == [f"council/210/{DIGEST[:2]}/{DIGEST}"]


def test_only_the_services_own_user_may_look(home):
    with pinned(COUNCIL):
        files.keep(WORDS)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [home, *home.rglob("*")] if path.is_dir()}
    assert modes == {0o700}
    assert stat.S_IMODE(path_of(home).stat().st_mode) == 0o600


def test_the_same_bytes_in_two_houses_are_two_files(home):
    for pin in (COUNCIL, OTHER):
        with pinned(pin):
            files.keep(WORDS)
    here, there = path_of(home).stat(), path_of(home, code="305").stat()
    assert here.st_ino != there.st_ino
    assert (here.st_nlink, there.st_nlink) == (1, 1)


def test_a_house_does_not_reach_what_another_keeps(home):
    with pinned(OTHER):
        kept = files.keep(WORDS)
    with pinned(COUNCIL), pytest.raises(FileDamaged):
        files.read(kept)


def test_a_region_at_work_in_a_council_works_on_that_councils_files(home):
    with pinned(COUNCIL):
        kept = files.keep(WORDS)
    with pinned(Pin("region_london", "council_210", Kind.COUNCIL, "210", roams=True)):
        assert files.read(kept) == WORDS


@pytest.mark.parametrize("pin", [
    Pin(logins.GATE),
    Pin("x", "x", Kind.COUNCIL, ""),
    Pin("x", "x", Kind.COUNCIL, ".."),
    Pin("x", "x", Kind.COUNCIL, "210/../305"),
    Pin("x", "x", Kind.COUNCIL, "/etc"),
    Pin("x", "x", Kind.COUNCIL, "210\0"),
    Pin("x", "x", Kind.COUNCIL, "210\n"),
])  # fmt: skip
def test_nothing_is_kept_without_a_house(home, pin):
    with pinned(pin), pytest.raises(RuntimeError):
        files.keep(WORDS)
    assert not home.exists()


def test_nothing_is_kept_without_a_pin(home):
    with pytest.raises(NotPinned):
        files.keep(WORDS)
    assert not home.exists()


@pytest.mark.parametrize("digest", [
    "", "..", "../" * 21 + "a", "/etc/passwd", DIGEST.upper(), DIGEST + "\n", DIGEST[:-1], DIGEST + "a",
    "%2e%2e/" + DIGEST, "\0" * 64, "٣" * 64, "ａ" * 64, f"../../305/{DIGEST[:2]}/{DIGEST}",
])  # fmt: skip
def test_only_a_digest_names_a_file(home, digest):
    with pinned(COUNCIL):
        files.keep(WORDS)
        with pytest.raises(ValueError, match="SHA-256"):
            files.read(Kept(digest, 1))


def altered(path):
    path.write_bytes(b"%PDF-1.7 A care plot")


def cut_short(path):
    path.write_bytes(WORDS[:5])


def grown(path):
    path.write_bytes(WORDS * 100_000)


def gone(path):
    path.unlink()


def led_elsewhere(path):
    path.unlink()
    (path.parent.parent / "bait").write_bytes(WORDS)
    path.symlink_to(path.parent.parent / "bait")


def led_elsewhere_by_its_folder(path):
    path.parent.rename(path.parent.parent / "bait")
    path.parent.symlink_to(path.parent.parent / "bait")


def led_elsewhere_by_its_house(path):
    house = path.parent.parent
    house.rename(house.parent / "bait")
    house.symlink_to(house.parent / "bait")


def a_pipe(path):
    path.unlink()
    os.mkfifo(path)


def a_folder(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [
    altered, cut_short, grown, gone, led_elsewhere, led_elsewhere_by_its_folder, led_elsewhere_by_its_house, a_pipe,
    a_folder,
])  # fmt: skip
def test_what_was_damaged_is_refused_and_logged(home, damage, caplog):
    with pinned(COUNCIL):
        kept = files.keep(WORDS)
        damage(path_of(home))
        with pytest.raises(FileDamaged) as refused:
            files.read(kept)
    assert refused.value.code == "file-damaged"
    assert DIGEST not in refused.value.detail
    [line] = [record.getMessage() for record in caplog.records]
    assert "file-damaged" in line
    assert "council/210" in line
    assert DIGEST in line
    assert str(home) not in line


@pytest.mark.parametrize("damage", [altered, cut_short, gone, led_elsewhere, a_pipe])
def test_handing_in_the_same_bytes_again_makes_it_whole(home, damage):
    with pinned(COUNCIL):
        kept = files.keep(WORDS)
        damage(path_of(home))
        assert files.keep(WORDS) == kept
        assert files.read(kept) == WORDS
    assert not path_of(home).is_symlink()


def test_a_folder_in_place_of_a_file_is_refused_and_leaves_no_draft(home):
    with pinned(COUNCIL):
        files.keep(WORDS)
        a_folder(path_of(home))
        with pytest.raises(FileNotKept):
            files.keep(WORDS)
    assert in_house(home) == []


def test_a_link_in_place_of_a_house_takes_nothing_in(home, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (home / "council").mkdir(parents=True)
    (home / "council" / "210").symlink_to(outside)
    with pinned(COUNCIL), pytest.raises(FileNotKept):
        files.keep(WORDS)
    assert list(outside.iterdir()) == []


def test_the_same_bytes_from_many_at_once_are_one_whole_file(home):
    words, found = os.urandom(1_000_000), []

    def hand_in():
        with pinned(COUNCIL):
            found.append(files.read(files.keep(words)) == words)

    threads = [threading.Thread(target=hand_in) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8
    assert len(in_house(home)) == 1


KILLED = """
import os, signal, sys
from types import SimpleNamespace
from django.conf import settings
settings.configure(FILES_HOME=sys.argv[1], INSTALLATION="t", SCANNER="")
from tenants import files
from tenants.kinds import Kind
from tenants.pins import Pin, pinned
def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)
os.fsync = lambda d: killed() if os.path.getsize(f"/dev/fd/{d}") == 20 else None
with pinned(Pin("x", "x", Kind.COUNCIL, "210")):
    files.keep(b"%PDF-1.7 A care plan")
"""


def test_a_killed_write_leaves_a_draft_and_the_next_one_takes_it_away(home):
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(home)], check=False, env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert ended.returncode == -9
    [draft] = (home / "council/210" / DRAFTS).iterdir()
    assert in_house(home) == [f"council/210/{DRAFTS}/{draft.name}"]
    with pinned(COUNCIL):
        files.keep(b"another")
        assert draft.exists(), "a draft may be another worker's, under way"
        os.utime(draft, (0, draft.stat().st_mtime - DRAFTS_KEPT - 1))
        files.keep(b"another")
    assert not draft.exists()


def test_a_failed_write_leaves_nothing(home, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with pinned(COUNCIL):
        files.keep(b"another")
        before = in_house(home)
        monkeypatch.setattr(os, "rename", full)
        with pytest.raises(FileNotKept):
            files.keep(WORDS)
    assert in_house(home) == before
