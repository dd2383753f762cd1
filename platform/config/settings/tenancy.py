"""The directory of houses, and the steps by which apps take part in building one."""

import os

from config import environment

INSTALLATION = os.environ.get("IRO_INSTALLATION", "iro")
LOGINS_KEY = environment.secret("logins-key")
TENANT_MODEL = "tenants.House"
PROTOCOL = "config.protocol.PROTOCOL"
HELD_REVIEWS = "reviews.returns.HELD_REVIEWS"
"""SQL that gives a council's reviews, with which casework compares the Reviews of a 903 return."""
HOUSE_STEPS = ["ledger.capture.house_sql"]
"""Each gives the SQL that makes an app's part of a house, run as its owner after every migration, in this order."""
PUBLIC_STEPS = ["timetable.actions.seed_bank_holidays_around_today"]
CROSSING_RECORDER = "ledger.reads.record_crossing"

MIGRATION_JOBS = 3
"""Houses at a time. The work is the server's, so a little more than it has processors to spare is enough."""
MIGRATION_LOCK_TIMEOUT = 500
"""Milliseconds. Whoever needs a table queues behind an ALTER that waits for it, so it waits no longer than a person
would notice; and less than PostgreSQL's `deadlock_timeout`, so that the migration gives way and not a request."""
MIGRATION_PAUSES = (1.0, 3.0, 9.0)
"""Seconds between tries where a lock was in the way: the queue behind it drains, and whoever holds it may end."""
MIGRATION_STATEMENT_TIMEOUT = 600_000
"""Milliseconds. A statement that takes longer holds its house's tables for too long: split the migration."""
