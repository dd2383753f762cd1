"""The blind draw of a panel: laid out first, decided by a number that no side can steer, done again by anybody.

An urn is put on record first: the places to fill, who can be drawn for them with what weight, who can't and why, and
the panel's commitment to a share of its own. Then each party commits to a share, all open theirs, the panel's last;
the seed is made of all of them. Pure, standard library alone: `iro-verify` runs it on a record from whoever.

Whoever doesn't commit in time takes no part. Whoever commits and doesn't open has its commitment counted in place of
its share: nobody gains by keeping silent, since the panel's share, fixed before theirs, is still unknown to them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ledger.faults import RefusedError
from ledger.sealed import sha256_of

URN_FORMAT: Final = "iro-urn-1"
DRAW_FORMAT: Final = "iro-draw-1"
FIELDS: Final = ("format", "urn", "urn_sha256", "panel_share", "shares", "seed", "drawn")
PARTIES: Final = ("council", "service")
PANEL: Final = "panel"
SHARE_BYTES: Final = 32
"""Of chance in every share, so that no commitment can be searched through."""
_DIGEST_VALUES: Final = 2**256
_HEX: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Place:
    """A seat to fill. `disciplines` are those from which it is drawn; none means any."""

    name: str
    disciplines: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {"name": self.name, "disciplines": list(self.disciplines)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who can be drawn. `load` is the number of referrals in hand; fewer weigh more (`weight`)."""

    id: str
    name: str
    discipline: str
    load: int
    weight: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "name": self.name, "discipline": self.discipline, "load": self.load, "weight": self.weight,
        }  # fmt: skip

    def fits(self, place: Place) -> bool:
        return not place.disciplines or self.discipline in place.disciplines


@dataclass(frozen=True, slots=True)
class Excluded:
    """Who can't be drawn, and why."""

    id: str
    name: str
    why: str

    def as_dict(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name, "why": self.why}


@dataclass(frozen=True, slots=True)
class Share:
    """What a side put in: the share that it opened, its commitment alone, or neither."""

    side: str
    commitment: str = ""
    share: str = ""

    @property
    def state(self) -> str:
        return "opened" if self.share else "sealed" if self.commitment else "absent"

    @property
    def counted(self) -> list[str]:
        return [self.state, self.share or self.commitment]

    def as_dict(self) -> dict[str, str]:
        return {"side": self.side, "state": self.state, "commitment": self.commitment, "share": self.share}


@dataclass(frozen=True, slots=True)
class Seated:
    place: str
    id: str
    name: str

    def as_dict(self) -> dict[str, str]:
        return {"place": self.place, "id": self.id, "name": self.name}


@dataclass(frozen=True, slots=True)
class DrawVerdict:
    """What a record of a draw proves: it was done as it says, and gives these names."""

    referral: str
    number: int
    shares: tuple[Share, ...]
    seated: tuple[Seated, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": True,
            "referral": self.referral,
            "number": self.number,
            "shares": {one.side: one.state for one in self.shares},
            "drawn": [one.as_dict() for one in self.seated],
        }

    def as_text(self) -> str:
        sides = ", ".join(f"{one.side} {one.state}" for one in self.shares)
        drawn = "\n".join(f"  {one.place}: {one.name} ({one.id})" for one in self.seated)
        return (
            f"VERIFIED: draw {self.number} of referral {self.referral}, done again from its record.\n"
            f"  shares: {sides}; the panel's share is the one it committed to before.\n{drawn}\n"
        )


def weight(load: int, heaviest: int) -> int:
    """Whoever has one referral fewer than the busiest weighs one more; the busiest weighs 1."""
    return 1 + heaviest - load


def commitment(referral: str, number: int, side: str, share: str) -> str:
    """Hex SHA-256 that binds a side to its share of one draw: no other side, draw or referral can use it."""
    return sha256_of(["iro-share-1", referral, number, side, share])


def urn_content(
    referral: str, number: int, places: Sequence[Place], candidates: Iterable[Candidate], excluded: Iterable[Excluded],
    panel_commitment: str,
) -> dict[str, Any]:  # fmt: skip
    """The urn as JSON, by id; its hash is `sha256_of` of this."""
    return {
        "format": URN_FORMAT,
        "referral": referral,
        "number": number,
        "places": [one.as_dict() for one in places],
        "candidates": [one.as_dict() for one in sorted(candidates, key=lambda one: one.id)],
        "excluded": [one.as_dict() for one in sorted(excluded, key=lambda one: one.id)],
        "panel_commitment": panel_commitment,
    }


def fillable(places: Sequence[Place], candidates: Sequence[Candidate]) -> bool:
    """Whether each place finds somebody, whomever the seed chooses for those before it."""
    for number, place in enumerate(places):
        rivals = sum(_overlap(place, other) for other in places[:number])
        if sum(one.fits(place) for one in candidates) <= rivals:
            return False
    return True


def _overlap(place: Place, other: Place) -> bool:
    return not place.disciplines or not other.disciplines or not set(place.disciplines).isdisjoint(other.disciplines)


def seed_of(urn_sha256: str, panel_share: str, shares: Iterable[Share]) -> str:
    """Hex SHA-256 over the urn, the panel's share and what each party put in, in the order of PARTIES."""
    by_side = {one.side: one.counted for one in shares}
    return sha256_of(["iro-seed-1", urn_sha256, panel_share, *(by_side.get(side, ["absent", ""]) for side in PARTIES)])


def choose(places: Sequence[Place], candidates: Iterable[Candidate], seed: str) -> tuple[Seated, ...]:
    """The names that `seed` gives, a place after the other, nobody twice.

    For place n (from 0) the number is SHA-256 of ["iro-place-1", seed, n, try] modulo the weights of those who fit;
    whoever it falls on, counting by id, is drawn. A number past the last whole multiple is drawn again (try + 1), so
    that nobody is favoured. Raises ValueError where nobody fits.
    """
    left = sorted(candidates, key=lambda one: one.id)
    seated: list[Seated] = []
    for number, place in enumerate(places):
        fitting = [one for one in left if one.fits(place)]
        if not fitting:
            raise ValueError(f"nobody fits the place {place.name}")
        drawn = _drawn(fitting, seed, number)
        left.remove(drawn)
        seated.append(Seated(place.name, drawn.id, drawn.name))
    return tuple(seated)


def _drawn(fitting: Sequence[Candidate], seed: str, number: int) -> Candidate:
    total = sum(one.weight for one in fitting)
    below = _DIGEST_VALUES - _DIGEST_VALUES % total
    attempt = 0
    while (value := int(sha256_of(["iro-place-1", seed, number, attempt]), 16)) >= below:
        attempt += 1
    ticket = value % total
    for one in fitting:
        ticket -= one.weight
        if ticket < 0:
            return one
    raise AssertionError("the weights cover every ticket")


def record_of(urn: Mapping[str, Any], panel_share: str, shares: Iterable[Share]) -> dict[str, Any]:
    """The draw from an urn, carried out and put down so that `verify` can do it again."""
    by_side = {one.side: one for one in shares}
    every = [by_side.get(side, Share(side)) for side in PARTIES]
    seed = seed_of(sha256_of(urn), panel_share, every)
    drawn = choose(_places(urn), _candidates(urn), seed)
    return {
        "format": DRAW_FORMAT,
        "urn": dict(urn),
        "urn_sha256": sha256_of(urn),
        "panel_share": panel_share,
        "shares": [one.as_dict() for one in every],
        "seed": seed,
        "drawn": [one.as_dict() for one in drawn],
    }


def in_order(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as a file begins with its format, by which `iro-verify` knows it: PostgreSQL keeps no order of keys."""
    return {name: record[name] for name in FIELDS}


def verify(record: Mapping[str, Any]) -> DrawVerdict:
    """Do a draw again from its record. Raises RefusedError, which says what doesn't agree."""
    try:
        return _verify(record)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise RefusedError("draw-unreadable", f"this is no record of a draw: {wrong}") from wrong


def _verify(record: Mapping[str, Any]) -> DrawVerdict:
    urn = record["urn"]
    if record["format"] != DRAW_FORMAT or urn["format"] != URN_FORMAT:
        raise RefusedError("draw-format", f"only {DRAW_FORMAT} over {URN_FORMAT} is known")
    if record["urn_sha256"] != sha256_of(urn):
        raise RefusedError("urn-differs", "the urn is not the one whose hash was put on record")
    referral, number = urn["referral"], urn["number"]
    if urn["panel_commitment"] != commitment(referral, number, PANEL, record["panel_share"]):
        raise RefusedError("panel-share-differs", "the panel opened another share than it had committed to")
    shares = tuple(_share(one, referral, number) for one in record["shares"])
    if tuple(one.side for one in shares) != PARTIES:
        raise RefusedError("sides-differ", f"a draw has the sides {' and '.join(PARTIES)}")
    candidates = _candidates(urn)
    _ensure_weights(candidates)
    if record["seed"] != seed_of(record["urn_sha256"], record["panel_share"], shares):
        raise RefusedError("seed-differs", "the seed is not made of the shares on record")
    drawn = choose(_places(urn), candidates, record["seed"])
    if [one.as_dict() for one in drawn] != record["drawn"]:
        names = ", ".join(one.name for one in drawn)
        raise RefusedError("drawn-differ", f"the seed gives other names than those on record: {names}")
    return DrawVerdict(str(referral), int(number), shares, drawn)


def _share(kept: Mapping[str, str], referral: str, number: int) -> Share:
    share = Share(kept["side"], kept["commitment"], kept["share"])
    if kept["state"] != share.state:
        raise RefusedError("share-state-differs", f"the {share.side}'s share is {share.state}, not {kept['state']!r}")
    if share.commitment and not _HEX.fullmatch(share.commitment):
        raise RefusedError("commitment-unreadable", f"the {share.side}'s commitment is no SHA-256")
    if share.share and share.commitment != commitment(referral, number, share.side, share.share):
        raise RefusedError("share-differs", f"the {share.side} opened another share than it had committed to")
    return share


def _ensure_weights(candidates: Sequence[Candidate]) -> None:
    if len({one.id for one in candidates}) != len(candidates):
        raise RefusedError("candidate-twice", "somebody stands in the urn twice")
    heaviest = max(one.load for one in candidates)
    for one in candidates:
        if one.load < 0 or one.weight != weight(one.load, heaviest):
            raise RefusedError("weight-differs", f"{one.name}'s weight is not that of {one.load} referrals in hand")


def _places(urn: Mapping[str, Any]) -> tuple[Place, ...]:
    return tuple(Place(one["name"], tuple(one["disciplines"])) for one in urn["places"])


def _candidates(urn: Mapping[str, Any]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(one["id"], one["name"], one["discipline"], one["load"], one["weight"]) for one in urn["candidates"]
    )
