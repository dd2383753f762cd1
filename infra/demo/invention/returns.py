"""Children as the 903's Header and Episodes files, as a council's case system would export them (domain.md 4.2)."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Final

from infra.demo.invention.children import Child

HEADER: Final = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
EPISODES: Final = (
    "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "HOME_POST",
    "PL_POST", "URN",
)  # fmt: skip


def header(children: Iterable[Child]) -> str:
    return _csv(
        HEADER,
        (
            (
                one.reference, one.sex, _day(one.date_of_birth), one.ethnicity, _upn(one),
                "0" if one.sex == "F" else "", "",
            )
            for one in children
        ),
    )  # fmt: skip


def episodes(children: Iterable[Child]) -> str:
    return _csv(
        EPISODES,
        (
            (
                one.reference, _day(one.looked_after_from), "S", one.legal_status, one.need, one.placement.kind,
                one.placement.provider, "", "", "", one.home_area, one.placement.area, one.placement.urn,
            )
            for one in children
        ),
    )  # fmt: skip


def _upn(child: Child) -> str:
    """Not of school age yet, or never in an English school: nobody's number is made up."""
    return "UN1" if child.age(child.looked_after_from) < 4 else "UN2"


def _csv(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue()


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
