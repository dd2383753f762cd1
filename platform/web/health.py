"""The operators' health page: what answers and how far behind it is. No word of a child."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from redis.exceptions import RedisError

from tenants.queries import houses


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    well: bool
    detail: str


def health(request: HttpRequest) -> HttpResponse:
    """200 when everything answers, 503 otherwise; JSON for monitors that ask for it."""
    findings = [_database(), _cache()]
    well = all(finding.well for finding in findings)
    status = 200 if well else 503
    if "application/json" in request.headers.get("Accept", ""):
        rows = [{"name": one.name, "well": one.well, "detail": one.detail} for one in findings]
        return JsonResponse({"well": well, "findings": rows}, status=status)
    return render(request, "home/health.html", {"findings": findings, "well": well}, status=status)


def _database() -> Finding:
    try:
        ready = len(houses())
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            [version] = cursor.fetchone()
    except DatabaseError as failure:
        return Finding("Database", False, f"does not answer ({type(failure).__name__})")
    return Finding("Database", True, f"PostgreSQL {version}; {ready} houses ready")


def _cache() -> Finding:
    try:
        cache.set("health", "well", 5)
        answered = cache.get("health") == "well"
    except (RedisError, OSError) as failure:
        return Finding("Cache and broker", False, f"does not answer ({type(failure).__name__})")
    return Finding("Cache and broker", answered, "answers" if answered else "forgets what it is told")
