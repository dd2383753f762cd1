"""What a council says in the form in which it is kept."""

from dataclasses import asdict, replace
from typing import Any, TypeVar

from casework.shapes import CaseSubmission, ChildFacts, EpisodeFacts, WorkerFacts
from casework.ssda903 import codes
from casework.ssda903.values import outward_code

Facts = TypeVar("Facts", ChildFacts, EpisodeFacts, WorkerFacts)


def normal(case: CaseSubmission) -> CaseSubmission:
    """The case as it is kept: without spaces around, codes in capitals, old codes of sex as letters."""
    return replace(
        case, child=normal_child(case.child), episode=normal_episode(case.episode), worker=normal_worker(case.worker)
    )


def normal_child(facts: ChildFacts) -> ChildFacts:
    clean = _stripped(facts)
    sex = clean.sex.upper()
    return replace(clean, sex=codes.OLD_SEX.get(sex, sex), ethnicity=clean.ethnicity.upper(), upn=clean.upn.upper())


def normal_episode(facts: EpisodeFacts) -> EpisodeFacts:
    """Areas are cut down to outward codes; what is no postcode stays for the check to find."""
    upper = EpisodeFacts(**{name: value.upper() for name, value in asdict(_stripped(facts)).items()})
    return replace(
        upper,
        home_area=outward_code(upper.home_area) or upper.home_area,
        placement_area=outward_code(upper.placement_area) or upper.placement_area,
    )


def normal_worker(facts: WorkerFacts) -> WorkerFacts:
    clean = _stripped(facts)
    return replace(
        clean, registration=clean.registration.upper(), manager_registration=clean.manager_registration.upper()
    )


def _stripped(facts: Facts) -> Facts:
    given: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in asdict(facts).items()
    }
    return type(facts)(**given)
