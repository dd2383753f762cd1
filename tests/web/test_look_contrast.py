"""The brand’s colours keep text legible (4.5:1: WCAG 2.2, 1.4.3), and nothing of GOV.UK’s own identity is built in."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "platform" / "web"
COLOURS = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", (WEB / "assets" / "_brand.scss").read_text(), re.MULTILINE))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("white", "ink"),
        ("white", "teal"),
        ("white", "teal-dark"),
        ("white", "error"),
        ("white", "success"),
        ("ink", "paper"),
        ("teal", "paper"),
        ("teal", "white"),
        ("muted", "white"),
        ("muted", "paper"),
        ("muted", "sand"),
        ("teal", "sand"),
        ("error", "white"),
        ("sand-text", "sand"),
    ],
)
def test_text_is_legible(text, background):
    assert contrast(COLOURS[text], COLOURS[background]) >= 4.5


def test_no_typeface_crown_or_crest_of_the_government():
    brand = (WEB / "assets" / "_brand.scss").read_text()
    assert "$govuk-include-default-font-face: false" in brand
    assert re.search(r"\$govuk-font-family: \(\s*Arial,\s*sans-serif\s*\)", brand)
    used = set(re.findall(r"components/([\w-]+)", (WEB / "assets" / "app.scss").read_text()))
    assert not used & {"header", "footer", "phase-banner", "cookie-banner"}


def test_lockfile_names_no_registry():
    lock = (WEB / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "registry" not in lock
