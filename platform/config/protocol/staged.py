"""Where the rows of a 903 load stand until it is settled: a line a kind of file (domain.md 4.2)."""

from tenants.kinds import Kind
from tenants.protocol import Capture, Parties, Table

STAGED = {
    f"casework_staged{name}": title
    for name, title in {
        "header": "Header",
        "episode": "Episodes",
        "review": "Reviews",
        "uasc": "UASC",
        "oc2": "OC2",
        "oc3": "OC3",
        "ad1": "AD1",
        "placedadoption": "PlacedAdoption",
        "prevperm": "PrevPerm",
        "missing": "Missing",
        "swepisode": "SWEpisodes",
    }.items()
}


def staged(keepers: Parties) -> tuple[Table, ...]:
    """Seen and removed by whoever loads a return; a backup leaves them out, for a load is made again."""
    return tuple(
        Table(
            name, Kind.COUNCIL, f"{title} file on its way in", Capture.NONE,
            "What a load brought, until it is settled: what is taken in is captured where it goes",
            see=keepers, add=keepers, correct=keepers, remove=keepers,
        )
        for name, title in STAGED.items()
    )  # fmt: skip
