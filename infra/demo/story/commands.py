"""`iro …` in this process: the very commands that an operator types, without starting Python for each."""

import io
import re
from contextlib import redirect_stdout

import click

from config.cli import iro
from infra.demo.faults import Refused


def run(*words: str) -> str:
    """What the command printed. Raises Refused with what it refused, or with all that it printed where it failed."""
    printed = io.StringIO()
    status: object = 0
    try:
        with redirect_stdout(printed):
            iro.main(list(words), prog_name="iro", standalone_mode=False)
    except click.ClickException as refused:
        status = refused.format_message()
    except SystemExit as ended:
        status = ended.code or 0
    if status:
        shown = f"`iro {' '.join(words[:2])} …` was refused ({status}).\n{printed.getvalue()[-2000:]}".strip()
        raise Refused(shown, "run the command by hand to see more.")
    return printed.getvalue()


def credentials(printed: str) -> tuple[str, str]:
    """Client id and secret, as `iro clients add` shows them once."""
    found = dict(re.findall(r"^(client_id|client_secret):\s+(\S+)$", printed, re.M))
    return found["client_id"], found["client_secret"]
