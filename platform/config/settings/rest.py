"""Django REST framework: our actor, our problems (RFC 9457), JSON only."""

import os

from config.settings.signin import OAUTH2_PROVIDER

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.auth.PinnedActor"],
    "DEFAULT_PERMISSION_CLASSES": ["api.auth.Declared"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.ShallowJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "DATETIME_FORMAT": "iso-8601",
    # Batches of a client. A council's whole record comes in some thousands of children, 100 a batch.
    "DEFAULT_THROTTLE_RATES": {"feed": os.environ.get("IRO_FEED_RATE", "300/minute")},
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Independent Reviewing Service: councils' API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "OAUTH2_FLOWS": ["clientCredentials"],
    "OAUTH2_TOKEN_URL": "/oauth/token",
    "OAUTH2_SCOPES": OAUTH2_PROVIDER["SCOPES"],
}
