"""How much is tried: all of it in the drill, the same sample each time in `make test`."""

import os

FULL = os.environ.get("IRO_WALLS") == "full"


def one_in(number: int) -> int:
    """Of so many attacks, one is made in the sample."""
    return 1 if FULL else number
