"""Django REST framework: our actor, our problems (RFC 9457), JSON only."""

import os

from config.settings.signin import OAUTH2_PROVIDER

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.auth.PinnedActor"],
    "DEFAULT_PERMISSION_CLASSES": ["api.auth.Declared"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.ShallowJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.contract.schema.DeclaredSchema",
    "EXCEPTION_HANDLER": "api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "DATETIME_FORMAT": "iso-8601",
    # Of a client: requests, and batches of the feed. A council's whole record comes in some thousands of children, 100
    # a batch.
    "DEFAULT_THROTTLE_RATES": {
        "api": os.environ.get("IRO_API_RATE", "1200/minute"),
        "feed": os.environ.get("IRO_FEED_RATE", "300/minute"),
    },
}
_POLICY = """
A council's system asks `/oauth/token` for a token (client credentials, scope `cases`); a person's browser works with
its session. Each write is answered with a receipt, which `proofs` exchanges for a proof.

**Refusals** are RFC 9457 problems with a stable `code`; `detail` says what to do next, and nothing was written.
**Writes** take an `Idempotency-Key`: sent again within 24 hours, they are answered and not done again.
**Reads** carry an `ETag`; a correction names in `If-Match` the state that it corrects.
**Limits** stand in `RateLimit-Policy` and `RateLimit` of every answer.
**Changes.** Within version 1 we add members, operations, optional parameters and codes of problems: leave alone what
you don't know. Whatever is to go is marked `deprecated` here and answers with `Deprecation` (RFC 9745) and `Sunset`
(RFC 8594) for at least 12 months before it is gone.
"""
SPECTACULAR_SETTINGS = {
    "TITLE": "Independent Reviewing Service: councils' API",
    "DESCRIPTION": _POLICY.strip(),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_PATCH": False,
    "SERVERS": [{"url": os.environ.get("IRO_SITE_URL", "/")}],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "system": {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": OAUTH2_PROVIDER["SCOPES"]}},
            },
            "person": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        }
    },
}
