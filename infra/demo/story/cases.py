"""What councils do with cases: submit them, load a 903 file, appoint an IRO, change what has changed."""

from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import Any

from infra.demo.faults import Refused
from infra.demo.invention import returns
from infra.demo.invention.careers import Career
from infra.demo.invention.children import Child
from infra.demo.invention.people import COUNCIL_MANAGERS
from infra.demo.running.folder import Folder
from infra.demo.story import commands
from infra.demo.story.clockwork import patiently
from infra.demo.story.players import Players


class Cases:
    """Remembers, by the child's number, its id and the name of its IRO."""

    def __init__(self, players: Players, folder: Folder) -> None:
        self._players = players
        self._folder = folder
        self._ids: dict[int, str] = {}
        self._iros: dict[int, str] = {}
        self._lock = Lock()

    def id(self, child: Child) -> str:
        return self._ids[child.number]

    def iro(self, child: Child) -> str:
        return self._iros[child.number]

    def submit(self, child: Child) -> None:
        """POST /api/v1/councils/{code}/cases, as the council's system does."""
        body = {
            "child": {
                "reference": child.reference, "given_names": child.given_names, "family_name": child.family_name,
                "date_of_birth": child.date_of_birth.isoformat(), "sex": child.sex, "ethnicity": child.ethnicity,
            },
            "looked_after_from": child.looked_after_from.isoformat(),
            "episode": {
                "legal_status": child.legal_status, "need": child.need, "placement_type": child.placement.kind,
                "placement_provider": child.placement.provider, "home_area": child.home_area,
                "placement_area": child.placement.area, "urn": child.placement.urn,
            },
            "worker": child.worker.as_dict(),
        }  # fmt: skip
        made = self._players.system(child.council).send("POST", self._address(child.council), body)
        self._ids[child.number] = made["id"]

    def load(self, council: str, day: date, children: Sequence[Child]) -> None:
        """Header and Episodes as files, taken in by `iro cases import-903`; who is who is then asked of the API."""
        paths = []
        for name, text in (("header", returns.header(children)), ("episodes", returns.episodes(children))):
            path = self._folder.files / f"{council}_{day:%Y_%m}_{name}.csv"
            path.write_text(text, newline="")
            paths.append(str(path))
        commands.run("cases", "import-903", "--council", council, *paths)
        known = self._references(council)
        self._ids.update((child.number, known[child.reference]) for child in children)

    def _references(self, council: str) -> dict[str, str]:
        found: dict[str, str] = {}
        after: str | None = ""
        while after is not None:
            query = f"?limit=200&after={after}" if after else "?limit=200"
            page = self._players.system(council).get(f"{self._address(council)}{query}").json()
            found |= {one["reference"]: one["child_id"] for one in page["items"]}
            after = page["next"]
        return found

    def describe(self, child: Child) -> None:
        """What a 903 file has no columns for: the child's name and the social worker."""
        self._correct(
            child,
            purpose="Name and social worker, which the return does not hold",
            given_names=child.given_names,
            family_name=child.family_name,
            worker={"worker": child.worker.as_dict(), "from_date": child.submitted_on.isoformat()},
        )

    def appoint(self, child: Child) -> None:
        """The council's manager confirms whom the region has proposed."""
        proposal = patiently(lambda: self._proposal(child))
        manager = self._players.person(COUNCIL_MANAGERS[child.council])
        manager.submit(f"/councils/{child.council}/appointments/{proposal['id']}/confirm", {})
        with self._lock:
            self._iros[child.number] = proposal["iro_name"]

    def _proposal(self, child: Child) -> dict[str, str]:
        found = self._players.system(child.council).get(f"{self._address(child.council)}/{self.id(child)}").json()
        if found["proposal"] is None:
            raise Refused(f"No IRO is proposed for {child.reference}.", "look at worker.log in the demo's folder.")
        proposal: dict[str, str] = found["proposal"]
        return proposal

    def order(self, career: Career) -> None:
        assert career.order_on is not None
        change = {"from_date": career.order_on.isoformat(), "legal_status": "C2"}
        self._correct(career.child, purpose="The court made a full care order", episode=change)

    def leave(self, career: Career) -> None:
        assert career.left_on is not None
        ending = {"ended_on": career.left_on.isoformat(), "reason": career.left_because}
        self._correct(career.child, purpose="The child is no longer looked after", ending=ending)

    def _correct(self, child: Child, **sent: Any) -> None:
        self._players.system(child.council).send("PATCH", f"{self._address(child.council)}/{self.id(child)}", sent)

    def _address(self, council: str) -> str:
        return f"/api/v1/councils/{council}/cases"
