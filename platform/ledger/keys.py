"""Private keys of logs and witnesses: PKCS #8 PEM in a file for its owner alone, the vkey beside it."""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from ledger.faults import Fault
from ledger.notes import ED25519, Signer


class KeyFileError(Fault):
    """A key file that can't be used, or must not be."""


def vkey_path(path: Path) -> Path:
    """Where the public side of the key at `path` lies: `witness.key` -> `witness.key.vkey`."""
    return path.with_name(path.name + ".vkey")


def load_or_create(path: Path, name: str, algorithm: int = ED25519) -> Signer:
    """The signer at `path`, made on first use (mode 0600); its vkey for `algorithm` is written beside it.

    Raises KeyFileError: `key-file-open` (others may read it), `key-file-wrong` (no Ed25519 key),
    `key-name-changed` (the vkey beside it has another name or kind: a key keeps its name for life).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _create(path)
    signer = load(path, name)
    _publish(vkey_path(path), str(signer.verifier(algorithm)))
    return signer


def load(path: Path, name: str) -> Signer:
    """The signer at `path`; raises KeyFileError as `load_or_create` does, and FileNotFoundError."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & 0o077:
            raise KeyFileError("key-file-open", f"others may read {path}: make it private with chmod 600")
        content = file.read()
    try:
        private = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as wrong:
        raise KeyFileError("key-file-wrong", f"{path} holds no readable private key") from wrong
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyFileError("key-file-wrong", f"{path} holds a key that isn't Ed25519")
    return Signer(name, private)


def _create(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write_new(path, pem, 0o600)


def _publish(path: Path, vkey: str) -> None:
    _write_new(path, f"{vkey}\n".encode(), 0o644)
    known = path.read_text(encoding="utf-8").strip()
    if known != vkey:
        raise KeyFileError(
            "key-name-changed",
            f"{path} says {known}, not {vkey}: use the name the key was made with, or make another key",
        )


def _write_new(path: Path, content: bytes, mode: int) -> None:
    """Write durably and whole, or leave alone what another process put there first."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not path.exists():
            _link(draft, path)
    finally:
        draft.unlink()


def _link(draft: Path, path: Path) -> None:
    """Give the draft its name; a link, unlike a rename, never replaces a key that exists."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
