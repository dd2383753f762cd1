"""Install the packages that platform/web names and build its styles, if anything changed."""

import hashlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from infra.assets import node
from infra.assets.errors import AssetsError

REPOSITORY = Path(__file__).resolve().parents[2]
WEB = REPOSITORY / "platform" / "web"
NODE_LOCK = REPOSITORY / "requirements" / "node.lock"
PACKAGE_FILES = ("package.json", "package-lock.json", ".npmrc")
STAMP = ".inputs"
NO_PACKAGES = "see whether npm reaches its registry (npm ping) and whether the disk has room; then try again."
NO_BUILD = "correct what it complains about, under assets/ or in package.json; then try again."


def build(web: Path = WEB, *, on_progress: Callable[[str], None] = lambda line: None) -> bool:
    """Build the assets of `web` into `web`/static/build; True if there was anything to do.

    Packages are installed again only when what names them changed. Raises AssetsError:
    `assets-not-described`, `node-missing`, `npm-failed`.
    """
    if not (web / "package.json").is_file():
        raise AssetsError(
            "assets-not-described",
            f"{web} holds no package.json.",
            "check out the repository again, complete.",
        )
    packages_stamp, inputs_stamp = web / "node_modules" / STAMP, web / "static" / "build" / STAMP
    installed = _read(packages_stamp) == _digest(_package_files(web))
    if installed and _read(inputs_stamp) == _digest(_inputs(web)):
        return False
    npm = node.find(NODE_LOCK, on_progress)
    if not installed:
        on_progress("Fetching the front end's packages")
        _run(npm, web, "ci" if (web / "package-lock.json").is_file() else "install", remedy=NO_PACKAGES)
        packages_stamp.parent.mkdir(exist_ok=True)
        packages_stamp.write_text(_digest(_package_files(web)))
    on_progress("Building the styles")
    _run(npm, web, "run", "build", remedy=NO_BUILD)
    inputs_stamp.parent.mkdir(parents=True, exist_ok=True)
    inputs_stamp.write_text(_digest(_inputs(web)))
    return True


def _package_files(web: Path) -> list[Path]:
    return [web / name for name in PACKAGE_FILES if (web / name).is_file()]


def _inputs(web: Path) -> list[Path]:
    return [*_package_files(web), *sorted(path for path in (web / "assets").rglob("*") if path.is_file())]


def _digest(files: list[Path]) -> str:
    """SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.is_file() else ""


def _run(npm: node.Node, web: Path, *words: str, remedy: str) -> None:
    environment = {**os.environ, "PATH": f"{npm.folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    done = subprocess.run(  # noqa: S603  npm as found by infra.assets.node, our own package.json
        [*npm.npm, *words],
        cwd=web,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssetsError(
            "npm-failed",
            f"npm {' '.join(words)} failed in {web}:\n{done.stdout.strip()[-3000:]}",
            remedy,
        )
