"""A sender of the daily feed, as councils have it: it asks for a token, sends batches, and tries again as theirs do."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from accounts.actions import Credentials

AGAIN = (401, 403, 429)
TRIES = 3
RECEIPT = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})_(\d{2}):(\d{2}):(\d{2})\.(\d{2})_"
    r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)
"""What the answer holds for each record, to the letter."""


@dataclass
class Sender:
    """`tries` are the statuses that came, in their order; `pause` waits for so many seconds."""

    site: str
    code: str
    credentials: Credentials
    timeout: float = 20.0
    pause: Callable[[float], Any] = lambda seconds: None
    tries: list[int | str] = field(default_factory=list)
    _token: str = ""

    def send(self, records: Any, **headers: str) -> requests.Response:
        """After 401, 403, 429 and after a time-out the whole batch again; after 400 and 413 never."""
        delay = 5.0
        for _ in range(TRIES):
            try:
                answer = self.post(records, **headers)
            except requests.Timeout:
                self.tries.append("timeout")
            else:
                self.tries.append(answer.status_code)
                if answer.status_code not in AGAIN:
                    return answer
                self._token = ""
            self.pause(delay)
            delay *= 2
        return answer

    def post(self, records: Any, **headers: str) -> requests.Response:
        given = {"Authorization": f"Bearer {self.token()}", "SupplierKey": self.credentials.supplier_key, **headers}
        body = {"data": records} if isinstance(records, bytes | str) else {"json": records}
        if "data" in body:
            given.setdefault("Content-Type", "application/json")
        return requests.post(
            f"{self.site}/feeds/dfe/v0.8/children_social_care_data/{self.code}/children",
            headers={name: value for name, value in given.items() if value},
            timeout=self.timeout,
            **body,
        )

    def token(self) -> str:
        if not self._token:
            answer = requests.post(
                f"{self.site}/oauth2/v2.0/token",
                data={
                    "client_id": self.credentials.client_id,
                    "client_secret": self.credentials.client_secret,
                    "scope": "api://any-receiver-at-all/.default",
                    "grant_type": "client_credentials",
                },
                timeout=self.timeout,
            )
            assert answer.status_code == 200, answer.text
            assert answer.json()["token_type"] == "Bearer"
            assert answer.json()["expires_in"] > 0
            self._token = answer.json()["access_token"]
        return self._token

    def ids(self, records: list[Any]) -> list[str]:
        """Of a batch that must be taken in: one id a record, in the shape that senders parse."""
        answer = self.send(records)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert len(found) == len(records)
        assert all(RECEIPT.fullmatch(one) for one in found), found
        return found


def a_record(number: int = 1, *placements: dict[str, Any], details: dict[str, Any] | None = None, **more: Any):
    """A full record as senders make it: what this service needs, and what it doesn't."""
    return {
        "la_child_id": f"LA-{number}",
        "mis_child_id": f"MIS{number}",
        "purge": False,
        "child_details": {
            "unique_pupil_number": "A123456789012", "former_unique_pupil_number": None,
            "unique_pupil_number_unknown_reason": None, "first_name": "Nguyễn", "surname": "Ó Súilleabháin",
            "date_of_birth": "2015-06-14", "expected_date_of_birth": None, "sex": "F", "ethnicity": "WBRI",
            "disabilities": ["HAND", "VIS"], "postcode": "AB12 3DE", "uasc_flag": True, "uasc_end_date": "2026-06-14",
            "purge": False, **(details or {}),
        },
        "health_and_wellbeing": {"sdq_assessments": [{"date": "2026-01-14", "score": 20}], "purge": False},
        "social_care_episodes": [
            {
                "social_care_episode_id": f"SCE{number}", "referral_date": "2025-12-14", "referral_source": "1C",
                "referral_no_further_action_flag": False,
                "care_worker_details": [{"worker_id": "SW200001", "start_date": "2025-12-20", "end_date": None}],
                "child_and_family_assessments": [
                    {"child_and_family_assessment_id": "CF1", "start_date": "2025-12-20", "authorisation_date": None,
                     "factors": ["1C", "4A"], "purge": False},
                ],
                "child_in_need_plans": [{"child_in_need_plan_id": "CN1", "start_date": "2025-12-20", "purge": False}],
                "section_47_assessments": [], "child_protection_plans": [],
                "child_looked_after_placements": list(placements),
                "adoption": {"initial_decision_date": None, "purge": False}, "care_leavers": None,
                "closure_date": None, "closure_reason": None, "purge": False,
            }
        ],
        **more,
    }  # fmt: skip


def a_placement(key: str = "P1", start: str | None = "2026-01-05", reason: str | None = "S", **more: Any):
    return {
        "child_looked_after_placement_id": key, "start_date": start, "start_reason": reason, "placement_type": "U6",
        "postcode": "SE15 4AA", "end_date": None, "end_reason": None, "change_reason": None, "purge": False, **more,
    }  # fmt: skip


def a_delta(number: int = 1, *placements: dict[str, Any], episode: dict[str, Any] | None = None, **more: Any):
    """Ids and what changed, no more."""
    found: dict[str, Any] = {"la_child_id": f"LA-{number}", "mis_child_id": f"MIS{number}"}
    if placements or episode:
        found["social_care_episodes"] = [
            {"social_care_episode_id": f"SCE{number}", "child_looked_after_placements": list(placements),
             **(episode or {})}
        ]  # fmt: skip
    return {**found, **more}


def sleepless(_: float) -> None:
    time.sleep(0.01)
