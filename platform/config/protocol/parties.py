"""Who the protocol speaks of, and under which class of login each of them works (domain.md 5)."""

from accounts.permissions import Role, Side
from tenants.protocol import Parties, Party

# A person's login is the one of their side of the wall; an administrator works by command alone, as the installer.
_LOGINS = {
    Side.COUNCIL: "council",
    Side.INSTALLATION: "installer",
    Side.OVERSIGHT: "auditor",
    Side.PANEL: "panel",
    Side.REGION: "region",
}
_people = {role: Party(role.value, role.label, _LOGINS[role.side]) for role in Role}

PRACTITIONER = _people[Role.COUNCIL_PRACTITIONER]
COUNCIL_MANAGER = _people[Role.COUNCIL_MANAGER]
DIRECTOR = _people[Role.DIRECTOR]
PROTECTION_OFFICER = _people[Role.DATA_PROTECTION_OFFICER]
SYSTEM = Party("council_system", "Council’s own system", "council")
COUNCIL_POST = Party("council_post", "What arrives in the council’s name", "council")
COUNCIL_COMMAND = Party("council_command", "Operator’s command in a council’s name", "council")

IRO = _people[Role.IRO]
IRO_MANAGER = _people[Role.IRO_MANAGER]
HEAD = _people[Role.HEAD_OF_SERVICE]
CLOCK = Party("clock", "The service’s clock", "region")
REGION_POST = Party("region_post", "What arrives in the region’s name", "region")
REGION_COMMAND = Party("region_command", "Operator’s command in a region’s name", "region")

SECRETARY = _people[Role.ARBITRATION_SECRETARY]
ARBITRATOR = _people[Role.ARBITRATOR]
PANEL_POST = Party("panel_post", "What arrives in the panel’s name", "panel")
PANEL_COMMAND = Party("panel_command", "Operator’s command in a panel’s name", "panel")

ADMINISTRATOR = _people[Role.ADMINISTRATOR]
AUDITOR = _people[Role.AUDITOR]
READER = Party("reader", "Anybody, who reads the register", "reader")
GATE = Party("gate", "The gate, before anybody is known", "gate")
RELAY = Party("relay", "The relay, which carries post", "relay")
SEQUENCER = Party("sequencer", "The sequencer and the signer of logs", "sequencer")
MIGRATOR = Party("migrator", "The migrator of tables", "migrator")
BACKUP = Party("backup", "The backup", "backup")
EVERYBODY = Party("everybody", "Every working login", "every")

PARTIES = (
    PRACTITIONER, COUNCIL_MANAGER, DIRECTOR, PROTECTION_OFFICER, SYSTEM, COUNCIL_POST, COUNCIL_COMMAND,
    IRO, IRO_MANAGER, HEAD, CLOCK, REGION_POST, REGION_COMMAND,
    SECRETARY, ARBITRATOR, PANEL_POST, PANEL_COMMAND,
    AUDITOR, ADMINISTRATOR, READER, GATE, RELAY, SEQUENCER, MIGRATOR, BACKUP, EVERYBODY,
)  # fmt: skip


def parties(*of: Party | Parties) -> Parties:
    """Parties and groups of them as one group."""
    return frozenset().union(*({one} if isinstance(one, Party) else one for one in of))


def of_login(login: str) -> Parties:
    return frozenset(party for party in PARTIES if party.login == login)
