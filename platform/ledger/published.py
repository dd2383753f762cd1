"""The keys of this installation as a policy for `iro-verify`: its logs, and the witnesses that it asks."""

from ledger.notes import NoteError, parse_vkey
from ledger.signer_memory import logs_path
from ledger.witnesses import configured


def policy_text() -> str:
    """A policy file, or an empty text where no log's key can be read: the signer may run elsewhere."""
    logs = _logs()
    if not logs:
        return ""
    witnesses = [f"witness {one.key}" for one in configured()]
    # One witness may be away for a while; more than half of them must have seen what is shown.
    quorum = len(witnesses) // 2 + 1 if witnesses else 0
    return "\n".join([*(f"log {one}" for one in logs), *witnesses, f"quorum {quorum}"]) + "\n"


def _logs() -> list[str]:
    try:
        lines = logs_path().read_text(encoding="utf-8").split()
    except OSError:
        return []
    return [line for line in dict.fromkeys(lines) if _is_key(line)]


def _is_key(line: str) -> bool:
    try:
        parse_vkey(line)
    except NoteError:
        return False
    return True
