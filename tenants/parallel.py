"""The same work for many houses, several at a time: each thread with a database connection of its own."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import TypeVar

from django.db import connection

Thing = TypeVar("Thing")
Found = TypeVar("Found")


def each(work: Callable[[Thing], Found], things: Iterable[Thing], jobs: int) -> Generator[Found, None, None]:
    """What `work` returns, as it is done. `work` enters its own pin, as a thread starts without one.

    Whoever stops listening (an interrupt, an error) stops it: what was begun is ended, and nothing new is begun.
    """
    todo = deque(things)
    done: SimpleQueue[Future[Found]] = SimpleQueue()

    def worker() -> None:
        try:
            with suppress(IndexError):
                while True:
                    done.put(_outcome(work, todo.popleft()))
        finally:
            connection.close()

    with ThreadPoolExecutor(max(1, jobs), thread_name_prefix="house") as pool:
        try:
            expected = len(todo)
            for _ in range(min(max(1, jobs), expected)):
                pool.submit(worker)
            for _ in range(expected):
                yield done.get().result()
        finally:
            todo.clear()


def _outcome(work: Callable[[Thing], Found], thing: Thing) -> Future[Found]:
    """What came of it, an error too: the reader meets it as if the work had been done there."""
    future: Future[Found] = Future()
    try:
        future.set_result(work(thing))
    except BaseException as failure:
        future.set_exception(failure)
    return future
