"""A batch of the daily feed as it is sent: what this service needs is checked and kept, all else is let pass.

A field that isn't there says nothing; one that is null says that there is nothing (a placement has no end any more).
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from casework.ssda903 import codes
from casework.ssda903.codeset import CodeSet
from casework.ssda903.values import is_child_id, is_upn, outward_code
from tenants.problems import Invalid, Problem

MOST = 100
"""Records a batch."""
FAULTS_TOLD = 500
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_UNKNOWN_UPN = re.compile(r"UN[1-5]", re.ASCII)
_EARLIEST = 1900
Kept = TypeVar("Kept")


class FeedRefused(Invalid):
    """`faults` are `[index].path.to.field reason`, and the detail is all of them, a line each."""

    code = "feed-refused"
    status = 400
    title = "The batch can't be taken in"

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults[:FAULTS_TOLD]
        more = [f"and {len(faults) - FAULTS_TOLD} more"] if len(faults) > FAULTS_TOLD else []
        super().__init__("\n".join([*self.faults, *more]))


class TooManyRecords(Problem):
    code = "too-many-records"
    status = 413
    title = "The batch holds more records than one may"


def _said(value: object) -> object:
    """Text without spaces around it; blank is the same as null."""
    return (value.strip() or None) if isinstance(value, str) else value


def _name(value: str) -> str:
    """The doubled apostrophe is SQL's, which senders forget to take back: `O''Neill` is O'Neill."""
    return unicodedata.normalize("NFC", value.replace("''", "'"))


def _plain(value: str) -> str:
    if any(unicodedata.category(one) in ("Cc", "Cs") for one in value):
        raise PydanticCustomError("plain", "must not hold characters that can't be seen")
    return value


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        found = date.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.year < _EARLIEST:
        raise PydanticCustomError("day", "must be a date that exists, as YYYY-MM-DD")
    return found


def _child_id(value: str) -> str:
    if not is_child_id(value):
        raise PydanticCustomError("child", "must be 1 to 36 letters, digits and _ . / -")
    return value


def _of(code_set: CodeSet) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value.upper() not in code_set:
            raise PydanticCustomError("code", "must be a code of the 903's {column}", {"column": code_set.column})
        return value.upper()

    return check


def _sex(value: str) -> str:
    return _of(codes.SEX)(codes.OLD_SEX.get(value, value))


def _upn(value: str) -> str:
    if not is_upn(value.upper()):
        raise PydanticCustomError("upn", "must be a UPN of 13 characters")
    return value.upper()


def _no_upn(value: str) -> str:
    if not _UNKNOWN_UPN.fullmatch(value.upper()):
        raise PydanticCustomError("upn", "must be UN1 to UN5")
    return value.upper()


def _area(value: str) -> str:
    """The outward code alone is kept (domain.md 8.2)."""
    found = outward_code(value)
    if found is None:
        raise PydanticCustomError("postcode", "must be a postcode")
    return found


def _items(value: object) -> object:
    return [] if value is None else value


_Text = Annotated[str, AfterValidator(_plain)]
Id = Annotated[_Text, BeforeValidator(_said), Field(max_length=36)]
Name = Annotated[_Text, AfterValidator(_name), Field(max_length=120)]
Day = Annotated[date | None, BeforeValidator(_said), BeforeValidator(_day)]
Blank = BeforeValidator(_said)
Items = BeforeValidator(_items)


class _Record(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)
    purge: bool | None = None

    def said(self, **names: str) -> dict[str, Any]:
        """Our name of a field → what was said of it, for the fields that are there; `names` is ours=theirs."""
        return {ours: getattr(self, theirs) for ours, theirs in names.items() if theirs in self.model_fields_set}


class Worker(_Record):
    worker_id: Id
    start_date: Day = None
    end_date: Day = None


class Placement(_Record):
    child_looked_after_placement_id: Id
    start_date: Day = None
    start_reason: Annotated[Annotated[_Text, AfterValidator(_of(codes.RNE))] | None, Blank] = None
    placement_type: Annotated[Annotated[_Text, AfterValidator(_of(codes.PLACE))] | None, Blank] = None
    postcode: Annotated[Annotated[_Text, AfterValidator(_area)] | None, Blank] = None
    end_date: Day = None
    end_reason: Annotated[Annotated[_Text, AfterValidator(_of(codes.REC))] | None, Blank] = None
    change_reason: Annotated[Annotated[_Text, AfterValidator(_of(codes.REASON_PLACE_CHANGE))] | None, Blank] = None


class SocialCareEpisode(_Record):
    social_care_episode_id: Annotated[Id | None, Blank] = None
    care_worker_details: Annotated[list[Worker], Items] = []
    child_looked_after_placements: Annotated[list[Placement], Items] = []


class ChildDetails(_Record):
    unique_pupil_number: Annotated[Annotated[_Text, AfterValidator(_upn)] | None, Blank] = None
    unique_pupil_number_unknown_reason: Annotated[Annotated[_Text, AfterValidator(_no_upn)] | None, Blank] = None
    first_name: Annotated[Name | None, Blank] = None
    surname: Annotated[Name | None, Blank] = None
    date_of_birth: Day = None
    sex: Annotated[Annotated[_Text, AfterValidator(_sex)] | None, Blank] = None
    ethnicity: Annotated[Annotated[_Text, AfterValidator(_of(codes.ETHNIC))] | None, Blank] = None

    def facts(self) -> dict[str, Any]:
        """The facts of the child that it says. What it leaves blank is not taken away from the record."""
        given = self.said(
            given_names="first_name", family_name="surname", date_of_birth="date_of_birth", sex="sex",
            ethnicity="ethnicity",
        )  # fmt: skip
        given["upn"] = self.unique_pupil_number or self.unique_pupil_number_unknown_reason
        return {name: value for name, value in given.items() if value is not None}


class FeedRecord(_Record):
    """One child. Where `purge` is true, nothing else of the record counts."""

    la_child_id: Annotated[Id, AfterValidator(_child_id)]
    mis_child_id: Id
    child_details: ChildDetails | None = None
    social_care_episodes: Annotated[list[SocialCareEpisode], Items] = []

    @property
    def says_something(self) -> bool:
        """Whether there is more in it than ids."""
        return bool((self.child_details and self.child_details.facts()) or self.social_care_episodes)


_BATCH = TypeAdapter(list[FeedRecord])
_REASONS = {
    "missing": "is needed",
    "string_type": "must be text",
    "string_unicode": "must be Unicode text",
    "too_long": "must have at most {max_length} characters",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "model_type": "must be an object",
}


def read_batch(body: object) -> list[FeedRecord]:
    """The records of a decoded body, in its order. Raises FeedRefused with every fault, TooManyRecords."""
    if not isinstance(body, list) or not body:
        raise FeedRefused([f"The body must be a list of 1 to {MOST} records."])
    if len(body) > MOST:
        raise TooManyRecords(f"A batch holds at most {MOST} records; this one has {len(body)}.")
    try:
        return _BATCH.validate_python(body)
    except ValidationError as found:
        raise FeedRefused([_fault(one) for one in found.errors(include_url=False)]) from None


def _fault(found: ErrorDetails) -> str:
    """Never with the value: it may be a child's name."""
    reason = _REASONS.get(found["type"], "is malformed")
    if found["type"] == "string_type" and found["input"] is None:
        reason = _REASONS["missing"]
    if found["type"] in _OURS:
        reason = found["msg"]
    return f"{path(found['loc'])} {reason.format(**found.get('ctx', {}))}"


_OURS = {"plain", "day", "child", "code", "upn", "postcode"}


def path(place: tuple[int | str, ...]) -> str:
    """`(0, "child_details", "sex")` → `[0].child_details.sex`."""
    return "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in place)
