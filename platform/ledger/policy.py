"""Whose keys a verifier trusts: a policy file, kept apart from the bundles it judges.

    log <vkey>        a log whose bundles may be accepted (its name is the origin)
    witness <vkey>    a witness whose cosignature counts
    quorum <k>        how many different witnesses must have cosigned
    head <origin> <size> <root in base64>    a head of this log that the reader has seen: nothing older, nothing else

One line each, `#` begins a comment line; `quorum` stands once, after logs and witnesses; heads stand anywhere.
"""

from dataclasses import dataclass

from ledger.faults import Fault
from ledger.notes import COSIGNATURE, ED25519, Checkpoint, VerifierKey, parse_checkpoint, parse_vkey


class PolicyError(Fault):
    """A policy that can't be read or can't be met."""


@dataclass(frozen=True)
class Policy:
    """Trusted keys; no public key stands twice, so no two names of one witness make a quorum. `heads` were seen."""

    logs: tuple[VerifierKey, ...]
    witnesses: tuple[VerifierKey, ...]
    quorum: int
    heads: tuple[Checkpoint, ...] = ()

    def __post_init__(self) -> None:
        if not self.logs:
            raise PolicyError("policy-malformed", "a policy names at least one log")
        if not 0 <= self.quorum <= len(self.witnesses):
            raise PolicyError("policy-quorum", f"{len(self.witnesses)} witnesses can't give {self.quorum}")
        _check_kind(self.logs, ED25519, "log")
        _check_kind(self.witnesses, COSIGNATURE, "witness")
        public = [key.public for key in self.witnesses]
        if len(set(public)) != len(public):
            raise PolicyError("policy-key-twice", "two witnesses have the same public key")
        if not {key.public for key in self.logs}.isdisjoint(public):
            raise PolicyError("policy-key-twice", "a log's key can't be a witness's too")
        if len({(head.origin, head.size) for head in self.heads}) != len(self.heads):
            raise PolicyError("policy-head-twice", "two heads of one log have the same size")


def parse_policy(text: str) -> Policy:
    """Policy of a file's text; raises PolicyError, or NoteError for a bad vkey."""
    keys: dict[str, list[VerifierKey]] = {"log": [], "witness": []}
    heads: list[Checkpoint] = []
    quorum: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        word, *rest = line.split() or ("#",)
        if word.startswith("#"):
            continue
        if word == "head" and len(rest) == 3:
            heads.append(parse_checkpoint("\n".join(rest) + "\n"))
            continue
        if len(rest) != 1 or quorum is not None:
            raise PolicyError("policy-malformed", f"line {number} is not `log`, `witness`, `head` or, last, `quorum`")
        if word in keys:
            keys[word].append(parse_vkey(rest[0]))
        elif word == "quorum" and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 4:
            quorum = int(rest[0])
        else:
            raise PolicyError("policy-malformed", f"line {number} is not `log`, `witness` or `quorum`")
    if quorum is None:
        raise PolicyError("policy-malformed", "the line `quorum <k>` is missing")
    return Policy(tuple(keys["log"]), tuple(keys["witness"]), quorum, tuple(heads))


def _check_kind(keys: tuple[VerifierKey, ...], algorithm: int, word: str) -> None:
    for key in keys:
        if key.algorithm != algorithm:
            message = f"{key.name}: a {word}'s key has signature type {algorithm:#04x}"
            raise PolicyError("policy-key-kind", message)
