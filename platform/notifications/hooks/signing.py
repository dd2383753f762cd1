"""Standard Webhooks: what is signed, and how. Each secret that is valid signs, so that none is ever missed."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping

PREFIX = "whsec_"
_BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def body(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, separators=(",", ":"), sort_keys=True).encode()


def headers(message_id: str, timestamp: int, sent: bytes, valid: Iterable[str]) -> dict[str, str]:
    """The three headers by which a receiver knows who sent it, when, and that it is whole."""
    signed = f"{message_id}.{timestamp}.".encode() + sent
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(f"v1,{_mac(secret, signed)}" for secret in valid),
    }


def _mac(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
