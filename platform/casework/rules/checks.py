"""The checks of what a council says: each with a stable code, the field it is about, and what to do."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from casework.shapes import ChildFacts, EpisodeFacts, WorkerFacts
from casework.ssda903 import codes
from casework.ssda903.codes import OTHER_PLACES, TEMPORARY_PLACES
from casework.ssda903.codeset import ACCEPTED, CodeSet
from casework.ssda903.values import birthday, collection_year_of, is_child_id, is_upn, is_urn, outward_code

_REGISTRATION = re.compile(r"(SW|XX)[0-9]{1,10}", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_NAME, _EMAIL_LENGTH, _REFERENCE = 120, 254, 40
_WITHOUT_PROVIDER = TEMPORARY_PLACES | OTHER_PLACES
Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Check(Generic[Subject]):
    code: str
    field: str
    text: str
    fails: Callable[[Subject], bool]


class Child(NamedTuple):
    """A child's facts on the day that care began."""

    facts: ChildFacts
    looked_after_from: date
    today: date


class Episode(NamedTuple):
    facts: EpisodeFacts
    started_on: date
    today: date

    def knows(self, code_set: CodeSet, code: str) -> bool:
        return code_set.standing(code, collection_year_of(self.today), self.started_on) in ACCEPTED


def _longer_than(name: str, most: int) -> Callable[[Any], bool]:
    return lambda subject: len(getattr(getattr(subject, "facts", subject), name)) > most


CHILD_CHECKS: tuple[Check[Child], ...] = (
    Check(
        "reference-malformed", "child/reference",
        "Give your own id of the child: 1 to 36 letters, digits and _ . / -, never a name.",
        lambda c: not is_child_id(c.facts.reference),
    ),
    Check("name-too-long", "child/given_names", f"At most {_NAME} characters.", _longer_than("given_names", _NAME)),
    Check("name-too-long", "child/family_name", f"At most {_NAME} characters.", _longer_than("family_name", _NAME)),
    Check(
        "born-in-future", "child/date_of_birth", "The date of birth lies in the future: check it.",
        lambda c: c.facts.date_of_birth > c.today,
    ),
    Check(
        "starts-in-future", "looked_after_from", "Submit the case on the day on which the child becomes looked after.",
        lambda c: c.looked_after_from > c.today,
    ),
    Check(
        "born-after-start", "child/date_of_birth", "The child was born after being looked after: check both dates.",
        lambda c: c.looked_after_from < c.facts.date_of_birth <= c.today,
    ),
    Check(
        "adult-at-start", "child/date_of_birth", "Nobody of 18 or over becomes looked after: check both dates.",
        lambda c: birthday(c.facts.date_of_birth, 18) <= c.looked_after_from,
    ),
    Check(
        "unknown-code", "child/sex", "Give M, F or U.",
        lambda c: c.facts.sex not in codes.SEX,
    ),
    Check(
        "unknown-code", "child/ethnicity", "Give a code of the 903's ETHNIC, or leave it out.",
        lambda c: c.facts.ethnicity != "" and c.facts.ethnicity not in codes.ETHNIC,
    ),
    Check(
        "upn-malformed", "child/upn", "Give the 13 characters of the UPN, UN1 to UN5, or leave it out.",
        lambda c: c.facts.upn != "" and not is_upn(c.facts.upn),
    ),
)  # fmt: skip
EPISODE_CHECKS: tuple[Check[Episode], ...] = (
    Check(
        "unknown-code", "episode/legal_status", "Give a code of the 903's LS (V2, C1, C2 …).",
        lambda e: not e.knows(codes.LS, e.facts.legal_status),
    ),
    Check(
        "unknown-code", "episode/placement_type", "Give a code of the 903's PLACE that is in use (U6, K2, P1 …).",
        lambda e: not e.knows(codes.PLACE, e.facts.placement_type),
    ),
    Check(
        "unknown-code", "episode/placement_provider", "Give a code of the 903's PLACE_PROVIDER: PR0 to PR5.",
        lambda e: e.facts.placement_provider != "" and e.facts.placement_provider not in codes.PLACE_PROVIDER,
    ),
    Check(
        "provider-missing", "episode/placement_provider", "Say who provides the placement: PR0 to PR5.",
        lambda e: e.facts.placement_provider == "" and e.facts.placement_type not in _WITHOUT_PROVIDER,
    ),
    Check(
        "provider-needless", "episode/placement_provider", "Leave it out for a temporary or other placement.",
        lambda e: e.facts.placement_provider != "" and e.facts.placement_type in _WITHOUT_PROVIDER,
    ),
    Check(
        "parents-elsewhere", "episode/placement_provider", "PR0 goes with a placement with parents (P1) only.",
        lambda e: e.facts.placement_provider == "PR0" and e.facts.placement_type != "P1",
    ),
    Check(
        "unknown-code", "episode/need", "Give a code of the 903's CIN (N1 to N8), or leave it out.",
        lambda e: e.facts.need != "" and e.facts.need not in codes.CIN,
    ),
    Check(
        "area-malformed", "episode/home_area", "Give a postcode or its first half (SE15), or leave it out.",
        lambda e: e.facts.home_area != "" and outward_code(e.facts.home_area) is None,
    ),
    Check(
        "area-malformed", "episode/placement_area", "Give a postcode or its first half (SE15), or leave it out.",
        lambda e: e.facts.placement_area != "" and outward_code(e.facts.placement_area) is None,
    ),
    Check(
        "urn-malformed", "episode/urn", "Give Ofsted's URN of letters and digits, or leave it out.",
        lambda e: e.facts.urn != "" and not is_urn(e.facts.urn),
    ),
)  # fmt: skip
WORKER_CHECKS: tuple[Check[WorkerFacts], ...] = (
    Check(
        "reference-malformed", "worker/reference", f"Give your own id of the worker: 1 to {_REFERENCE} characters.",
        lambda w: not 0 < len(w.reference) <= _REFERENCE,
    ),
    Check(
        "name-missing", "worker/name", f"Name the child's social worker, in at most {_NAME} characters.",
        lambda w: not 0 < len(w.name) <= _NAME,
    ),
    Check(
        "team-missing", "worker/team", f"Name the worker's team, in at most {_NAME} characters.",
        lambda w: not 0 < len(w.team) <= _NAME,
    ),
    Check(
        "email-malformed", "worker/email", "Give an address like name@council.gov.uk, or leave it out.",
        lambda w: w.email != "" and (len(w.email) > _EMAIL_LENGTH or not _EMAIL.fullmatch(w.email)),
    ),
    Check(
        "registration-malformed", "worker/registration", "Give SW and digits, or leave it out.",
        lambda w: w.registration != "" and not _REGISTRATION.fullmatch(w.registration),
    ),
    Check("name-too-long", "worker/manager_name", f"At most {_NAME} characters.", _longer_than("manager_name", _NAME)),
    Check(
        "registration-malformed", "worker/manager_registration", "Give SW and digits, or leave it out.",
        lambda w: w.manager_registration != "" and not _REGISTRATION.fullmatch(w.manager_registration),
    ),
)  # fmt: skip
NOW_CHECKS: tuple[Check[Child], ...] = (
    Check(
        "adult-today", "child/date_of_birth", "This person is 18 by now, so no longer looked after: check the date.",
        lambda c: c.looked_after_from < birthday(c.facts.date_of_birth, 18) <= c.today,
    ),
)  # fmt: skip


def broken(checks: Sequence[Check[Subject]], subject: Subject) -> list[Check[Subject]]:
    return [check for check in checks if check.fails(subject)]
