"""How rows of a load become rows of record: a few statements a table, whatever the number of rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from casework.ssda903 import codes
from casework.ssda903.codeset import CodeSet
from casework.ssda903.headings import FileKind
from casework.ssda903.rules.frame import HEADER, staged
from casework.ssda903.rules.sql import UPN, listed


@dataclass(frozen=True, slots=True)
class Fact:
    """`source` selects the key and the columns of `table` as they are to be; rows are found again by `key`.

    A blank in a column of `kept` doesn't take away what is on record.
    """

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    source: str
    kept: frozenset[str] = frozenset()

    def correct(self) -> str:
        """Bring up to date what differs, and nothing else: an update that changes nothing would leave history.

        Gives how many rows there are, and how many of them differed.
        """
        now = [self._now(name) for name in self.columns]
        settings = ", ".join(f"{name} = {value}" for name, value in zip(self.columns, now, strict=True))
        return f"""WITH {self._with()}, corrected AS (
    UPDATE {self.table} t SET {settings} FROM v
    WHERE {self._same()} AND ({_of("t", self.columns)}) IS DISTINCT FROM ({", ".join(now)}) RETURNING 1)
SELECT (SELECT count(*) FROM v), (SELECT count(*) FROM corrected)"""

    def add(self) -> str:
        names = [*self.key, *self.columns]
        own, made = ("", "") if "id" in self.key else ("id, ", "gen_random_uuid(), ")
        return f"""WITH {self._with()}
INSERT INTO {self.table} ({own}{", ".join(names)})
SELECT {made}{_of("v", names)} FROM v WHERE NOT EXISTS (SELECT FROM {self.table} t WHERE {self._same()})"""

    def _now(self, name: str) -> str:
        return f"coalesce(nullif(v.{name}, ''), t.{name})" if name in self.kept else f"v.{name}"

    def _with(self) -> str:
        return f"{', '.join(HEADER)}, v AS MATERIALIZED ({self.source})"

    def _same(self) -> str:
        return " AND ".join(f"t.{name} = v.{name}" for name in self.key)


def _of(alias: str, names: Iterable[str]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


def _valid(column: str, code_set: CodeSet) -> str:
    """The code, or blank for what a rule only warned of."""
    return f"CASE WHEN {column} IN {listed(code.code for code in code_set)} THEN {column} ELSE '' END"


def _flag(column: str) -> str:
    return f"CASE {column} WHEN '1' THEN true WHEN '0' THEN false END"


def _rows(kind: FileKind) -> str:
    return f"{staged(kind)} r JOIN casework_plannedchild c ON c.load_id = %(load_id)s AND c.reference = r.child"


CHILDREN = Fact(
    table="casework_child",
    key=("id",),
    columns=(
        "reference", "given_names", "family_name", "date_of_birth", "sex", "ethnicity", "upn", "is_mother",
        "first_child_born_on", "asylum_seeking", "asylum_seeking_until",
    ),
    kept=frozenset({"given_names", "family_name", "ethnicity", "upn"}),
    source=f"""SELECT c.child_id AS id, c.reference, '' AS given_names, '' AS family_name,
    h.dob_on AS date_of_birth, h.sex, {_valid("h.ethnic", codes.ETHNIC)} AS ethnicity,
    CASE WHEN h.upn ~ '{UPN}' THEN h.upn ELSE '' END AS upn,
    CASE WHEN h.mother = '' THEN k.is_mother ELSE h.mother = '1' END AS is_mother,
    coalesce(h.mc_dob_on, k.first_child_born_on) AS first_child_born_on,
    CASE WHEN u.child IS NULL THEN k.asylum_seeking ELSE true END AS asylum_seeking,
    CASE WHEN u.child IS NULL THEN k.asylum_seeking_until ELSE u.duc_on END AS asylum_seeking_until
FROM header h JOIN casework_plannedchild c ON c.load_id = %(load_id)s AND c.reference = h.child
LEFT JOIN casework_child k ON k.id = c.child_id
LEFT JOIN {staged(FileKind.UASC)} u ON u.child = h.child""",
)  # fmt: skip
PERIODS = Fact(
    table="casework_periodofcare",
    key=("id",),
    columns=("child_id", "looked_after_from", "ended_on", "end_reason"),
    source="""SELECT p.period_id AS id, c.child_id,
    CASE WHEN p.is_new OR p.start_is_known THEN p.looked_after_from ELSE k.looked_after_from END AS looked_after_from,
    p.ended_on, p.end_reason
FROM casework_plannedperiod p JOIN casework_plannedchild c ON c.load_id = p.load_id AND c.reference = p.reference
LEFT JOIN casework_periodofcare k ON k.id = p.period_id WHERE p.load_id = %(load_id)s""",
)
EPISODES = Fact(
    table="casework_episode",
    key=("id",),
    columns=(
        "period_id", "started_on", "start_reason", "legal_status", "need", "placement_type", "placement_provider",
        "home_area", "placement_area", "urn", "ended_on", "end_reason", "change_reason",
    ),
    source="""SELECT e.episode_id AS id, p.period_id, e.started_on, e.start_reason, e.legal_status, e.need,
    e.placement_type, e.placement_provider, e.home_area, e.placement_area, e.urn, e.ended_on, e.end_reason,
    e.change_reason
FROM casework_plannedepisode e JOIN casework_plannedperiod p ON p.load_id = e.load_id AND p.reference = e.reference
    AND p.looked_after_from = e.period_from WHERE e.load_id = %(load_id)s""",
)  # fmt: skip
_CLAIMS = (
    Fact(
        "casework_claimedreview", ("child_id", "held_on"), ("participation",),
        f"SELECT c.child_id, r.review_on AS held_on, r.review_code AS participation FROM {_rows(FileKind.REVIEWS)}"
        f" WHERE r.review_on IS NOT NULL AND r.review_code IN {listed(code.code for code in codes.REVIEW_CODE)}",
    ),
    Fact(
        "casework_missingspell", ("child_id", "started_on"), ("kind", "ended_on"),
        "SELECT c.child_id, r.mis_start_on AS started_on, r.missing AS kind, r.mis_end_on AS ended_on"
        f" FROM {_rows(FileKind.MISSING)} WHERE r.mis_start_on IS NOT NULL AND r.missing IN ('A', 'M')",
    ),
    Fact(
        "casework_workerepisode", ("child_id", "started_on"), ("registration", "ended_on", "reason"),
        "SELECT c.child_id, r.sw_decom_on AS started_on, left(r.sw_id, 12) AS registration, r.sw_dec_on AS ended_on,"
        f" {_valid('r.sw_reason', codes.SW_REASON)} AS reason"
        f" FROM {_rows(FileKind.SW_EPISODES)} WHERE r.sw_decom_on IS NOT NULL",
    ),
    Fact(
        "casework_previouspermanence", ("child_id",), ("option", "arranged_by", "ordered_on"),
        f"SELECT c.child_id, r.prev_perm AS option, left(r.la_perm, 3) AS arranged_by, r.date_perm_on AS ordered_on"
        f" FROM {_rows(FileKind.PREV_PERM)} WHERE r.prev_perm IN {listed(code.code for code in codes.PREV_PERM)}",
    ),
    Fact(
        "casework_adoptiondecision", ("child_id", "decided_on"), ("ceased_on", "reason"),
        "SELECT c.child_id, r.date_placed_on AS decided_on, r.date_placed_ceased_on AS ceased_on,"
        f" {_valid('r.reason_placed_ceased', codes.REASON_PLACED_CEASED)} AS reason"
        f" FROM {_rows(FileKind.PLACED_ADOPTION)} WHERE r.date_placed_on IS NOT NULL",
    ),
    Fact(
        "casework_adoption", ("child_id",),
        ("best_interest_on", "matched_on", "by_former_carer", "adopters", "sex_of_adopters", "status_of_adopters"),
        "SELECT c.child_id, r.date_int_on AS best_interest_on, r.date_match_on AS matched_on,"
        f" {_flag('r.foster_care')} AS by_former_carer, CASE WHEN r.nb_adoptr IN ('1', '2') THEN r.nb_adoptr::int END"
        f" AS adopters, {_valid('r.sex_adoptr', codes.SEX_ADOPTR)} AS sex_of_adopters,"
        f" {_valid('r.ls_adoptr', codes.LS_ADOPTR)} AS status_of_adopters FROM {_rows(FileKind.AD1)}",
    ),
)  # fmt: skip
_FLAGS = (
    "convicted", "health_check", "immunisations", "teeth_check", "health_assessment", "substance_misuse",
    "intervention_received", "intervention_offered",
)  # fmt: skip
_FLAGS_AS_SENT = ", ".join(_flag(f"r.{name}") + f" AS {name}" for name in _FLAGS)
_KEPT = (
    Fact(
        "casework_yearincare", ("child_id", "collection_year"), ("sdq_score", "sdq_reason", *_FLAGS),
        "SELECT c.child_id, %(collection_year)s::smallint AS collection_year,"
        " CASE WHEN r.sdq_score ~ '^[0-9]{1,2}$' THEN r.sdq_score::smallint END AS sdq_score,"
        f" {_valid('r.sdq_reason', codes.SDQ_REASON)} AS sdq_reason,"
        f" {_FLAGS_AS_SENT} FROM {_rows(FileKind.OC2)}",
    ),
    Fact(
        "casework_careleaver", ("child_id", "collection_year"), ("in_touch", "activity", "accommodation"),
        "SELECT c.child_id, %(collection_year)s::smallint AS collection_year,"
        f" {_valid('r.in_touch', codes.IN_TOUCH)} AS in_touch, {_valid('r.activ', codes.ACTIV)} AS activity,"
        f" {_valid('r.accom', codes.ACCOM)} AS accommodation FROM {_rows(FileKind.OC3)}",
    ),
)  # fmt: skip

FACTS: dict[str, Fact] = {
    "children": CHILDREN,
    "periods": PERIODS,
    "episodes": EPISODES,
    **{fact.table.removeprefix("casework_"): fact for fact in (*_CLAIMS, *_KEPT)},
}
"""What a load writes, by the name that its counts go under; those that others hang on come first."""
