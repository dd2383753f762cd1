"""Words that stand nowhere else: each free text of each house carries its own, and wherever it turns up is a leak."""

import re
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from django.apps import apps
from django.conf import settings
from django.db import models

from tenants.kinds import Kind

LENGTH = 10
"""Short enough for a registration number; no text that is shorter can say much."""
_SHAPE = re.compile(r"zq[a-z2-7]{8}", re.IGNORECASE)
HISTORY = ("history_change_reason",)

CODES = {
    "arbitration_declaredconflict.council": "a council's code",
    "arbitration_draw.seed": "random",
    "arbitration_preparedpublication.prepared_by": "a key",
    "arbitration_publication.region": "a region's code",
    "arbitration_publication.slug": "a citation",
    "arbitration_publicationcheck.answers": "yes and no, by codes of ours",
    "arbitration_publicationcheck.checked_by": "a key",
    "arbitration_publicationcheck.prepared_by": "a key",
    "arbitration_publishedcompliance.directions": "codes",
    "arbitration_referral.region": "a region's code",
    "arbitration_disclosedbundle.root": "a hash",
    "casework_returnimport.counts": "numbers",
    "casework_returnimport.problem": "words of ours",
    "escalation_councilladder.rungs": "a council's procedure: of no child, and told to whoever answers",
    "escalation_councilredaction.document": "a document’s key",
    "escalation_councilredaction.reason": "a code",
    "escalation_dispute.issue": "a code of the protocol",
    "escalation_frozenbundle.basis": "a hash",
    "escalation_frozenbundle.root": "a hash",
    "escalation_serviceredaction.document": "a document’s key",
    "escalation_serviceredaction.reason": "a code",
    "ledger_change.actor": "a key",
    "ledger_change.door": "a code",
    "ledger_change.request": "a key",
    "ledger_change.login": "a login",
    "ledger_change.transaction_id": "a number",
    "ledger_checkpoint.note": "numbers and a signature",
    "ledger_entry.table_name": "a table's name",
    "ledger_queue.table_name": "a table's name",
    "ledger_read.actor": "a key",
    "ledger_read.door": "a code",
    "ledger_read.request": "a key",
    "ledger_read.login": "a login",
    "ledger_read.transaction_id": "a number",
    "ledger_read.children": "a list of keys",
    "ledger_read.what": "a code",
    "notifications_delivery.subscriber": "a subscriber's name",
    "notifications_inboxevent.subscriber": "a subscriber's name",
    "notifications_outboxevent.login": "a login",
    "notifications_outboxevent.tag": "a code",
    "reviews_review.late_reason": "a code",
    "workforce_diaryentry.next_review": "a code",
}
"""Texts that hold no words of anybody's, each with what it holds instead. Every other text is furnished."""
_DIGEST = re.compile(r"(^|_)(sha256|digest)$")


@dataclass(frozen=True, order=True)
class Canary:
    """Where a word belongs. `table` is the table of facts, for a row of its history as well."""

    house: str
    table: str
    column: str
    is_history: bool = False

    @property
    def word(self) -> str:
        where = f"{self.house}/{self.table}/{self.column}/{self.is_history}"
        return "Zq" + b32encode(blake2b(where.encode(), digest_size=5).digest()).decode().lower()


@dataclass(frozen=True)
class Text:
    """A column of a table of some house that holds words."""

    column: str
    width: int | None
    is_json: bool = False
    is_unique: bool = False
    is_email: bool = False


def of_house(kind: Kind) -> Iterator[type[models.Model]]:
    """The models whose tables stand in a house of that kind, histories left out."""
    names = set(settings.TENANT_TYPES[kind.value]["APPS"])
    for config in apps.get_app_configs():
        if config.name in names:
            yield from (one for one in config.get_models() if not one.__name__.startswith("Historical"))


def texts(model: type[models.Model]) -> list[Text]:
    return [found for field in model._meta.concrete_fields if (found := _text(model._meta.db_table, field))]


def _text(table: str, field: "models.Field[object, object]") -> Text | None:
    if field.primary_key or field.is_relation or field.choices or f"{table}.{field.column}" in CODES:
        return None
    if isinstance(field, models.JSONField):
        return Text(field.column, None, is_json=True)
    wide = isinstance(field, models.CharField | models.TextField) and (field.max_length or LENGTH) >= LENGTH
    if not wide or _DIGEST.search(field.column):
        return None
    return Text(field.column, field.max_length, False, field.unique, isinstance(field, models.EmailField))


class Aviary:
    """Every canary of a set of houses, and which of them stand in a text."""

    def __init__(self, houses: dict[str, Kind]) -> None:
        every = (canary for house, kind in houses.items() for canary in self._of(house, kind))
        self.by_word = {canary.word.lower(): canary for canary in every}

    @staticmethod
    def _of(house: str, kind: Kind) -> Iterator[Canary]:
        for model in of_house(kind):
            table = model._meta.db_table
            for text in texts(model):
                yield Canary(house, table, text.column)
                yield Canary(house, table, text.column, is_history=True)
            if hasattr(model, "history"):
                yield from (Canary(house, table, column, is_history=True) for column in HISTORY)

    def found(self, text: str) -> set[Canary]:
        words = {word.lower() for word in _SHAPE.findall(text)}
        return {self.by_word[word] for word in words & self.by_word.keys()}
