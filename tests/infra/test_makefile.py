"""What a newcomer's first `make` says, also on a machine where something is missing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with nothing installed, in a folder whose name holds spaces."""
    folder = tmp_path / "a fresh clone"
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # Not the flags of a `make test` that this test may run under.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(["make", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def python_that(folder: Path, answers: str) -> Path:
    """A program that passes for Python and answers each `-c` with the shell lines given."""
    program = folder / "python3.11"
    program.write_text(f"#!/bin/sh\n{answers}\n")
    program.chmod(0o755)
    return program


def test_make_alone_says_what_can_be_made(clone: Path) -> None:
    said = make(clone)
    assert said.returncode == 0
    shown = re.findall(r"^  ([a-z]+) +\S", said.stdout, re.MULTILINE)
    assert shown == ["help", "install", "demo", "stop", "test", "lint", "bench", "drill"]


def test_a_python_that_is_too_old_is_told(clone: Path) -> None:
    old = python_that(clone, 'case "$*" in *version_info*) exit 1;; esac')
    said = make(clone, "install", f"PYTHON={old}")
    assert said.returncode != 0
    assert "Python 3.11 or newer is needed" in said.stderr
    assert "What to do" in said.stderr


def test_a_python_without_ensurepip_is_told(clone: Path) -> None:
    bare = python_that(clone, 'case "$*" in *ensurepip*) exit 1;; esac')
    said = make(clone, "install", f"PYTHON={bare}")
    assert said.returncode != 0
    assert "apt install python3.11-venv" in said.stderr


def test_stopping_before_anything_is_installed_is_no_error(clone: Path) -> None:
    said = make(clone, "stop")
    assert (said.returncode, said.stdout) == (0, "Nothing is installed here, so nothing runs.\n")


def test_what_ci_runs_can_be_run(clone: Path) -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)], check=False).returncode == 0


@pytest.mark.parametrize("lock", sorted(path.name for path in (ROOT / "requirements").glob("*.lock")))
def test_a_lock_pins_each_package_by_hash_and_names_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    assert "://" not in text
    pins = re.findall(r"^\S+==\S+.*(?:\n    .*)*", text, re.MULTILINE)
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert len(pins) == len(re.findall(r"^\S", text, re.MULTILINE))
