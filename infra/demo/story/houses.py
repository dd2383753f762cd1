"""The houses and who works in them, made by the commands that an operator would type."""

from datetime import date

from infra.demo import narrator
from infra.demo.invention import people
from infra.demo.story import commands
from infra.demo.story.clockwork import Clockwork

Systems = dict[str, tuple[str, str]]
"""A council's code → its system's client id and secret."""


def build(password: str, first: date) -> Systems:
    """Everything up to the first child. The clock is set before anybody is employed."""
    narrator.heading("The houses: each with a schema, a login and a log of its own")
    _told("install", "--demo", "--admin-email", f"operator@{people.DOMAIN}", "--admin-name", "Operator")
    _told("panels", "add", *people.PANEL)
    _told("regions", "add", *people.REGION, "--panel", people.PANEL[0])
    for code in people.COUNCILS:
        _told("councils", "add", code, "--region", people.REGION[0])
    Clockwork().set(first, 8)
    narrator.heading(f"The people: {len(people.everybody())} of them, none on both sides of the wall")
    _invite_all(password)
    narrator.heading("The councils’ systems")
    return {code: _system(code) for code in people.COUNCILS}


def _told(*words: str) -> str:
    narrator.command("iro", *words)
    return commands.run(*words)


def _invite_all(password: str) -> None:
    seats = (people.ADMINISTRATOR, *people.everybody())
    with narrator.progress(len(seats), "iro people invite …") as bar:
        for seat in seats:
            bar.step(seat.name)
            house = ("--house", seat.house) if seat.house else ()
            commands.run(
                "people", "invite", seat.email, seat.name, "--role", seat.role, *house, *seat.words,
                "--password", password,
            )  # fmt: skip


def _system(code: str) -> tuple[str, str]:
    printed = _told("clients", "add", "--council", code, "--name", f"Case system of {people.COUNCILS[code]}")
    return commands.credentials(printed)
