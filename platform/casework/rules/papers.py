"""What may be handed in as a paper of a child's case: which kinds, which types of file, under which name."""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from tenants.problems import Conflict, Invalid


class PaperKind(StrEnum):
    """What an IRO must have before a review, and what stands in the case record (CPPCR 2010 reg 49; domain.md 2.5)."""

    CARE_PLAN = "care_plan"
    COURT_ORDER = "court_order"
    EDUCATION_PLAN = "education_plan"
    HEALTH_PLAN = "health_plan"
    OTHER = "other"
    PATHWAY_PLAN = "pathway_plan"
    PLACEMENT_PLAN = "placement_plan"
    SOCIAL_WORK_REPORT = "social_work_report"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    PaperKind.CARE_PLAN: "Care plan",
    PaperKind.COURT_ORDER: "Court order",
    PaperKind.EDUCATION_PLAN: "Personal education plan",
    PaperKind.HEALTH_PLAN: "Health plan",
    PaperKind.OTHER: "Another paper",
    PaperKind.PATHWAY_PLAN: "Pathway plan",
    PaperKind.PLACEMENT_PLAN: "Placement plan",
    PaperKind.SOCIAL_WORK_REPORT: "Social work report",
}
AGREED = (PaperKind.CARE_PLAN, PaperKind.PATHWAY_PLAN, PaperKind.SOCIAL_WORK_REPORT)
"""What a manager of the council agrees before the IRO gets it."""
LONGEST_NAME = 160


class PaperInvalid(Invalid):
    code = "paper-invalid"
    title = "This can't be taken in as a paper"


class PaperTooLarge(PaperInvalid):
    code = "paper-too-large"
    status = 413
    title = "The paper is larger than the service takes"


class AlreadyReplaced(Conflict):
    code = "paper-replaced"
    title = "Another paper has taken its place already"


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return not any(unicodedata.category(one) == "Cc" and one not in "\t\n\r\f" for one in text)


def _is_zip_with(entry: str, content: bytes) -> bool:
    """A macro in it makes it a program: that is no paper."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as found:
            names = found.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return entry in names and not any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names)


# Ending of the name → (media type, whether the bytes are that). Nobody's word counts for it, and nothing that a browser
# would run is among them.
_TYPES: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    ".pdf": ("application/pdf", lambda content: content.startswith(b"%PDF-")),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda content: _is_zip_with("word/document.xml", content),
    ),
    ".odt": ("application/vnd.oasis.opendocument.text", lambda content: _is_zip_with("content.xml", content)),
    ".txt": ("text/plain", _is_text),
    ".png": ("image/png", lambda content: content.startswith(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", lambda content: content.startswith(b"\xff\xd8\xff")),
    ".jpeg": ("image/jpeg", lambda content: content.startswith(b"\xff\xd8\xff")),
}
ENDINGS = tuple(_TYPES)


def clean_name(given: str) -> str:
    """The file's own name, without folders. Raises PaperInvalid where nothing is left of it, or more than there is
    room for, and for characters that nobody sees."""
    name = unicodedata.normalize("NFC", " ".join(given.replace("\\", "/").rpartition("/")[2].split(" "))).strip(" .")
    if any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") for one in name):
        raise PaperInvalid(
            "Rename the file: its name holds characters that can't be seen.", errors={"file": "Rename it"}
        )
    if not name or len(name) > LONGEST_NAME:
        raise PaperInvalid(
            f"Rename the file: its name must have 1 to {LONGEST_NAME} characters.", errors={"file": "Rename it"}
        )
    return name


def media_type(name: str, content: bytes) -> str:
    """By the ending of the name, if the bytes are that. Raises PaperInvalid."""
    media, fits = _TYPES.get(PurePosixPath(name).suffix.lower(), ("", bool))
    if not media:
        raise PaperInvalid(
            f"Send one of these: {', '.join(ENDINGS)}.",
            errors={"file": f"The file must be one of {', '.join(ENDINGS)}"},
        )
    if not fits(content):
        raise PaperInvalid(
            "The file is not what its name says: save it again as that type, or rename it.",
            errors={"file": "The file is not what its name says"},
        )
    return media


def ensure_size(size: int, most: int) -> None:
    """Raises PaperInvalid for an empty file, PaperTooLarge past `most` bytes."""
    if size == 0:
        raise PaperInvalid("The file is empty: choose the one that you meant.", errors={"file": "The file is empty"})
    if size > most:
        limit = f"{most // 1024**2} MB"
        raise PaperTooLarge(f"Send at most {limit} at a time.", errors={"file": f"The file must be {limit} or smaller"})


def ensure_agreed(kind: PaperKind, agreed_by: str, agreed_on: date | None, today: date) -> None:
    """Who agreed it and when stand together, on a plan or report that a manager agrees. Raises PaperInvalid."""
    errors = {}
    if (agreed_by or agreed_on) and kind not in AGREED:
        errors["agreed_by"] = f"Only these are agreed by a manager: {', '.join(one.label.lower() for one in AGREED)}"
    elif agreed_by and agreed_on is None:
        errors["agreed_on"] = "Say on which day it was agreed"
    elif agreed_on and not agreed_by:
        errors["agreed_by"] = "Say who agreed it"
    elif agreed_on and agreed_on > today:
        errors["agreed_on"] = "It can't be agreed in the future"
    if errors:
        raise PaperInvalid("Correct what `errors` names.", errors=errors)


def ensure_kind(kind: str) -> PaperKind:
    if kind not in set(PaperKind):
        raise PaperInvalid(f"Send one of: {', '.join(PaperKind)}.", errors={"kind": "Say what the paper is"})
    return PaperKind(kind)
