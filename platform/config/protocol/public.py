"""The directory: which institutions there are, who signs in; and the routes that lead into no house."""

from config.protocol.parties import BACKUP, EVERYBODY, GATE, MIGRATOR, parties
from tenants.kinds import Kind
from tenants.protocol import NOBODY, Capture, Parties, Table

ALL = parties(EVERYBODY, GATE)
AT_GATE = parties(GATE)


def _line(
    name: str, title: str, see: Parties, add: Parties, correct: Parties, reason: str, remove: Parties = NOBODY
) -> Table:
    return Table(name, Kind.PUBLIC, title, Capture.NONE, reason, parties(see, BACKUP), add, correct, remove)


_SIGN_IN = "Sign-in bookkeeping, which the gate keeps and no working login reads"
_UNUSED_TOKENS = "Not used: councils’ systems sign in by client credentials alone"
_UNUSED_RIGHTS = "Not used: what a role may do stands in this protocol"
PUBLIC = (
    #     table                          what it holds               seen by                added by correct
    _line("tenants_installation",        "The installation",         ALL,                   NOBODY,  NOBODY, "Its name, and whether it is a demonstration"),
    _line("tenants_house",               "Directory of institutions", parties(ALL, MIGRATOR), NOBODY, parties(MIGRATOR), "Public knowledge; the migrator notes which are ready"),
    _line("tenants_build",               "How far each house’s tables are", parties(MIGRATOR), NOBODY, parties(MIGRATOR), "And what failed there: for nobody’s eyes but the migrator’s"),
    _line("tenants_window",              "Windows of the migrator",  NOBODY,                NOBODY,  NOBODY, "Written by the database’s own function"),
    _line("timetable_bankholiday",       "Bank holidays",            ALL,                   NOBODY,  NOBODY, "The calendar of England and Wales: public knowledge"),
    _line("accounts_person",             "People who sign in",       AT_GATE,               NOBODY,  AT_GATE, "Who, password, last sign-in: a person is added by command alone"),
    _line("accounts_membership",         "Roles of people",          AT_GATE,               NOBODY,  NOBODY, "Which role somebody has in which house: given by command alone"),
    _line("accounts_councilsystem",      "Councils’ systems",        AT_GATE,               NOBODY,  NOBODY, "Their ids and hashed secrets"),
    _line("oauth2_provider_accesstoken", "Tokens of systems",        AT_GATE,               AT_GATE, AT_GATE, _SIGN_IN),
    _line("oauth2_provider_grant",       "Grants",                   NOBODY,                NOBODY,  NOBODY, _UNUSED_TOKENS),
    _line("oauth2_provider_idtoken",     "Id tokens",                NOBODY,                NOBODY,  NOBODY, _UNUSED_TOKENS),
    _line("oauth2_provider_refreshtoken", "Refresh tokens",          NOBODY,                NOBODY,  NOBODY, _UNUSED_TOKENS),
    _line("oauth2_provider_devicegrant", "Device grants",            NOBODY,                NOBODY,  NOBODY, _UNUSED_TOKENS),
    _line("account_emailaddress",        "Addresses of people",      AT_GATE,               AT_GATE, AT_GATE, _SIGN_IN),
    _line("account_emailconfirmation",   "Confirmations of addresses", NOBODY,              NOBODY,  NOBODY, "Not used: people are invited"),
    _line("mfa_authenticator",           "Second factors",           AT_GATE,               AT_GATE, AT_GATE, _SIGN_IN, remove=AT_GATE),
    _line("auth_group",                  "Groups",                   NOBODY,                NOBODY,  NOBODY, _UNUSED_RIGHTS),
    _line("auth_group_permissions",      "Rights of groups",         NOBODY,                NOBODY,  NOBODY, _UNUSED_RIGHTS),
    _line("auth_permission",             "Django’s rights",          NOBODY,                NOBODY,  NOBODY, _UNUSED_RIGHTS),
    _line("django_content_type",         "Django’s list of models",  ALL,                   NOBODY,  NOBODY, "No data of anybody’s"),
    _line("django_migrations",           "Which migrations ran",     AT_GATE,               NOBODY,  NOBODY, "Read before anything is served"),
)  # fmt: skip
LOBBY = {
    "": "The first page: leads whoever is signed in to where their work is",
    "accounts/": "Signing in and out, passwords and second factors: under the gate",
    "api/v1/schema": "The contract of the API: no data of anybody’s",
    "health": "Whether the site works: no data of anybody’s",
    "oauth/token": "A council system’s sign-in: under the gate",
    "oauth2/v2.0/token": "The same, at the address that senders of the daily feed expect",
    "problems/": "What each refusal means: no data of anybody’s",
    "protocol/": "This protocol, for everybody who is signed in",
    "register/": "The register of determinations: under a login that sees what was published alone",
    "verify/": "Checks a bundle or a proof that somebody brings, and keeps nothing: no data of anybody’s is read",
}
"""The first words of a route outside any house → why it is there."""
