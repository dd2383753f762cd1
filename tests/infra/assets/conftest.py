"""A front end of its own: a package.json whose build copies, so that nothing has to be fetched."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def web(tmp_path: Path) -> Path:
    folder = tmp_path / "platform" / "the web"
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "app.scss").write_text("a { color: red }\n")
    write_build(folder, "mkdir -p static/build && cat assets/app.scss >> static/build/app.css")
    return folder


def write_build(folder: Path, command: str) -> None:
    described = {"name": "x", "version": "1.0.0", "private": True, "scripts": {"build": command}}
    (folder / "package.json").write_text(json.dumps(described))
