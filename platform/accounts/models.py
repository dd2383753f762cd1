"""People, their roles in houses, and councils' systems. All in the public schema; only the gate reads them."""

import uuid
from hashlib import sha256
from hmac import compare_digest
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from oauth2_provider.models import AbstractApplication

from accounts.permissions import Role, Side
from tenants.models import House


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, email: str | None) -> "Person":
        return self.get(email__iexact=email)


class Person(AbstractBaseUser):  # type: ignore[django-manager-missing]  # a library's model has no typed manager
    """Somebody who signs in. `side` never changes: a council's officer and the service's are different people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    side = models.CharField(max_length=12, choices=[(side.value, side.value) for side in Side])
    is_active = models.BooleanField(default=True)
    is_staff = False
    is_superuser = False
    invited_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "side"]

    objects = PersonManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["id", "side"], name="person_stands_on_one_side")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, permission: str, thing: Any = None) -> bool:
        """Django's own permissions are not used: what a role may do stands in accounts.permissions."""
        return False


class Membership(models.Model):
    """A role of a person in a house. (person, side) refers to the person's own side: migration 0002 adds that key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    side = models.CharField(max_length=12, choices=[(side.value, side.value) for side in Side])
    role = models.CharField(max_length=24, choices=[(role.value, role.label) for role in Role])
    house = models.ForeignKey(House, models.PROTECT, null=True, blank=True, related_name="memberships")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "house", "role"], condition=models.Q(until=None), name="membership_once"
            ),
            models.CheckConstraint(
                name="membership_role_of_its_side",
                condition=models.Q(
                    *[models.Q(side=side.value, role__in=[r.value for r in Role if r.side is side]) for side in Side],
                    _connector=models.Q.OR,
                ),
            ),
            models.CheckConstraint(
                name="membership_names_a_house",
                condition=models.Q(house__isnull=False) | models.Q(side=Side.INSTALLATION),
            ),
        ]


class CouncilSystem(AbstractApplication):  # type: ignore[misc]
    """A council's own system, signing in by OAuth2 client credentials. Bound to one council for its whole life.

    `scopes` is what it was granted, with spaces between; `supplier_key` the SHA-256 of its key for the daily feed.
    """

    council = models.ForeignKey(House, models.PROTECT, related_name="systems")
    revoked_at = models.DateTimeField(null=True, blank=True)
    scopes = models.CharField(max_length=200, default="cases", db_default="cases")
    supplier_key = models.CharField(max_length=64, blank=True, default="", db_default="")

    @property
    def granted(self) -> frozenset[str]:
        return frozenset(self.scopes.split())

    def is_usable(self, request: Any) -> bool:
        return self.revoked_at is None

    def knows(self, supplier_key: str) -> bool:
        """Whether this is its key for the daily feed."""
        found = sha256(supplier_key.encode()).hexdigest()
        return bool(self.supplier_key) and compare_digest(self.supplier_key, found)
