"""The management protocol as a table of grants: the one place that says who may see, add and correct what.

GRANTs are made from it, the live catalogue is compared with it, permissions of pages and API are checked against it,
and a table, a permission or a route without a line here fails the build. To be read by people: `iro protocol show`, or
the page /protocol/.

In short: a council corrects its own facts and adds its answers; it never changes what the service wrote. The service
writes reviews and disputes and changes no fact of a council's. The panel sees what it was sent. Nobody removes anything
but their own second factor (and the sequencer a leaf from the queue, once it stands in the log). Whoever sees a table
sees its history.
"""

from accounts.permissions import FEED_PERMISSIONS, ROLE_PERMISSIONS, SYSTEM_PERMISSIONS
from config.protocol.council import COUNCIL
from config.protocol.panel import PANEL
from config.protocol.parties import PARTIES, SYSTEM
from config.protocol.public import LOBBY, PUBLIC
from config.protocol.region import REGION
from config.protocol.rights import RIGHTS
from tenants.protocol import Protocol

PROTOCOL = Protocol(
    tables=COUNCIL + REGION + PANEL + PUBLIC,
    parties=PARTIES,
    rights={permission.value: right for permission, right in RIGHTS.items()},
    held={
        **{role.value: frozenset(map(str, held)) for role, held in ROLE_PERMISSIONS.items()},
        SYSTEM.name: frozenset(map(str, SYSTEM_PERMISSIONS | FEED_PERMISSIONS)),
    },
    lobby=LOBBY,
)
