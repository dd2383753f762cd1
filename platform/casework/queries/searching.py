"""Which of the cases that an actor may see are looked for: by what stands in the record, or by a person's words."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from casework.models import Appointment, Child, Episode, PeriodOfCare, WorkerAssignment
from casework.queries.visibility import set_aside

MOST_WORDS = 10
_MARKS = "\u0300-\u036f'’ʼ‘`-"
_QUOTED = _MARKS.replace("'", "''")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")


class Folded(Func):
    """Text in small letters without accents, apostrophes and hyphens: `zoe oneill` for `Zoë O’Neill`."""

    template = f"regexp_replace(normalize(lower(%(expressions)s), NFD), '[{_QUOTED}]', '', 'g')"
    output_field = CharField()


def folded(text: str) -> str:
    """The same, of what somebody typed."""
    return re.sub(f"[{_MARKS}]", "", unicodedata.normalize("NFD", text.lower()))


@dataclass(frozen=True, slots=True)
class Sought:
    """What cases are looked for; whatever is left empty doesn't matter.

    `find`: words, each of which is in the child's name, begins the council's reference or is the date of birth
    (2015-02-03 or 03/02/2015). Codes are the 903's, of the episode that runs now. `worker`: the council's reference for
    the social worker; `iro`: the officer's id; `without_iro`: in care, and nobody is appointed. `in_care_on`: looked
    after on that day (the day on which care ended is none). `misplaced`: those set aside as standing in the wrong
    place, which else are found by words alone.
    """

    find: str = ""
    legal_status: str = ""
    placement_type: str = ""
    worker: str = ""
    iro: UUID | None = None
    without_iro: bool = False
    open: bool | None = None
    in_care_on: date | None = None
    misplaced: bool = False


def matching(children: QuerySet[Child], sought: Sought) -> QuerySet[Child]:
    """Those of `children`, whom the actor may see, that are looked for."""
    for condition in _conditions(sought):
        children = children.filter(condition)
    words = [word for word in sought.find.split() if folded(word)][:MOST_WORDS]
    if sought.find and not words:
        return children.none()
    if words:
        name = Concat(F("given_names"), Value(" "), F("family_name"))
        children = children.alias(name_folded=Folded(name), reference_folded=Folded(F("reference")))
    for word in words:
        children = children.filter(_word(word))
    return children


def _conditions(sought: Sought) -> list[Q | Exists]:
    found: list[Q | Exists] = []
    if sought.legal_status:
        found.append(_hung(Episode.objects.shown(), legal_status=sought.legal_status, ended_on=None))
    if sought.placement_type:
        found.append(_hung(Episode.objects.shown(), placement_type=sought.placement_type, ended_on=None))
    if sought.worker:
        found.append(_hung(WorkerAssignment.objects.all(), worker__reference=sought.worker, ended_on=None))
    if sought.iro:
        found.append(_hung(Appointment.objects.current(), iro_id=sought.iro))
    if sought.without_iro:
        found += [_in_care(), Q(~_hung(Appointment.objects.current()))]
    if sought.open is not None:
        found.append(_in_care() if sought.open else Q(~_in_care()))
    if sought.in_care_on:
        day = sought.in_care_on
        ended_later = Q(ended_on=None) | Q(ended_on__gt=day)
        found.append(Exists(PeriodOfCare.objects.filter(ended_later, child=OuterRef("pk"), looked_after_from__lte=day)))
    if sought.misplaced or not sought.find:
        misplaced = Q(pk__in=set_aside())
        found.append(misplaced if sought.misplaced else ~misplaced)
    return found


def _hung(rows: QuerySet[Any], **conditions: object) -> Exists:
    """Something that hangs on one of the child's periods of care."""
    return Exists(rows.filter(period__child=OuterRef("pk"), **conditions))


def _in_care() -> Exists:
    return Exists(PeriodOfCare.objects.filter(child=OuterRef("pk"), ended_on=None))


def _word(word: str) -> Q:
    plain = folded(word)
    found = Q(name_folded__contains=plain) | Q(reference_folded__startswith=plain)
    born = _day(word)
    return found | Q(date_of_birth=born) if born else found


def _day(word: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(word, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None
