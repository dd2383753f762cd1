"""The directory of houses, and the steps by which apps take part in building one."""

import os

from config import environment

INSTALLATION = os.environ.get("IRO_INSTALLATION", "iro")
LOGINS_KEY = environment.secret("logins-key")
TENANT_MODEL = "tenants.House"
PROTOCOL = "config.protocol.PROTOCOL"
HOUSE_STEPS = ["ledger.capture.install"]
"""Called by provisioning after a house's tables were created or migrated, by name, in this order."""
PUBLIC_STEPS = ["timetable.actions.seed_bank_holidays_around_today"]
CROSSING_RECORDER = "ledger.reads.record_crossing"
