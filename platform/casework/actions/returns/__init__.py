"""A council's 903 return: handed in, then staged, checked and settled by a worker (domain.md 4)."""

from casework.actions.returns.cancelling import ImportNotCancellable, cancel_return
from casework.actions.returns.receiving import HandedFile, ReturnInvalid, receive_return
from casework.actions.returns.running import load_return, run_return, run_waiting

__all__ = [
    "HandedFile",
    "ImportNotCancellable",
    "ReturnInvalid",
    "cancel_return",
    "load_return",
    "receive_return",
    "run_return",
    "run_waiting",
]
