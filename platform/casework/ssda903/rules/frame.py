"""What a rule may look at besides its row: the other rows of the load and the house's record, as named subqueries.

Parameters: `load_id`, `year_start`, `year_end`, `today`, `collection_year`, and of `calendar` the arrays `days` and
`first_limits` (a day on which care began, the last lawful day of the first review).
"""

from casework.ssda903.codes import (
    ADOPTED,
    ADOPTION_PLACES,
    OLD_SEX,
    PLACE_PROVIDER,
    REASON_PLACE_CHANGE,
    SHORT_BREAKS,
)
from casework.ssda903.headings import FileKind
from casework.ssda903.rules.sql import URN, listed

STAGED = {
    FileKind.HEADER: "casework_stagedheader",
    FileKind.EPISODES: "casework_stagedepisode",
    FileKind.REVIEWS: "casework_stagedreview",
    FileKind.UASC: "casework_stageduasc",
    FileKind.OC2: "casework_stagedoc2",
    FileKind.OC3: "casework_stagedoc3",
    FileKind.AD1: "casework_stagedad1",
    FileKind.PLACED_ADOPTION: "casework_stagedplacedadoption",
    FileKind.PREV_PERM: "casework_stagedprevperm",
    FileKind.MISSING: "casework_stagedmissing",
    FileKind.SW_EPISODES: "casework_stagedswepisode",
}
_SEX = " ".join(f"WHEN '{old}' THEN '{new}'" for old, new in OLD_SEX.items())
_BREAKS = listed(SHORT_BREAKS)
_LEFT = "s.rec NOT IN ('', 'X1')"

LOAD = """load AS (
    SELECT %(load_id)s::uuid AS id, %(collection_year)s::int AS collection_year, %(year_start)s::date AS year_start,
           %(year_end)s::date AS year_end, %(today)s::date AS today,
           least(%(today)s::date, %(year_end)s::date) AS until)"""


def staged(kind: FileKind) -> str:
    """The rows of this load that are not left out, as they were sent."""
    return f"(SELECT s.* FROM {STAGED[kind]} s WHERE s.load_id = %(load_id)s AND NOT s.rejected)"


# What a rule only warned of is blank from here on. With half an ending (rule 148) the child counts as still looked
# after, the safe side of the doubt.
_EPISODE = f"""episode AS (
    SELECT s.id, s.file, s."row", s.child, s.decom, s.decom_on, s.rne, s.ls, s.cin, s.place,
           CASE WHEN s.place_provider IN {listed(code.code for code in PLACE_PROVIDER)}
                THEN s.place_provider ELSE '' END AS place_provider,
           s.dec, CASE WHEN s.rec <> '' THEN s.dec_on END AS dec_on,
           CASE WHEN s.dec_on IS NOT NULL THEN s.rec ELSE '' END AS rec,
           CASE WHEN s.reason_place_change IN {listed(code.code for code in REASON_PLACE_CHANGE)}
                THEN s.reason_place_change ELSE '' END AS reason_place_change,
           upper(replace(s.home_post, ' ', '')) AS home_post, upper(replace(s.pl_post, ' ', '')) AS pl_post,
           CASE WHEN s.urn ~ '{URN}' THEN s.urn ELSE '' END AS urn
    FROM {staged(FileKind.EPISODES)} s)"""

_NEIGHBOURS = """neighbours AS (
    SELECT e.*, lag(decom_on) OVER w AS prev_decom_on, lag(dec_on) OVER w AS prev_dec_on, lag(rec) OVER w AS prev_rec,
           lag(ls) OVER w AS prev_ls, lag(cin) OVER w AS prev_cin, lag(place) OVER w AS prev_place,
           lag(place_provider) OVER w AS prev_place_provider, lag(urn) OVER w AS prev_urn,
           lag(pl_post) OVER w AS prev_pl_post,
           lead(decom_on) OVER w AS next_decom_on, lead(rne) OVER w AS next_rne, lead(place) OVER w AS next_place
    FROM episode e WINDOW w AS (PARTITION BY child ORDER BY decom_on))"""

# A period of care goes on until a REC other than X1; an S on the very day on which the last episode ended with X1
# contradicts itself (rule 431): the child never left care.
_LINKS = """links AS (
    SELECT n.*, coalesce(n.prev_ls = n.ls AND n.prev_dec_on = n.decom_on, false) AS same_order,
           coalesce(n.prev_rec IN ('', 'X1') AND (n.rne <> 'S' OR n.prev_dec_on = n.decom_on), false) AS goes_on
    FROM neighbours n)"""

_STEP = f"""step AS MATERIALIZED (
    SELECT l.*, coalesce(l.dec_on, load.until) AS closed_on,
           max(l.decom_on) FILTER (WHERE NOT l.same_order) OVER w AS order_from,
           max(l.decom_on) FILTER (WHERE NOT l.goes_on) OVER w AS period_from,
           max(l.decom_on) FILTER (WHERE NOT l.goes_on AND l.rne = 'S') OVER w AS started_on,
           count(*) FILTER (WHERE l.prev_rec IN {listed(ADOPTED)}) OVER w AS adoptions_before
    FROM links l CROSS JOIN load WINDOW w AS (PARTITION BY l.child ORDER BY l.decom_on))"""

# The few rows that are counted over twelve months.
_COUNTED = """counted AS (
    SELECT s.id, sum(least(s.closed_on, load.year_end) - s.decom_on) FILTER (WHERE s.ls = 'V3') OVER w AS respite_days,
           count(*) FILTER (WHERE s.place = 'T3') OVER w AS carer_holidays
    FROM step s CROSS JOIN load WHERE s.ls = 'V3' OR s.place = 'T3'
    WINDOW w AS (PARTITION BY s.child ORDER BY s.decom_on RANGE BETWEEN '364 days' PRECEDING AND CURRENT ROW))"""

_HEADER = f"""header AS (
    SELECT s.id, s.file, s."row", s.child, CASE s.sex {_SEX} ELSE s.sex END AS sex, s.dob, s.dob_on, s.ethnic, s.upn,
           CASE WHEN s.mother IN ('0', '1') THEN s.mother ELSE '' END AS mother, s.mc_dob, s.mc_dob_on
    FROM {staged(FileKind.HEADER)} s)"""

_PERSON = """person AS (
    SELECT h.child, h.dob_on AS born, h.sex, true AS in_header FROM header h
    UNION ALL
    SELECT k.reference, k.date_of_birth, k.sex, false FROM casework_child k
    WHERE NOT EXISTS (SELECT FROM header h WHERE h.child = k.reference))"""

_CARE = f"""care AS (
    SELECT s.child, min(s.decom_on) AS first_began, max(s.decom_on) AS last_began, max(s.started_on) AS last_started,
           max(s.period_from) AS last_period_from,
           min(s.decom_on) FILTER (WHERE s.ls NOT IN {_BREAKS}) AS first_no_break,
           max(s.dec_on) FILTER (WHERE {_LEFT}) AS left_on,
           max(s.rec) FILTER (WHERE s.next_decom_on IS NULL) AS last_rec,
           max(s.place) FILTER (WHERE s.rec IN {listed(ADOPTED)}) AS adopted_from_place,
           max(s.dec_on) FILTER (WHERE s.rec IN {listed(ADOPTED)}) AS adopted_on,
           max(s.decom_on) FILTER (WHERE s.place IN {listed(ADOPTION_PLACES)}) AS placed_for_adoption_on,
           min(s.decom_on) FILTER (WHERE s.ls = 'E1') AS placement_order_on,
           bool_or(s.ls = 'E1' AND s.dec_on IS NULL) AS order_is_open,
           bool_and(s.ls IN {_BREAKS}) AS only_short_breaks,
           bool_or(s.ls = 'V3') AS some_v3, bool_or(s.ls = 'V4') AS some_v4, bool_or(s.rec = 'E2') AS died,
           bool_or(s.decom_on <= load.until AND (s.dec_on IS NULL OR s.dec_on > load.until)) AS at_end,
           bool_or(s.period_from <= load.year_start AND s.decom_on <= load.year_end
                   AND (s.dec_on IS NULL OR s.dec_on > load.year_end)) AND load.today >= load.year_end
               AND NOT bool_or(s.ls IN {_BREAKS}) AS whole_year
    FROM step s CROSS JOIN load GROUP BY s.child, load.today, load.year_end)"""

_DECIDED = f"""decided AS (
    SELECT s.child, min(s.date_placed_on) AS first_decided_on, max(s.date_placed_on) AS decided_on,
           bool_or(s.date_placed_ceased = '') AS decision_stands,
           bool_or(s.date_placed_ceased <> '' AND s.reason_placed_ceased <> '') AS ended_in_full
    FROM {staged(FileKind.PLACED_ADOPTION)} s GROUP BY s.child)"""


def _lone(name: str, kind: FileKind, columns: str) -> str:
    """A file with one row a child, of which other files' rules look at some columns."""
    return f"{name} AS (SELECT DISTINCT ON (s.child) s.child, {columns} FROM {staged(kind)} s ORDER BY s.child, s.id)"


_WORKED = f"""sw_of AS (
    SELECT s.child, min(s.sw_decom_on) AS first_worker_on FROM {staged(FileKind.SW_EPISODES)} s GROUP BY s.child)"""

_AD1 = """s.date_int_on IS NOT NULL AND s.date_match_on IS NOT NULL
    AND '' NOT IN (s.foster_care, s.nb_adoptr, s.sex_adoptr, s.ls_adoptr) AS in_full"""

_LONE = (
    _lone("uasc_of", FileKind.UASC, "s.duc_on"),
    _lone("ad1_of", FileKind.AD1, _AD1),
    _lone("oc2_of", FileKind.OC2, "s.id"),
    _lone("oc3_of", FileKind.OC3, "s.id"),
    _lone("review_of", FileKind.REVIEWS, "s.id"),
    _lone("perm_of", FileKind.PREV_PERM, "s.id"),
)

# Children some of whose Episodes rows were faulty; a row that only repeats another is left out without loss.
_LOST = f"""lost AS (
    SELECT DISTINCT s.child FROM {STAGED[FileKind.EPISODES]} s JOIN casework_returnfinding f
        ON f.load_id = s.load_id AND f.file = s.file AND f."row" = s."row"
    WHERE s.load_id = %(load_id)s AND s.rejected AND f.severity = 'reject_row')"""

_CHILD = """child AS MATERIALIZED (
    SELECT p.child, p.born, p.sex, p.in_header, care.child IS NOT NULL AS has_episodes, care.first_began,
           care.last_began, care.last_started, care.last_period_from, care.first_no_break, care.left_on, care.last_rec,
           care.adopted_from_place, care.adopted_on, care.placed_for_adoption_on, care.placement_order_on,
           coalesce(care.order_is_open, false) AS order_is_open,
           coalesce(care.only_short_breaks, false) AS only_short_breaks, care.some_v3, care.some_v4,
           coalesce(care.died, false) AS died, coalesce(care.at_end, false) AS at_end,
           coalesce(care.whole_year, false) AS whole_year,
           d.child IS NOT NULL AS decided, d.first_decided_on, d.decided_on,
           coalesce(d.decision_stands, false) AS decision_stands, coalesce(d.ended_in_full, false) AS ended_in_full,
           uasc_of.child IS NOT NULL AS uasc, uasc_of.duc_on,
           ad1_of.child IS NOT NULL AS ad1, coalesce(ad1_of.in_full, false) AS ad1_in_full,
           oc2_of.child IS NOT NULL AS oc2, oc3_of.child IS NOT NULL AS oc3, review_of.child IS NOT NULL AS reviewed,
           sw_of.child IS NOT NULL AS has_worker, sw_of.first_worker_on, perm_of.child IS NOT NULL AS has_prev_perm,
           lost.child IS NOT NULL AS lost
    FROM person p LEFT JOIN care USING (child) LEFT JOIN decided d USING (child) LEFT JOIN uasc_of USING (child)
    LEFT JOIN ad1_of USING (child) LEFT JOIN oc2_of USING (child) LEFT JOIN oc3_of USING (child)
    LEFT JOIN review_of USING (child) LEFT JOIN sw_of USING (child) LEFT JOIN perm_of USING (child)
    LEFT JOIN lost USING (child))"""

# Periods of care from the load, and from the record for children of whom the load has no episode.
_PERIOD = f"""period AS (
    SELECT s.child, s.period_from, bool_or(s.started_on = s.period_from) AS start_is_known,
           max(s.dec_on) FILTER (WHERE {_LEFT}) AS ended_on, bool_and(s.ls IN {_BREAKS}) AS only_short_breaks
    FROM step s GROUP BY s.child, s.period_from
    UNION ALL
    SELECT k.reference, q.looked_after_from, true, q.ended_on, false
    FROM casework_periodofcare q JOIN casework_child k ON k.id = q.child_id
    WHERE NOT EXISTS (SELECT FROM step s WHERE s.child = k.reference))"""

_CALENDAR = """calendar AS (
    SELECT day, first_limit FROM unnest(%(days)s::date[], %(first_limits)s::date[]) AS known(day, first_limit))"""

_IRO = """iro AS (
    SELECT k.reference AS child, max(q.looked_after_from) AS period_from, min(a.appointed_on) AS appointed_on
    FROM casework_child k JOIN casework_periodofcare q ON q.child_id = k.id AND q.ended_on IS NULL
    LEFT JOIN casework_appointment a ON a.period_id = q.id GROUP BY k.reference)"""

CHAIN = (LOAD, _EPISODE, _NEIGHBOURS, _LINKS, _STEP)
"""Up to `step`: each episode with its neighbours and the period of care that it belongs to."""
HEADER = (LOAD, _HEADER)
"""Up to `header`."""
COMMON = (
    LOAD, _HEADER, _EPISODE, _NEIGHBOURS, _LINKS, _STEP, _COUNTED, _PERSON, _CARE, _DECIDED, _WORKED, *_LONE, _LOST,
    _CHILD, _PERIOD, _CALENDAR, _IRO,
)  # fmt: skip
