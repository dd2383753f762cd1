"""Schemathesis over the whole contract, at a real port, as somebody: what it sends, and what must never come back."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string

from tests.architecture.sources import ROOT

IS_FULL = os.environ.get("IRO_CONTRACT") == "full"
EXAMPLES = 60 if IS_FULL else 3
PHASES = "examples,coverage,fuzzing,stateful" if IS_FULL else "coverage"
_LEFT_OUT = "object_level_authorization"
"""It needs two principals of one kind at the same objects; tests/walls does that for every address and principal."""
# Rules between fields, such as that nobody comes into care before they are born, stand in no JSON Schema: 422 is then
# the right answer to a body that the schema takes. 428 and 412 are answers to a precondition, as 409 is to a state. NUL
# is refused at the door, wherever it stands (tests/walls).
_CONFIG = """
[generation]
allow-x00 = false
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", 401, 403, 404, 409, 412, 413, 422, 503]
[checks.negative_data_rejection]
expected-statuses = ["4xx"]
[checks.missing_required_header]
expected-statuses = [400, 401, 403, 404, 406, 422, 428]
"""


@dataclass(frozen=True)
class Principal:
    """Somebody at the door: headers by which they are known."""

    name: str
    headers: dict[str, str] = field(repr=False)
    left_out: tuple[str, ...] = (_LEFT_OUT,)


def signed_in(name: str, client: Client, *left_out: str) -> Principal:
    """A person's browser: session, and the CSRF token with which it writes; without the checks `left_out`."""
    token = get_random_string(32)
    client.cookies[settings.CSRF_COOKIE_NAME] = token
    cookies = "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())
    # The tool can't take away a cookie that it was given as a header: "nobody" is a principal of its own.
    return Principal(name, {"Cookie": cookies, "X-CSRFToken": token}, (_LEFT_OUT, "ignored_auth", *left_out))


def run(site: str, principal: Principal, known: dict[str, str], folder: Path, *words: str) -> tuple[int, str]:
    """Its exit status and what it printed. `known` are ids that exist, by the names of their slots."""
    config = folder / "schemathesis.toml"
    slots = "\n".join(f'"path.{name}" = {json.dumps(value)}' for name, value in known.items())
    config.write_text(f"[parameters]\n{slots}\n{_CONFIG}")
    headers = [word for name, value in principal.headers.items() for word in ("-H", f"{name}: {value}")]
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run", f"{site}/api/v1/schema",
            "--url", site, "--checks", "all", "--exclude-checks", ",".join(principal.left_out), "--phases", PHASES,
            "--max-examples", str(EXAMPLES), "--seed", "1", "--continue-on-failure", "--no-color",
            "--suppress-health-check", "all", *headers, *words,
        ],
        cwd=folder, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def generated(printed: str) -> int:
    """How many requests were made of it."""
    found = re.search(r"([\d,]+) generated", printed)
    return int(found[1].replace(",", "")) if found else 0
