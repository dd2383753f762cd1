"""Where root keeps what another user must reach: data of a closed home, programs of a closed environment."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from infra.embedded.account import Account
from infra.embedded.binaries import Programs
from infra.embedded.errors import HomeUnusable, NoReadablePlace


def make_folder(folder: Path, account: Account) -> Path:
    """A 0700 folder of the account's at `folder`, or where a link at `folder` leads; returns the real one.

    Where the account can't pass through the folders above (root's home is 0700), it is made in the shelter
    and linked. Nothing but the folder itself changes hands.
    """
    try:
        if not folder.exists():
            folder.unlink(missing_ok=True)  # a link whose end somebody deleted
            if account.can_enter(folder.parent):
                folder.mkdir(mode=0o700)
            else:
                folder.symlink_to(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=_shelter(account)))
            account.own(folder.resolve())
    except OSError as error:
        raise HomeUnusable(folder, str(error)) from error
    return folder.resolve()


def reachable(programs: Programs, account: Account) -> Path:
    """The folder of the programs, such that the account can run them.

    That is where they are, unless they can't be reached there (a virtual environment in root's home): then
    the whole tree is copied to the shelter once and used from there. Raises NoReadablePlace.
    """
    if _runs(programs.main, account):
        return programs.main.parent
    shelter = _shelter(account)
    digest = hashlib.sha256(programs.main.read_bytes()).hexdigest()[:16]
    copy = shelter / f"{programs.main.name}-{programs.version}-{digest}"
    if not copy.exists():
        _copy_tree(programs.tree, copy)
    moved = copy / programs.main.relative_to(programs.tree)
    if not _runs(moved, account):
        raise NoReadablePlace(moved, account.name, "programs can't be run there")
    return moved.parent


def _copy_tree(tree: Path, copy: Path) -> None:
    """Copy for everybody to read and run; the copy has its final name only once it is complete."""
    fresh = Path(tempfile.mkdtemp(prefix=".copying-", dir=copy.parent))
    shutil.copytree(tree, fresh, symlinks=True, dirs_exist_ok=True)
    for path in [fresh, *fresh.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
    try:
        fresh.rename(copy)
    except OSError:
        if not copy.exists():
            raise
        shutil.rmtree(fresh)  # another start was faster


def _runs(program: Path, account: Account) -> bool:
    try:
        return account.run([program, "--version"]).returncode == 0
    except OSError:
        return False


def _shelter(account: Account) -> Path:
    """Root's own folder that everybody may enter, for what can't stay under a closed one."""
    shelter = Path(os.environ.get("IRO_SHELTER") or "/var/lib/iro")
    try:
        if not shelter.exists():
            shelter.mkdir(parents=True)
            shelter.chmod(0o755)
    except OSError as error:
        raise NoReadablePlace(shelter, account.name, str(error)) from error
    if shelter.stat().st_uid != os.geteuid() or shelter.stat().st_mode & 0o022:
        raise NoReadablePlace(shelter, account.name, "others than root may write to it")
    if not account.can_enter(shelter):
        raise NoReadablePlace(shelter, account.name, "a folder above it is closed")
    return shelter
