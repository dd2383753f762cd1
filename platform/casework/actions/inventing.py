"""Invented children for a sandbox council: the same each time, of every age, status and kind of placement."""

from datetime import date, timedelta

from accounts.actor import Actor
from casework.actions.submission import submit_case
from casework.shapes import CaseSubmission, ChildFacts, EpisodeFacts, SubmittedCase, WorkerFacts
from tenants import clock

# Given name, family name, sex, age in years now, days in care, legal status, placement, provider, need.
_CHILDREN = (
    ("Alba", "Sandford", "F", 0, 12, "C1", "U4", "PR1", "N1"),
    ("Bram", "Sandwell", "M", 2, 45, "C2", "U1", "PR1", "N1"),
    ("Cora", "Sandys", "F", 4, 80, "C1", "U4", "PR4", "N5"),
    ("Dion", "Sandham", "M", 6, 150, "C2", "U5", "PR4", "N1"),
    ("Edda", "Sandell", "F", 8, 210, "C2", "U4", "PR1", "N1"),
    ("Finn", "Sandison", "M", 9, 5, "V2", "U4", "PR1", "N4"),
    ("Gwen", "Sandon", "F", 11, 400, "C2", "U4", "PR4", "N1"),
    ("Hari", "Sandhu", "M", 12, 33, "C1", "K2", "PR4", "N1"),
    ("Isla", "Sandoe", "F", 13, 700, "C2", "U4", "PR1", "N2"),
    ("Jude", "Sands", "M", 15, 90, "V2", "K2", "PR4", "N8"),
    ("Kaya", "Sandler", "F", 16, 260, "V2", "K3", "PR4", "N4"),
    ("Liam", "Sandiford", "M", 17, 1_000, "C2", "K3", "PR4", "N1"),
)
_WORKERS = (
    WorkerFacts("SBX-W1", "Robin Sandpiper", "Sandbox team 1", "robin@sandbox.example"),
    WorkerFacts("SBX-W2", "Wren Sandmartin", "Sandbox team 2", "wren@sandbox.example"),
)


def invent_children(*, actor: Actor) -> list[SubmittedCase]:
    """Submit them in the pinned house, counted back from today. Raises what `submit_case` raises."""
    today = clock.today()
    return [submit_case(_case(number, today), actor=actor) for number in range(len(_CHILDREN))]


def _case(number: int, today: date) -> CaseSubmission:
    given, family, sex, age, days, legal, placement, provider, need = _CHILDREN[number]
    since = today - timedelta(days=days)
    born = date(today.year - age, 1, 1) if age else since - timedelta(days=3)
    child = ChildFacts(f"SBX-{number + 1:04}", born, sex, given, family, "WBRI")
    episode = EpisodeFacts(legal, placement, provider, need)
    return CaseSubmission(child, since, episode, _WORKERS[number % len(_WORKERS)])
