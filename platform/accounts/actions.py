"""The only writers of people, roles and councils' systems. Run as the installer: from `iro`, never from a page."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import CouncilSystem, Membership, Person
from accounts.permissions import Role
from accounts.scopes import GrantedScopes
from tenants.kinds import Kind
from tenants.models import House
from tenants.problems import Conflict, Invalid, NotFound

FEED = "feed"
"""The scope of the daily feed."""


class OneSide(Conflict):
    code = "one-side"
    title = "Nobody works on two sides of the wall"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A council system's id and secret: the secret is kept hashed, so this is the only time that it can be shown.

    `supplier_key` likewise; blank for a system that doesn't send the daily feed.
    """

    client_id: str
    client_secret: str
    supplier_key: str = ""


def invite(email: str, name: str, role: Role, house: House | None, *, password: str | None = None) -> Person:
    """Give somebody a role, and mail them a link to choose a password (none where `password` is given: the demo).

    Somebody who already works on another side is refused: a region's manager can't hold a council role.
    """
    _ensure_house_of_role(role, house)
    with transaction.atomic():
        person = Person.objects.filter(email__iexact=email).first()
        if person is None:
            person = Person(email=email.lower(), name=name, side=role.side)
            person.set_password(password) if password else person.set_unusable_password()
            person.save(force_insert=True)
        if person.side != role.side:
            raise OneSide(f"{email} works for the {person.side}; a role of the {role.side} needs another person.")
        Membership.objects.get_or_create(person=person, side=role.side, role=role, house=house, until=None)
        if not person.has_usable_password():
            transaction.on_commit(lambda: _mail_invitation(person, role, house))
    return person


def _ensure_house_of_role(role: Role, house: House | None) -> None:
    kind = Kind(house.kind) if house else Kind.PUBLIC
    if kind is not role.house_kind:
        raise Invalid(
            f"A role of {role.label} is held in a {role.house_kind}, not in a {kind}.", errors={"role": "wrong-house"}
        )


def _mail_invitation(person: Person, role: Role, house: House | None) -> None:
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    uid, _, token = key.partition("-")
    link = settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    place = f" at {house.name}" if house else ""
    send_mail(
        "Your invitation to the Independent Reviewing Service",
        f"{person.name},\n\nYou have been invited as {role.label}{place}.\n\nChoose a password here:\n{link}\n\n"
        "If you did not expect this, tell the person who runs the service; nothing happens until you choose one.\n",
        None,
        [person.email],
    )


def add_system(council: House, name: str, scopes: Collection[str] = ("cases",)) -> Credentials:
    """A new council system with its secret, which is shown once. Raises Invalid for a scope that nobody knows."""
    _ensure_scopes(scopes)
    credentials = Credentials(token_urlsafe(18), token_urlsafe(32), _supplier_key(scopes))
    CouncilSystem.objects.create(
        name=name,
        council=council,
        client_id=credentials.client_id,
        client_secret=credentials.client_secret,
        client_type=CouncilSystem.CLIENT_CONFIDENTIAL,
        authorization_grant_type=CouncilSystem.GRANT_CLIENT_CREDENTIALS,
        skip_authorization=True,
        scopes=" ".join(sorted(scopes)),
        supplier_key=_hashed(credentials.supplier_key),
    )
    return credentials


def rotate_system(council: House, client_id: str) -> Credentials:
    """A new secret, and a new key for the feed; the old ones and every token made with them end at once."""
    with transaction.atomic():
        system = _system(council, client_id)
        credentials = Credentials(client_id, token_urlsafe(32), _supplier_key(system.granted))
        system.client_secret = credentials.client_secret
        system.supplier_key = _hashed(credentials.supplier_key)
        system.save(update_fields=["client_secret", "supplier_key"])
        system.accesstoken_set.all().delete()
    return credentials


def revoke_system(council: House, client_id: str) -> None:
    with transaction.atomic():
        system = _system(council, client_id)
        CouncilSystem.objects.filter(pk=system.pk).update(revoked_at=timezone.now())
        system.accesstoken_set.all().delete()


def _system(council: House, client_id: str) -> CouncilSystem:
    found: CouncilSystem | None = CouncilSystem.objects.filter(
        council=council, client_id=client_id, revoked_at=None
    ).first()
    if found is None:
        raise NotFound(f"{council.name} has no working system {client_id}: see `iro clients list --council …`.")
    return found


def _ensure_scopes(scopes: Collection[str]) -> None:
    known = GrantedScopes().get_all_scopes()
    if not scopes or not set(scopes) <= set(known):
        raise Invalid(f"A system is granted one or more of: {', '.join(known)}.", errors={"scope": "unknown"})


def _supplier_key(scopes: Collection[str]) -> str:
    return token_urlsafe(24) if FEED in scopes else ""


def _hashed(supplier_key: str) -> str:
    """As it is kept: made at random, so one round of a fast hash is enough."""
    return sha256(supplier_key.encode()).hexdigest() if supplier_key else ""
