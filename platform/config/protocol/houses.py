"""What stands in every house: its log, its post, the note of its migrations."""

from config.protocol.parties import AUDITOR, BACKUP, CLOCK, MIGRATOR, READER, RELAY, SEQUENCER, of_login, parties
from tenants.kinds import Kind
from tenants.protocol import NOBODY, Capture, Parties, Table

_WORKING = {
    Kind.COUNCIL: parties(of_login("council"), of_login("region")),
    Kind.REGION: of_login("region"),
    Kind.PANEL: of_login("panel"),
}


def each_house(kind: Kind) -> tuple[Table, ...]:
    """The lines of a kind of house. Everybody who works in it sees its log and adds post; nobody changes either."""
    working = _WORKING[kind]
    audited = parties(working, SEQUENCER, AUDITOR if kind is not Kind.PANEL else NOBODY, BACKUP)
    logged = parties(working, BACKUP)

    # Hashes and signatures: by them whoever reads a panel’s register has the proof of what they read.
    proved = parties(audited, READER if kind is Kind.PANEL else NOBODY)

    def log(name: str, title: str, reason: str) -> Table:
        return Table(name, kind, title, Capture.NONE, reason, see=proved, add=parties(SEQUENCER))

    return (
        Table(
            "ledger_queue", kind, "Leaves on their way into the log", Capture.NONE, "Filled by triggers alone",
            see=proved, remove=parties(SEQUENCER),
        ),
        log("ledger_entry", "The log", "Its own proof, numbered by the sequencer alone"),
        log("ledger_tile", "Sums of the log", "Anybody can make them again from its leaves"),
        log("ledger_checkpoint", "Signed heads of the log", "They carry their own signatures and witnesses"),
        Table(
            "ledger_change", kind, "Who wrote, and why", Capture.SELF, "Added by the database’s own function",
            see=logged,
        ),
        Table(
            "ledger_read", kind, "Who looked, and why", Capture.SELF, "Added by the database’s own function",
            see=logged,
        ),
        Table(
            "ledger_epoch", kind, "Since when another key signs the log", Capture.SELF,
            "Written as the owner when a key is replaced or a backup restored: it says what was lost",
            see=parties(logged, SEQUENCER, AUDITOR if kind is not Kind.PANEL else NOBODY),
        ),
        Table(
            "ledger_seenhead", kind, "Heads of other houses’ logs", Capture.SELF,
            "Noted by the signer: whoever rolls a house back contradicts what another one holds",
            see=parties(logged, SEQUENCER, AUDITOR if kind is not Kind.PANEL else NOBODY),
        ),
        Table(
            "ledger_erased", kind, "What stays of erased entries", Capture.NONE,
            "Added by the one function that erases: each row is proved by its leaf, all of them by the erasure",
            see=logged,
        ),
        Table(
            "ledger_actorkey", kind, "The key of actors’ tokens", Capture.NONE,
            "Known to the owner of the tables alone: the database checks by it who acts, and takes nobody’s word",
        ),
        Table(
            "ledger_answer", kind, "What a write that its caller named was answered with", Capture.NONE,
            "Kept for a day beside the write, which is captured: the same write asked for again is not done again",
            see=logged, add=working, remove=parties(CLOCK) if kind is Kind.COUNCIL else NOBODY,
        ),
        *_post(kind, working),
    )  # fmt: skip


def _post(kind: Kind, working: Parties) -> tuple[Table, ...]:
    """Post, and the note of migrations: the bookkeeping that no log proves."""
    return (
        Table(
            "notifications_outboxevent", kind, "Post on its way", Capture.NONE,
            "What it tells of is captured where it happened; the database stamps it with the login that wrote it",
            see=parties(RELAY, BACKUP), add=working, correct=parties(RELAY),
        ),
        Table(
            "notifications_delivery", kind, "How far the post is", Capture.NONE, "The relay’s own bookkeeping",
            see=parties(RELAY, BACKUP), add=parties(RELAY), correct=parties(RELAY),
        ),
        Table(
            "notifications_inboxevent", kind, "Post that was carried out", Capture.NONE,
            "Which events were carried out here; what they did is captured",
            see=parties(working, BACKUP), add=working,
        ),
        *_webhooks(kind, working),
        Table(
            "django_migrations", kind, "Which migrations ran", Capture.NONE, "Written as the owner of the tables",
            see=parties(MIGRATOR, BACKUP),
        ),
    )  # fmt: skip


def _webhooks(kind: Kind, working: Parties) -> tuple[Table, ...]:
    """Where a council's systems are told of what happens. In other houses the tables are there, and nobody's."""
    council = of_login("council") if kind is Kind.COUNCIL else NOBODY
    queued = parties(working) if kind is Kind.COUNCIL else NOBODY
    relay = parties(RELAY) if kind is Kind.COUNCIL else NOBODY
    return (
        Table(
            "notifications_webhookendpoint", kind, "Endpoint of a webhook", Capture.NONE,
            "Who added or changed it, and its address, stand in the log as the purpose of the act",
            see=parties(queued, relay, BACKUP), add=council, correct=parties(council, relay),
        ),
        Table(
            "notifications_webhooksecret", kind, "Secret of a webhook", Capture.NONE,
            "History would keep it for ever; the service never sees it, what sends for it does",
            see=parties(council, relay, BACKUP), add=council, correct=council,
        ),
        Table(
            "notifications_webhookmessage", kind, "Message of a webhook", Capture.NONE,
            "What it tells of is captured where it happened; ids and dates alone",
            see=parties(queued, relay, BACKUP), add=queued, correct=parties(council, relay),
        ),
    )  # fmt: skip
