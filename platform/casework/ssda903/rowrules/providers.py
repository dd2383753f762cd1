"""Rules on who provides a placement."""

from collections.abc import Callable, Collection

from casework.ssda903.codes import ADOPTION_PLACES, FOSTER_PLACES, OTHER_PLACES, TEMPORARY_PLACES
from casework.ssda903.report import Severity
from casework.ssda903.rowrules.rule import Context, Rule, Step

_WARN = Severity.WARN
_NO_PROVIDER = TEMPORARY_PLACES | OTHER_PLACES


def provided_by(provider: str, places: Collection[str]) -> Callable[[Step, Context], bool]:
    """That provider for one of `places`, which it can't provide."""

    def fails(step: Step, _: Context) -> bool:
        return step.current.place_provider == provider and step.current.place in places

    return fails


def provider_is_needless(step: Step, _: Context) -> bool:
    return step.current.place in _NO_PROVIDER and step.current.place_provider != ""


def provider_is_missing(step: Step, _: Context) -> bool:
    return step.current.place not in _NO_PROVIDER and step.current.place_provider == ""


def parents_elsewhere(step: Step, _: Context) -> bool:
    return step.current.place_provider == "PR0" and step.current.place != "P1"


PROVIDERS: tuple[Rule[Step], ...] = (
    Rule(
        "213",
        _WARN,
        "PLACE_PROVIDER",
        "No provider is recorded for a temporary or other placement: leave it blank.",
        provider_is_needless,
    ),
    Rule(
        "526",
        _WARN,
        "PLACE_PROVIDER",
        "The provider of the placement is missing: PR0 to PR5.",
        provider_is_missing,
    ),
    Rule(
        "527",
        _WARN,
        "PLACE_PROVIDER",
        "The own council (PR1) does not provide placements with parents, in health care or in custody.",
        provided_by("PR1", ("P1", "R2", "R5")),
    ),
    Rule(
        "528",
        _WARN,
        "PLACE_PROVIDER",
        "Another council (PR2) does not provide placements with parents, in health care or in custody.",
        provided_by("PR2", ("P1", "R2", "R5")),
    ),
    Rule(
        "529",
        _WARN,
        "PLACE_PROVIDER",
        "Another public body (PR3) provides no fostering, adoption or children's home, nor parents' homes.",
        provided_by("PR3", {"P1", "K1", "K2"} | ADOPTION_PLACES | FOSTER_PLACES),
    ),
    Rule(
        "530",
        _WARN,
        "PLACE_PROVIDER",
        "A private provider (PR4) can't provide a placement with parents.",
        provided_by("PR4", ("P1",)),
    ),
    Rule(
        "531",
        _WARN,
        "PLACE_PROVIDER",
        "A voluntary provider (PR5) can't provide a placement with parents.",
        provided_by("PR5", ("P1",)),
    ),
    Rule(
        "550",
        _WARN,
        "PLACE_PROVIDER",
        "Parents (PR0) provide only a placement with parents (P1).",
        parents_elsewhere,
    ),
)
