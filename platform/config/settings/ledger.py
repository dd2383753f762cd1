"""Where the signer keeps what the database must not hold: its memory, its keys, and which witnesses it asks."""

import os
from pathlib import Path

from config import environment

ACTORS_KEY = environment.secret("actors-key")
"""From which the key of each house's actors' tokens is derived; the database holds those keys, never this one."""
SIGNER_HOME = Path(os.environ.get("IRO_SIGNER_HOME") or environment.home() / "signer")
"""The signer's memory (`memory.db`) and the vkeys of its logs (`logs`), which witnesses enrol."""
SIGNER_KEYS = Path(os.environ.get("IRO_SIGNER_KEYS") or environment.home() / "secrets" / "logs")
"""A private key a log, made on first use."""
WITNESSES = os.environ.get("IRO_WITNESSES", "")
"""`<vkey> <url>`, the line that `iro-witness` prints; several with commas between. Added to those in the file."""
WITNESSES_FILE = Path(os.environ.get("IRO_WITNESSES_FILE") or environment.home() / "witnesses")
"""The same lines, one a witness; read again at each signing."""
ERASING = {"council": "casework.erasing.ERASING"}
"""For a kind of house whose records can be lawfully erased: what is erased, and when that is lawful."""
