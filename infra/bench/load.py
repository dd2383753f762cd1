"""Clients, a process each, that hand in one case after another for some seconds."""

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from uuid import uuid4

from infra.bench.cases import cases
from infra.bench.doors import Door

# A fresh interpreter a client: nothing of the parent's connections or locks comes along.
_CONTEXT = multiprocessing.get_context("spawn")
PATIENCE = 60.0


@dataclass(frozen=True)
class Window:
    """One measurement: seconds that each case took, in all clients, and how long the clients worked."""

    latencies: tuple[float, ...]
    seconds: float
    errors: tuple[str, ...]

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """The latency that this share of the cases stayed within (nearest rank), in seconds."""
        ranked = sorted(self.latencies)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def measure(door: Door, clients: int, seconds: float, warm_up: float) -> Window:
    """All clients warm up, wait for one another, then work for `seconds`; only that is counted."""
    run = uuid4().hex[:8]
    barrier = _CONTEXT.Barrier(clients)
    ends, processes = [], []
    for client in range(clients):
        here, there = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_work, args=(door, run, client, seconds, warm_up, barrier, there))
        process.start()
        there.close()
        ends.append(here)
        processes.append(process)
    found = [_result(end) for end in ends]
    for process in processes:
        process.join()
    latencies = tuple(latency for worked, _, _ in found for latency in worked)
    errors = tuple(error for _, _, error in found if error)
    return Window(latencies, max(took for _, took, _ in found) or seconds, errors)


Result = tuple[list[float], float, str]


def _result(end: Connection) -> Result:
    try:
        found: Result = end.recv()
    except EOFError:
        return [], 0.0, "a client's process died"
    return found


def _work(door: Door, run: str, client: int, seconds: float, warm_up: float, barrier: Barrier, end: Connection) -> None:
    latencies: list[float] = []
    began = time.perf_counter()
    try:
        counter, mine = door.open(), cases(run, client)
        while time.perf_counter() - began < warm_up:
            counter.submit(next(mine))
        barrier.wait(PATIENCE)
        began = before = time.perf_counter()
        while before - began < seconds:
            counter.submit(next(mine))
            after = time.perf_counter()
            latencies.append(after - before)
            before = after
    except Exception as failure:
        barrier.abort()
        end.send((latencies, time.perf_counter() - began, f"{type(failure).__name__}: {failure}"))
    else:
        end.send((latencies, before - began, ""))
