"""django-tenants' tenant and its host name."""

from django.db import models
from django_tenants.models import DomainMixin, TenantMixin


class Council(TenantMixin):  # type: ignore[misc]
    name = models.CharField(max_length=120)
    auto_create_schema = True


class Domain(DomainMixin):  # type: ignore[misc]
    """Which council a host name leads to."""
