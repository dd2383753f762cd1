"""How many requests a client may make in a window of time; every answer says (draft-ietf-httpapi-ratelimit-headers)."""

import time
from typing import Any, cast

import structlog
from django.core.cache import cache
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from accounts.actor import Actor

log = structlog.get_logger(__name__)


class OfAClient(SimpleRateThrottle):
    """Counts in windows that begin at whole multiples of their length. A counter that can't be reached stops nobody."""

    scope = "api"
    num_requests: int
    duration: int
    used = 0

    def get_cache_key(self, request: Request, view: Any) -> str:
        return str(self.cache_format % {"scope": self.scope, "ident": cast(Actor, request.user).key})

    def allow_request(self, request: Request, view: Any) -> bool:
        window = int(time.time() // self.duration)
        try:
            self.used = _counted(f"{self.get_cache_key(request, view)}/{window}", self.duration)
        except (RedisError, OSError) as failure:
            log.warning("requests-not-counted", failure=type(failure).__name__)
        return self.used <= self.num_requests

    def wait(self) -> float:
        """Seconds until the next window begins, 1 at the least."""
        return float(max(1, self.duration - int(time.time() % self.duration)))

    @property
    def headers(self) -> dict[str, str]:
        """`q` requests in `w` seconds; `r` are left for `t` seconds."""
        left = max(0, self.num_requests - self.used)
        return {
            "RateLimit-Policy": f'"{self.scope}";q={self.num_requests};w={self.duration}',
            "RateLimit": f'"{self.scope}";r={left};t={int(self.wait())}',
        }


def _counted(key: str, seconds: int) -> int:
    try:
        return int(cache.incr(key))
    except ValueError:
        cache.add(key, 0, timeout=2 * seconds)
        return int(cache.incr(key))
