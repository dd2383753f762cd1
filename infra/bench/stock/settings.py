"""A startproject's settings with what each package's documentation says to add."""

import os

from config.environment import database_parts

SECRET_KEY = "a benchmark on one machine"  # noqa: S105  nothing is kept behind it
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "infra.bench.stock.urls"
WSGI_APPLICATION = "infra.bench.stock.wsgi.application"

SHARED_APPS = [
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "oauth2_provider",
    "rest_framework",
    "simple_history",
    "infra.bench.stock.tenancy",
]
TENANT_APPS = ["infra.bench.stock.care"]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
TENANT_MODEL = "tenancy.Council"
TENANT_DOMAIN_MODEL = "tenancy.Domain"
DATABASE_ROUTERS = ("django_tenants.routers.TenantSyncRouter",)
DATABASES = {
    "default": {
        "ENGINE": "django_tenants.postgresql_backend",
        **database_parts(os.environ["STOCK_DATABASE_URL"]),
        "CONN_MAX_AGE": None,
    }
}
TENANT_LIMIT_SET_CALLS = os.environ.get("STOCK_LIMIT_SET_CALLS") == "1"
"""django-tenants' own remedy against a SET before each statement; off unless it is asked for, as there."""

MIDDLEWARE = [
    "django_tenants.middleware.main.TenantMainMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
OAUTH2_PROVIDER = {"SCOPES": {"cases": "Submit cases"}}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["oauth2_provider.contrib.rest_framework.OAuth2Authentication"],
    "DEFAULT_PERMISSION_CLASSES": ["oauth2_provider.contrib.rest_framework.TokenHasScope"],
}
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
