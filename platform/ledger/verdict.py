"""What a verified bundle proves, and what it doesn't, for people and as JSON."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ledger.bundle import Scope
from ledger.canonical import KINDS
from ledger.notes import Checkpoint, VerifierKey

_KINDS_READ = {"+": "added", "~": "changed", "-": "removed"}


@dataclass(frozen=True)
class Cosigned:
    """A witness whose cosignature verified, and its time in POSIX seconds."""

    key: VerifierKey
    time: int

    @property
    def at(self) -> str:
        """The time in UTC, to the second."""
        try:
            return datetime.fromtimestamp(self.time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, OverflowError, OSError):
            return f"POSIX second {self.time}"


@dataclass(frozen=True)
class Erased:
    """An erasure by two persons: the number of its leaf in the log, and how many entries it took away."""

    event: int
    entries: int


@dataclass
class Verdict:
    """Everything that was proved of a bundle. Counts are by (table, kind of change)."""

    house: str
    checkpoint: Checkpoint
    log_key: VerifierKey
    cosigned: tuple[Cosigned, ...]
    trusted_by_policy: bool
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    erased_groups: int = 0
    erased: tuple[Erased, ...] = ()
    first_at: str = ""
    last_at: str = ""
    scope: Scope | None = None
    """Of a part: what it says that it is of."""
    heads_seen: tuple[int, ...] = ()
    """Sizes of the heads that the reader had seen before, all of which lie within this history."""

    @property
    def shown(self) -> int:
        """How many changes the file holds."""
        return sum(self.counts.values())

    def as_json(self) -> dict[str, Any]:
        """The verdict as plain data."""
        tables: dict[str, dict[str, int]] = {}
        for (table, kind), count in sorted(self.counts.items()):
            tables.setdefault(table, {})[kind] = count
        return {
            "ok": True,
            "house": self.house,
            "origin": self.checkpoint.origin,
            "size": self.checkpoint.size,
            "root": self.checkpoint.root.hex(),
            "part_of": {"kind": self.scope.kind, "reference": self.scope.reference} if self.scope else None,
            "shown": self.shown,
            "heads_seen": list(self.heads_seen),
            "keys_from": "policy" if self.trusted_by_policy else "bundle",
            "log": _key_record(self.log_key),
            "cosigned": [{**_key_record(by.key), "at": by.at} for by in self.cosigned],
            "tables": tables,
            "erased_groups": self.erased_groups,
            "erased": [{"event": by.event, "entries": by.entries} for by in self.erased],
            "first_at": self.first_at,
            "last_at": self.last_at,
        }

    def as_text(self) -> str:
        """The verdict in words."""
        size, origin = self.checkpoint.size, self.checkpoint.origin
        what = f"{size} changes in the log {origin}"
        if self.scope:
            what = f"{self.shown} of {size} changes in the log {origin}"
            what += f" (a part: {self.scope.kind} {self.scope.reference})"
        lines = [
            f"VERIFIED: {self.house}, {what}",
            f"  root      {self.checkpoint.root.hex()}",
            f"  signed    by the log {self.log_key.name}",
            f"            fingerprint {self.log_key.fingerprint}",
        ]
        for by in self.cosigned:
            lines += [f"  cosigned  {by.at} by the witness {by.key.name}"]
            lines += [f"            fingerprint {by.key.fingerprint}"]
        if self.counts:
            lines += [f"  recorded  from {self.first_at} to {self.last_at}", "", *self._table()]
        lines += ["", *self.proved(), "", *self.not_proved()]
        return "\n".join(lines) + "\n"

    def _table(self) -> list[str]:
        tables = sorted({table for table, _ in self.counts})
        width = max(len("table"), *map(len, tables))
        rows = ["  " + "table".ljust(width) + "".join(_KINDS_READ[kind].rjust(10) for kind in KINDS)]
        for table in tables:
            numbers = "".join(str(self.counts[table, kind]).rjust(10) for kind in KINDS)
            rows.append("  " + table.ljust(width) + numbers)
        return rows

    def proved(self) -> list[str]:
        """Lines of one paragraph."""
        lines = ["Proved: every value in this file is the one that was recorded; up to this size nothing is"]
        lines += ["missing, added, changed or moved."]
        if self.scope:
            lines = ["Proved: every value in this file is the one that was recorded, at its place in the log."]
        elif self.heads_seen:
            lines.append(f"It continues the heads that you had seen: {', '.join(map(str, self.heads_seen))} leaves.")
        for by in self.erased:
            lines.append(f"{by.entries} entries erased lawfully, event {by.event}.")
        if self.erased_groups:
            lines.append(
                f"Erased groups of fields: {self.erased_groups}. That they were recorded is proved; "
                "what they held can't be seen."
            )
        return lines

    def not_proved(self) -> list[str]:
        """Lines of one paragraph."""
        lines = [
            "Not proved: that what was recorded is true; that the recording computer's clock was right; that",
            "nothing was recorded after this checkpoint.",
        ]
        if self.scope:
            lines += [
                f"Not proved: that nothing of this {self.scope.kind} is left out. A bundle of the whole log shows"
            ]
            lines += ["that; this one is a part, and whoever made it chose what belongs to it."]
        if not self.cosigned:
            lines.append("No witness cosigned: the log could show others another history.")
        if not self.trusted_by_policy:
            lines += [
                "WHOSE keys these are is not proved: they come from the bundle itself. Compare the",
                "fingerprints above with those that the service and each witness publish, or use --policy FILE.",
            ]
        return lines


def _key_record(key: VerifierKey) -> dict[str, str]:
    return {"name": key.name, "vkey": str(key), "fingerprint": key.fingerprint}
