"""The seal of a document that crosses a wall: SHA-256 of its canonical JSON. Pure, so that rules may ask it."""

import hashlib
import json


def sha256_of(content: object) -> str:
    """Hex SHA-256 of the canonical JSON: keys sorted, no spaces, characters as they are, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
