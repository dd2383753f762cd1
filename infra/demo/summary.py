"""The last words of `iro demo`: where it is, who can sign in, what to look at, how to stop."""

from infra.demo import narrator
from infra.demo.invention import people
from infra.demo.invention.people import Seat
from infra.demo.running.folder import Folder, State
from infra.demo.running.processes import HOST

_LOOK: tuple[tuple[Seat, str], ...] = (
    (people.IROS[0], "IRO: the worklist across councils, a child’s page with its history, holding a review, a dispute"),
    (people.MANAGERS[0], "IRO manager: the team and its caseloads, every dispute"),
    (people.HEAD_OF_SERVICE, "head of the region’s service: the team and its caseloads"),
    (people.COUNCIL_MANAGERS["210"], "council manager, Southwark: votes, appointments to confirm, disputes to answer"),
    (people.PRACTITIONERS["210"], "council practitioner, Southwark: the council’s cases"),
    (people.DIRECTORS["312"], "director, Hillingdon: a determination that waits for “comply or explain”"),
    (people.SECRETARY, "arbitration secretary: referrals and the recorded draws"),
    (people.ARBITRATORS[0], "arbitrator, one of four: who was drawn stands below"),
    (people.AUDITOR, "auditor: leaves and checkpoints, by the command `iro ledger verify`; no pages"),
    (people.ADMINISTRATOR, "administrator: houses and people, by the command `iro`; no pages"),
)


def show(folder: Folder, state: State) -> None:
    narrator.heading("The demonstration runs")
    narrator.say(f"  http://{HOST}:{state.port}/")
    narrator.heading(f"Sign in (the password of everybody is {state.password})")
    width = max(len(seat.email) for seat, _ in _LOOK)
    for seat, what in _LOOK:
        narrator.say(f"  {seat.email:<{width}}  {what}")
    narrator.say(f"  The other arbitrators: {', '.join(seat.email for seat in people.ARBITRATORS[1:])}")
    narrator.heading("What to look at")
    for note in state.notes:
        narrator.say(f"  {note}")
    narrator.heading("What to try")
    narrator.say("  iro ledger verify                        nothing was changed since it was recorded")
    narrator.say("  Alter a row as the database’s superuser, then verify again: it names the table and the row.")
    narrator.say(f"  The 903 files and the exported record are in {folder.files}")
    narrator.heading("To stop it")
    narrator.say("  make stop        (its data stays; `make demo` goes on with it, `iro demo --fresh` begins anew)")
