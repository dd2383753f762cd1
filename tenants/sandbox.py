"""A sandbox council: a house like any other with invented children in it, made anew whenever its people want.

Of a real council nothing is ever dropped: the directory's row says which it is, and is set when the house is added.
"""

from django.db import transaction

from tenants import actions, files, provision, queries
from tenants.models import Build, House
from tenants.pins import pinned
from tenants.problems import Conflict
from tenants.sql import SQL, Identifier, run


class NotASandbox(Conflict):
    code = "not-a-sandbox"
    title = "This is a real council"


def ensure_sandbox(house: House) -> None:
    if not house.sandbox:
        raise NotASandbox("Nothing of it is ever taken away. Add a sandbox by a code that is no council's (9xx).")


def make_anew(house: House) -> House:
    """Drop all that is in it, and build it again. Its log begins anew under the next epoch's name, with a key of its
    own; logins and clients stay. As the installer. Raises NotASandbox, HouseNotBuilt."""
    with pinned(provision.INSTALLER_PIN), transaction.atomic():
        locked = House.objects.select_for_update(of=("self",)).select_related("region").get(pk=house.pk)
        ensure_sandbox(locked)
        run(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(locked.schema_name)))
        locked.epoch, locked.state = locked.epoch + 1, House.State.BUILDING
        locked.save(update_fields=["epoch", "state"])
        Build.objects.filter(house=locked).delete()
        Build.objects.create(house=locked)
        provision.prepare([locked])
    queries.forget()
    built = actions.build(locked)
    with pinned(built.own_pin()):
        for name in files.kept():
            files.remove(name)
    return built
