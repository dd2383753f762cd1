"""Which apps there are, and in which kind of house each one's tables live (design.md 2 and 3)."""

PUBLIC_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # Before those whose templates it shadows by name.
    "web",
    "django.forms",
    "rest_framework",
    "drf_spectacular",
    "drf_standardized_errors",
    "oauth2_provider",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "config",
    "tenants",
    "accounts",
    "timetable",
    "api",
]
EVERY_HOUSE_APPS = ["ledger", "notifications"]
COUNCIL_APPS = [*EVERY_HOUSE_APPS, "casework", "reviews", "escalation"]
REGION_APPS = [*EVERY_HOUSE_APPS, "workforce", "independence", "reporting"]
PANEL_APPS = [*EVERY_HOUSE_APPS, "arbitration"]

HAS_MULTI_TYPE_TENANTS = True
MULTI_TYPE_DATABASE_FIELD = "kind"
TENANT_TYPES = {
    "public": {"APPS": PUBLIC_APPS, "URLCONF": "config.urls"},
    "council": {"APPS": COUNCIL_APPS, "URLCONF": "config.urls"},
    "region": {"APPS": REGION_APPS, "URLCONF": "config.urls"},
    "panel": {"APPS": PANEL_APPS, "URLCONF": "config.urls"},
}
INSTALLED_APPS = list(dict.fromkeys([*PUBLIC_APPS, *COUNCIL_APPS, *REGION_APPS, *PANEL_APPS]))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
