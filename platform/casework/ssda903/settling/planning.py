"""What is to become of a load: which child, period of care and episode each row is, on record or new.

Natural keys first, then what a correction moved. A return of one year doesn't hold earlier years, so what it leaves
out is left alone: absence is not deletion. Each statement takes `load_id` and the parameters of `rules.frame`.
"""

from casework.ssda903.headings import FileKind
from casework.ssda903.rules.frame import CHAIN, STAGED, staged
from casework.ssda903.rules.sql import OUTWARD

CORRECTED_BY = 28
"""Days that a corrected start may lie from the one on record and still be the same period's, or the same episode's."""


def _area(column: str) -> str:
    """The outward half of a postcode, also where no more was sent: the rest is never kept (domain.md 8.2)."""
    text = f"upper(btrim({column}))"
    full, half = rf"^({OUTWARD})\s*[0-9][A-Z][A-Z]$", rf"^({OUTWARD})(?:\s+[0-9])?$"
    return f"coalesce(substring({text} FROM '{full}'), substring({text} FROM '{half}'), '')"


EPISODES = f"""WITH {", ".join(CHAIN)}
INSERT INTO casework_plannedepisode (load_id, file, "row", reference, period_from, started_on, start_reason,
    legal_status, need, placement_type, placement_provider, home_area, placement_area, urn, ended_on, end_reason,
    change_reason)
SELECT %(load_id)s, s.file, s."row", s.child, s.period_from, s.decom_on, s.rne, s.ls, s.cin, s.place, s.place_provider,
       {_area("t.home_post")}, {_area("t.pl_post")}, s.urn, s.dec_on, s.rec, s.reason_place_change
FROM step s JOIN {STAGED[FileKind.EPISODES]} t ON t.id = s.id"""

# A period goes on until a REC other than X1. One that another follows ended by then, why is not known; a stated end is
# never changed, though it may lie past the next start (rule 501).
PERIODS = """WITH chain AS (
    SELECT e.reference, e.period_from, bool_or(e.started_on = e.period_from AND e.start_reason = 'S') AS start_is_known,
           (array_agg(e.ended_on ORDER BY e.started_on DESC))[1] AS last_end,
           (array_agg(e.end_reason ORDER BY e.started_on DESC))[1] AS last_reason
    FROM casework_plannedepisode e WHERE e.load_id = %(load_id)s GROUP BY e.reference, e.period_from),
followed AS (
    SELECT c.*, c.last_reason NOT IN ('', 'X1') AS has_ended,
           lead(c.period_from) OVER (PARTITION BY c.reference ORDER BY c.period_from) AS next_from
    FROM chain c)
INSERT INTO casework_plannedperiod (load_id, reference, looked_after_from, start_is_known, ended_on, end_reason,
    period_id)
SELECT %(load_id)s, f.reference, f.period_from, f.start_is_known,
       CASE WHEN f.has_ended THEN f.last_end
            WHEN f.next_from IS NOT NULL THEN least(coalesce(f.last_end, f.next_from), f.next_from) END,
       CASE WHEN f.has_ended THEN f.last_reason ELSE '' END, gen_random_uuid()
FROM followed f"""

_FREE = """free AS (
    SELECT q.id, q.looked_after_from, coalesce(q.ended_on, 'infinity') AS until, q.ended_on IS NULL AS is_open,
           k.reference
    FROM casework_periodofcare q JOIN casework_child k ON k.id = q.child_id
    WHERE EXISTS (SELECT FROM casework_plannedperiod p WHERE p.load_id = %(load_id)s AND p.reference = k.reference)
    AND NOT EXISTS (SELECT FROM casework_plannedperiod p WHERE p.load_id = %(load_id)s AND p.period_id = q.id))"""


def _same_period(fits: str) -> str:
    """The first period on record that fits, each but once."""
    return f"""WITH {_FREE},
pair AS (
    SELECT p.id, f.id AS kept, f.is_open, row_number() OVER (PARTITION BY p.id ORDER BY f.looked_after_from) AS nth,
           row_number() OVER (PARTITION BY f.id ORDER BY p.looked_after_from) AS among
    FROM casework_plannedperiod p JOIN free f USING (reference)
    WHERE p.load_id = %(load_id)s AND p.is_new AND {fits})
UPDATE casework_plannedperiod p SET period_id = o.kept, is_new = false, was_open = o.is_open
FROM pair o WHERE p.id = o.id AND o.nth = 1 AND o.among = 1"""


# The same start; or, where the return doesn't reach back to it, the one that was under way then; or a corrected start.
SAME_PERIODS = (
    _same_period("p.looked_after_from = f.looked_after_from"),
    _same_period(
        "NOT p.start_is_known AND f.looked_after_from < p.looked_after_from AND p.looked_after_from <= f.until"
    ),
    _same_period(f"p.start_is_known AND abs(p.looked_after_from - f.looked_after_from) <= {CORRECTED_BY}"),
)

CLASHES = f"""WITH {_FREE}
UPDATE casework_plannedperiod p SET clashes = true FROM free f
WHERE p.load_id = %(load_id)s AND p.is_new AND p.reference = f.reference
AND p.looked_after_from < f.until AND f.looked_after_from < coalesce(p.ended_on, 'infinity')"""

REPORT_CLASHES = """INSERT INTO casework_returnfinding (load_id, file, "row", "column", rule, severity, message, value)
SELECT %(load_id)s, e.file, e."row", 'DECOM', 'P-L1', 'reject_row',
       'The period of care from ' || to_char(p.looked_after_from, 'DD/MM/YYYY') || ' runs into another one on record: '
       'nothing of this child is taken in. Correct the dates of one of them, and load the files again.', ''
FROM casework_plannedperiod p JOIN casework_plannedepisode e ON e.load_id = p.load_id AND e.reference = p.reference
    AND e.period_from = p.looked_after_from AND e.started_on = p.looked_after_from
WHERE p.load_id = %(load_id)s AND p.clashes"""

_CLASHING = "(SELECT reference FROM casework_plannedperiod WHERE load_id = %(load_id)s AND clashes)"
LEAVE_OUT = (
    *(
        f"UPDATE {table} SET rejected = true WHERE load_id = %(load_id)s AND NOT rejected AND child IN {_CLASHING}"
        for table in STAGED.values()
    ),
    f"DELETE FROM casework_plannedepisode WHERE load_id = %(load_id)s AND reference IN {_CLASHING}",
    f"DELETE FROM casework_plannedperiod WHERE load_id = %(load_id)s AND reference IN {_CLASHING}",
)
"""A child whose return contradicts what is on record is left out whole."""

SAME_EPISODES = """WITH known AS (
    SELECT e.id, k.id AS kept FROM casework_plannedepisode e
    JOIN casework_plannedperiod p ON p.load_id = e.load_id AND p.reference = e.reference
        AND p.looked_after_from = e.period_from AND NOT p.is_new
    JOIN casework_episode k ON k.period_id = p.period_id AND k.hidden_on IS NULL
        AND k.started_on = e.started_on
    WHERE e.load_id = %(load_id)s)
UPDATE casework_plannedepisode e SET episode_id = o.kept, is_new = false FROM known o WHERE e.id = o.id"""

# A start that was corrected: an episode on record that no other row of the return speaks of.
MOVED_EPISODES = f"""WITH pair AS (
    SELECT e.id, k.id AS kept, row_number() OVER (PARTITION BY e.id ORDER BY k.started_on) AS nth,
           row_number() OVER (PARTITION BY k.id ORDER BY e.started_on) AS among
    FROM casework_plannedepisode e
    JOIN casework_plannedperiod p ON p.load_id = e.load_id AND p.reference = e.reference
        AND p.looked_after_from = e.period_from AND NOT p.is_new
    JOIN casework_episode k ON k.period_id = p.period_id AND k.hidden_on IS NULL
        AND abs(k.started_on - e.started_on) <= {CORRECTED_BY}
    WHERE e.load_id = %(load_id)s AND e.is_new
    AND NOT EXISTS (SELECT FROM casework_plannedepisode o
                    WHERE o.load_id = %(load_id)s AND o.reference = e.reference AND o.episode_id = k.id))
UPDATE casework_plannedepisode e SET episode_id = o.kept, is_new = false
FROM pair o WHERE e.id = o.id AND o.nth = 1 AND o.among = 1"""

NEW_EPISODES = (
    "UPDATE casework_plannedepisode SET episode_id = gen_random_uuid() WHERE load_id = %(load_id)s AND is_new"
)

# Whoever has an episode, or an OC3 row, and a Header row; and everybody who is on record.
_NAMED = "\n    UNION ".join(f"SELECT s.child FROM {staged(kind)} s" for kind in FileKind)
CHILDREN = f"""WITH named AS ({_NAMED})
INSERT INTO casework_plannedchild (load_id, reference, child_id, is_new)
SELECT %(load_id)s, n.child, coalesce(k.id, gen_random_uuid()), k.id IS NULL
FROM named n LEFT JOIN casework_child k ON k.reference = n.child
WHERE k.id IS NOT NULL OR (
    EXISTS (SELECT FROM {staged(FileKind.HEADER)} h WHERE h.child = n.child)
    AND (EXISTS (SELECT FROM casework_plannedperiod p WHERE p.load_id = %(load_id)s AND p.reference = n.child)
         OR EXISTS (SELECT FROM {staged(FileKind.OC3)} o WHERE o.child = n.child)))"""

PLAN: tuple[str, ...] = (
    EPISODES, PERIODS, *SAME_PERIODS, CLASHES, REPORT_CLASHES, *LEAVE_OUT, SAME_EPISODES, MOVED_EPISODES, NEW_EPISODES,
    CHILDREN,
)  # fmt: skip
"""In this order, in one transaction."""

PLANNED = ("casework_plannedchild", "casework_plannedperiod", "casework_plannedepisode")
