"""Structured logs with the house and the request's id; never a child's data, so never a body, a query or a name."""

import logging
import os

import structlog
from structlog.typing import Processor

from config.logs import place_not_words

_shared: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processor": structlog.processors.JSONRenderer(),
            "foreign_pre_chain": [structlog.stdlib.add_logger_name, *_shared, place_not_words],
            # Other packages' lines by their template: what they would put into it may name a child.
            "use_get_message": False,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("IRO_LOG_LEVEL", "WARNING")},
    "loggers": {
        # Django writes the path of every refused request, which may name a child, at WARNING.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}
structlog.configure(
    processors=[*_shared, place_not_words, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    cache_logger_on_first_use=True,
)
