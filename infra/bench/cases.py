"""Invented cases, each with a child of its own; the workers are few and known after the first cases."""

from collections.abc import Iterator
from itertools import count
from typing import Any

WORKERS = 20
_GIVEN = ("Zoë", "Amir", "Chloe", "Noah", "Ines", "Kofi", "Maya", "Owen", "Priya", "Theo")
_FAMILY = ("O'Neill", "Khan", "Bennett", "Osei", "Marsh", "Patel", "Quinn", "Novak", "Price", "Adeyemi")
_ETHNICITY = ("WBRI", "AIND", "BAFR", "MWBC", "WOTH")
_PLACES = (("C1", "U4", "PR1"), ("C2", "K2", "PR4"), ("V2", "U6", "PR4"), ("E1", "P1", "PR0"), ("C2", "U1", "PR1"))


def cases(run: str, client: int) -> Iterator[dict[str, Any]]:
    """Without end; `run` and `client` keep their children apart from those of others."""
    for number in count():
        yield case(f"{run}-{client}-{number}", number + client)


def case(reference: str, number: int) -> dict[str, Any]:
    """The JSON that a council's system sends, as /api/v1/councils/{code}/cases takes it."""
    status, place, provider = _PLACES[number % len(_PLACES)]
    worker = number % WORKERS
    return {
        "child": {
            "reference": reference,
            "given_names": _GIVEN[number % len(_GIVEN)],
            "family_name": _FAMILY[number // 10 % len(_FAMILY)],
            "date_of_birth": f"20{12 + number % 10}-0{1 + number % 9}-1{number % 10}",
            "sex": "FM"[number % 2],
            "ethnicity": _ETHNICITY[number % len(_ETHNICITY)],
        },
        "looked_after_from": f"2026-0{1 + number % 6}-0{1 + number % 9}",
        "episode": {"legal_status": status, "placement_type": place, "placement_provider": provider, "need": "N1"},
        "worker": {
            "reference": f"W{worker}",
            "name": f"Worker {worker}",
            "team": f"Children in care {worker % 4}",
            "registration": f"SW2{worker:05}",
            "email": f"worker{worker}@council.example",
        },
    }
