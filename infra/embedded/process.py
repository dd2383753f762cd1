"""Is that process still the server it was? A number can't say: it may be reused, or belong to a zombie."""

import os
import shutil
import subprocess
import time
from pathlib import Path

PROC = Path("/proc")


def command_line(pid: int) -> str:
    """The command line of a living process; empty when it is gone, or a zombie that nobody reaped."""
    if (PROC / "self").exists():
        try:
            return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except (FileNotFoundError, ProcessLookupError):
            return ""
    ps = shutil.which("ps") or "/bin/ps"
    shown = subprocess.run(  # noqa: S603  a fixed program and a number
        [ps, "-p", str(pid), "-o", "stat=,command="], capture_output=True, text=True, check=False
    ).stdout.strip()
    return "" if shown.startswith("Z") else shown


def is_server(pid: int | None, *words: str) -> bool:
    """True if `pid` is alive and each of `words` stands in its command line."""
    if pid is None or pid <= 0:
        return False
    shown = command_line(pid)
    return bool(shown) and all(word in shown for word in words)


def end(pid: int, signal_number: int, *, seconds: float) -> bool:
    """Ask a process to end and wait for it; False if it is still there after `seconds`."""
    try:
        os.kill(pid, signal_number)
    except ProcessLookupError:
        return True
    until = time.monotonic() + seconds
    while command_line(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
