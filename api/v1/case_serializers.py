"""What a council sends about a case, and what it gets back. Codes are the SSDA903's (domain.md 4.3)."""

from typing import Any

from rest_framework import serializers

from api.serializers import Day, Strict, Text
from casework.shapes import (
    CaseCorrection,
    CaseSubmission,
    ChildFacts,
    Ending,
    EpisodeChange,
    EpisodeFacts,
    WorkerChange,
    WorkerFacts,
)


def _blank(length: int) -> Text:
    return Text(max_length=length, required=False, allow_blank=True, default="")


def _maybe(length: int) -> Text:
    return Text(max_length=length, required=False, allow_blank=True)


class ChildIn(Strict):
    """`reference` is the council's own id of the child, as in the 903's CHILD column."""

    reference = Text(max_length=40)
    date_of_birth = Day()
    sex = Text(max_length=1, help_text="M, F or U")
    given_names = _blank(120)
    family_name = _blank(120)
    ethnicity = _blank(4)
    upn = _blank(13)


class EpisodeIn(Strict):
    legal_status = Text(max_length=2, help_text="903 LS, e.g. C1")
    placement_type = Text(max_length=3, help_text="903 PLACE, e.g. U4")
    placement_provider = _blank(3)
    need = _blank(2)
    home_area = _blank(10)
    placement_area = _blank(10)
    urn = _blank(10)


class WorkerIn(Strict):
    reference = Text(max_length=40)
    name = Text(max_length=120)
    team = Text(max_length=120)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True, default="")
    registration = _blank(12)
    manager_name = _blank(120)
    manager_registration = _blank(12)


class CaseIn(Strict):
    child = ChildIn()
    looked_after_from = Day()
    episode = EpisodeIn()
    worker = WorkerIn()

    @classmethod
    def submission(cls, sent: Any) -> CaseSubmission:
        data = cls.read(sent)
        return CaseSubmission(
            ChildFacts(**data["child"]),
            data["looked_after_from"],
            EpisodeFacts(**data["episode"]),
            WorkerFacts(**data["worker"]),
        )


class EpisodeChangeIn(Strict):
    from_date = Day()
    legal_status = _maybe(2)
    placement_type = _maybe(3)
    placement_provider = _maybe(3)
    need = _maybe(2)
    home_area = _maybe(10)
    placement_area = _maybe(10)
    urn = _maybe(10)
    same_carer = serializers.BooleanField(required=False, default=False)
    change_reason = _blank(6)


class WorkerChangeIn(Strict):
    from_date = Day()
    worker = WorkerIn()


class EndingIn(Strict):
    ended_on = Day()
    reason = Text(max_length=4, help_text="903 REC other than X1")


class CorrectionIn(Strict):
    """Only what is sent is touched. `purpose` is kept with the change, for everybody to read."""

    purpose = Text(max_length=200)
    given_names = _maybe(120)
    family_name = _maybe(120)
    date_of_birth = Day(required=False)
    sex = _maybe(1)
    ethnicity = _maybe(4)
    upn = _maybe(13)
    episode = EpisodeChangeIn(required=False)
    worker = WorkerChangeIn(required=False)
    ending = EndingIn(required=False)

    @classmethod
    def correction(cls, sent: Any) -> CaseCorrection:
        data = dict(cls.read(sent))
        if "episode" in data:
            data["episode"] = EpisodeChange(**data["episode"])
        if "worker" in data:
            data["worker"] = WorkerChange(WorkerFacts(**data["worker"]["worker"]), data["worker"]["from_date"])
        if "ending" in data:
            data["ending"] = Ending(**data["ending"])
        return CaseCorrection(**data)
