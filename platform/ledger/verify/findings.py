"""What a verification says: findings with stable codes, and a summary of what was looked at."""

from dataclasses import asdict, dataclass, field

MEANINGS = {
    "row-altered": "the row isn't what its newest history says",
    "row-missing": "the row is gone, but its history doesn't say that it was removed",
    "row-returned": "the row is there, but its history says that it was removed",
    "history-missing": "the row has no history: it was added past the capture",
    "history-altered": "the entry of history isn't what its leaf commits to",
    "history-without-leaf": "the entry of history has no leaf: it was added past the capture",
    "leaf-without-history": "the leaf has no entry of history: that was removed",
    "erased-unlawfully": "entries of history are gone, and no lawful erasure took them away",
    "leaf-misfiled": "the leaf is filed under another change than its entry of history",
    "leaf-twice": "the entry of history has more than one leaf",
    "log-gap": "leaves are missing from the log, or numbered wrongly",
    "tile-differs": "the sum of 256 leaves isn't theirs",
    "root-differs": "a leaf was replaced after it was signed",
    "rolled-back": "the log has fewer leaves than were signed or cosigned",
    "checkpoint-altered": "the checkpoint's columns and its signed note disagree",
    "checkpoint-missing": "a checkpoint that was published isn't there",
    "signature-invalid": "the checkpoint isn't signed as it should be",
    "epoch-unexplained": "the log's epochs aren't those that its own leaves opened",
    "epoch-hides-loss": "an epoch was opened as if fewer leaves had been lost",
    "signer-unknown": "nothing here says who signs for this log",
    "witness-disagrees": "a witness refuses this checkpoint",
    "catalogue-differs": "tables, grants, triggers or functions aren't the declared ones",
    "table-unreadable": "the table can't be read as it is declared",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` is one of MEANINGS; `key` is the row's primary key as text, or a leaf's or checkpoint's number."""

    code: str
    house: str
    table: str = ""
    key: str = ""
    detail: str = ""

    def __str__(self) -> str:
        place = " ".join(filter(None, (self.table, self.key)))
        return ": ".join(filter(None, (self.code, place, self.detail or MEANINGS[self.code])))

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


@dataclass
class Summary:
    """What was looked at in one house. `notes` says what couldn't be checked, or isn't signed or cosigned yet.

    `erased` are those of the entries that were lawfully erased, `erasures` by which events, in words.
    """

    house: str
    entries: int = 0
    leaves: int = 0
    waiting: int = 0
    checkpoints: int = 0
    signed: int = 0
    erased: int = 0
    erasures: list[str] = field(default_factory=list)
    findings: int = 0
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)
