"""Who works in the demonstration: in the region, in the panel and in each of the three councils."""

from dataclasses import dataclass
from typing import Final

DOMAIN: Final = "demo.example"
"""A domain that can't exist (RFC 2606)."""
REGION: Final = ("london", "London Independent Reviewing Service")
PANEL: Final = ("national", "National Panel of Arbitrators")
COUNCILS: Final = {"210": "Southwark", "305": "Bromley", "312": "Hillingdon"}


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody with a role in a house; `house` as the command `iro people invite` takes it."""

    name: str
    role: str
    house: str = ""
    words: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.').replace('’', '')}@{DOMAIN}"


@dataclass(frozen=True, slots=True)
class Worker:
    """A social worker as the council's system writes them; the manager's registration goes along (reg 46)."""

    reference: str
    name: str
    team: str
    registration: str
    manager_name: str
    manager_registration: str

    def as_dict(self) -> dict[str, str]:
        return {
            "reference": self.reference, "name": self.name, "team": self.team, "registration": self.registration,
            "manager_name": self.manager_name, "manager_registration": self.manager_registration,
        }  # fmt: skip


ADMINISTRATOR: Final = Seat("Ruth Ellwood", "administrator")
HEAD_OF_SERVICE: Final = Seat("Marcia Bennett", "head_of_service", "region/london")
AUDITOR: Final = Seat("Anselm Achterberg", "auditor", "region/london")
SECRETARY: Final = Seat("Leonie Draycott", "arbitration_secretary", "panel/national")
MANAGERS: Final = tuple(
    Seat(name, "iro_manager", "region/london", ("--registration", registration))
    for name, registration in (("Judith Kessler", "SW410001"), ("Winston Amankwah", "SW410002"))
)
_IROS: Final = (
    ("Abigail Farrow", "1"), ("Bashir Kamara", "1"), ("Catriona Munro", "0.8"), ("Delroy Fearon", "1"),
    ("Eleni Vassilakis", "0.6"), ("Farzana Haque", "1"), ("Gethin Pugh", "1"), ("Hannah Brockway", "0.8"),
    ("Ijeoma Okeke", "1"), ("Jozef Kowalik", "0.5"), ("Kamaljit Bains", "1"), ("Lorraine Ottley", "1"),
)  # fmt: skip
IROS: Final = tuple(
    Seat(
        name,
        "iro",
        "region/london",
        ("--registration", f"SW42{number:04}", "--fte", fte, "--manager", MANAGERS[number % 2].email),
    )
    for number, (name, fte) in enumerate(_IROS, start=1)
)
ARBITRATORS: Final = tuple(
    Seat(name, "arbitrator", "panel/national", ("--background", background, "--discipline", discipline))
    for name, discipline, background in (
        ("Nadia Rosenthal", "law", "Former family judge; chaired a special educational needs tribunal for nine years"),
        ("Owen Treharne", "social_work", "Social worker for thirty years, lastly a principal outside London"),
        ("Priya Venkataraman", "law", "Solicitor on the Children Law panel; mediator since 2011"),
        ("Samuel Oduya", "care", "Grew up in care; led a children’s rights and advocacy service"),
    )
)
_COUNCIL_PEOPLE: Final = {
    "210": ("Maxine Adeleke", "Patrick Deane", "Dorothea Sinclair"),
    "305": ("Beatrice Thornhill", "Kieran Moss", "Bruce Hallett"),
    "312": ("Harbinder Gill", "Isobel Crane", "Helen Ravenscroft"),
}
COUNCIL_MANAGERS: Final = {
    code: Seat(n[0], "council_manager", f"council/{code}") for code, n in _COUNCIL_PEOPLE.items()
}
PRACTITIONERS: Final = {
    code: Seat(n[1], "council_practitioner", f"council/{code}") for code, n in _COUNCIL_PEOPLE.items()
}
DIRECTORS: Final = {code: Seat(n[2], "director", f"council/{code}") for code, n in _COUNCIL_PEOPLE.items()}

_TEAMS: Final = ("Children in care 1", "Children in care 2", "Assessment and court", "Young people’s service")
_TEAM_MANAGERS: Final = {
    "210": ("Grace Omotayo", "Neil Hartnell", "Yvette Lacroix", "Tom Bellamy"),
    "305": ("Fiona Straker", "Amit Joshi", "Rosalind Peake", "Curtis Blake"),
    "312": ("Manjit Sahota", "Claire Duffield", "Abdul Karim Siddiqui", "Petra Novakova"),
}
_WORKERS: Final = {
    "210": ("Ama Serwaa", "Ben Whitcombe", "Chloe Marchetti", "David Oyelaran", "Esther Lowe", "Farouk Haddad",
            "Gemma Tully", "Hassan Mohamud"),
    "305": ("Imogen Slater", "Joel Baptiste", "Karen Ives", "Liam Corrigan", "Mei Tang", "Natasha Reid"),
    "312": ("Olu Bankole", "Parveen Akram", "Rachel Dunmore", "Sukhdev Rai", "Teresa Vaz", "Victor Lamptey"),
}  # fmt: skip


def everybody() -> tuple[Seat, ...]:
    """In the order in which they are invited: line managers before those whom they manage."""
    councils = (seat for seats in (COUNCIL_MANAGERS, PRACTITIONERS, DIRECTORS) for seat in seats.values())
    return (HEAD_OF_SERVICE, AUDITOR, SECRETARY, *MANAGERS, *IROS, *ARBITRATORS, *councils)


def workers(code: str) -> tuple[Worker, ...]:
    """The social workers of a council, each in a team with its manager."""
    return tuple(
        Worker(
            f"W{code}{number:02}",
            name,
            _TEAMS[number % len(_TEAMS)],
            f"SW5{code}{number:02}",
            _TEAM_MANAGERS[code][number % len(_TEAMS)],
            f"SW6{code}{number % len(_TEAMS):02}",
        )
        for number, name in enumerate(_WORKERS[code])
    )
