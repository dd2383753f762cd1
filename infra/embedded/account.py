"""The user that runs the servers: whoever starts them, except that root hands over to one without rights."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.embedded.errors import NoUnprivilegedUser

STAND_INS = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user to run programs as. `uid` and `gid` are None when it is simply the current one."""

    name: str
    uid: int | None = None
    gid: int | None = None

    def run(
        self, args: Sequence[str | Path], *, stdin: str | None = None, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end; its output (both streams) is in `stdout`. Its exit status is not judged.

        Output goes through a file, not a pipe: a server left behind would keep a pipe open and us waiting.
        The folder is `/`, because root's own may be closed to the other user.
        """
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(  # noqa: S603  programs found by infra.embedded.binaries, no shell
                [str(arg) for arg in args],
                input=stdin,
                stdin=subprocess.DEVNULL if stdin is None else None,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C", **(env or {})},
                start_new_session=True,
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
                umask=0o077,
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, stdout=output.read())

    def can_enter(self, folder: Path) -> bool:
        """True if this user may pass through `folder` and all that lie above it."""
        if self.uid is None:
            return os.access(folder, os.X_OK)
        return self.run([shutil.which("test") or "/usr/bin/test", "-x", folder]).returncode == 0

    def own(self, path: Path) -> None:
        """Hand one file or folder, not what it holds, to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def choose(existing: Path) -> Account:
    """Who shall run a server whose data is, or will be, in `existing`.

    Not root: the current user. Root: the owner of existing data (somebody may have started it before without
    root), else the first of STAND_INS that exists and can be used. Raises NoUnprivilegedUser.
    """
    if os.geteuid() != 0:
        return Account(pwd.getpwuid(os.geteuid()).pw_name)
    if existing.exists() and (owner := existing.stat().st_uid) != 0:
        group = existing.stat().st_gid
        return Account(f"uid {owner}", owner, group)
    tried = []
    for name in STAND_INS:
        try:
            entry = pwd.getpwnam(name)
            account = Account(name, entry.pw_uid, entry.pw_gid)
            account.run([shutil.which("true") or "/usr/bin/true"])
        except (KeyError, OSError, subprocess.SubprocessError) as error:
            tried.append(f"{name} ({error})")
        else:
            return account
    raise NoUnprivilegedUser(", ".join(tried))
