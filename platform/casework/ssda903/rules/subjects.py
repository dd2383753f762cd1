"""From where the rules on rows of each kind read: the row `r`, what is known of its child `c`, the load."""

from casework.ssda903.headings import FileKind
from casework.ssda903.rules.frame import staged

_CHILD = "CROSS JOIN load JOIN child c ON c.child = r.child"


def _of(kind: FileKind) -> str:
    return f"{staged(kind)} r {_CHILD}"


# Where the review falls: within which period of care, which one of it, after which other.
_REVIEWS = f"""review_within AS (
    SELECT DISTINCT ON (r.id) r.*, p.period_from, p.ended_on, p.start_is_known, p.only_short_breaks
    FROM {staged(FileKind.REVIEWS)} r LEFT JOIN period p ON p.child = r.child AND p.period_from <= r.review_on
    ORDER BY r.id, p.period_from DESC NULLS LAST),
review_step AS (
    SELECT r.*, lag(r.review_on) OVER w AS prev_on, row_number() OVER w AS nth
    FROM review_within r WINDOW w AS (PARTITION BY r.child, r.period_from ORDER BY r.review_on))"""

_MISSING = f"""missing_step AS (
    SELECT r.*, lag(r.mis_end_on) OVER w AS prev_end_on, lag(r.mis_start_on) OVER w AS prev_start_on
    FROM {staged(FileKind.MISSING)} r WINDOW w AS (PARTITION BY r.child ORDER BY r.mis_start_on)),
missing_within AS (
    SELECT r.id, true AS looked_after, max(s.dec_on) AS placement_ended_on,
           bool_or(s.dec_on = r.mis_end_on AND s.rec NOT IN ('', 'X1', 'E8')) AS left_for_another_reason
    FROM missing_step r JOIN step s ON s.child = r.child AND s.decom_on <= r.mis_start_on
        AND (s.dec_on IS NULL OR s.dec_on >= r.mis_start_on)
    GROUP BY r.id)"""

_WORKERS = f"""sw_step AS (
    SELECT r.*, lag(r.sw_dec_on) OVER w AS prev_dec_on, lag(r.sw_decom_on) OVER w AS prev_decom_on,
           lead(r.sw_decom_on) OVER w AS next_decom_on
    FROM {staged(FileKind.SW_EPISODES)} r WINDOW w AS (PARTITION BY r.child ORDER BY r.sw_decom_on))"""

_DECISIONS = f"""decision_step AS (
    SELECT r.*, lag(r.date_placed_ceased_on) OVER w AS prev_ceased_on, lag(r.date_placed_on) OVER w AS prev_placed_on,
           lead(r.date_placed_on) OVER w AS next_placed_on
    FROM {staged(FileKind.PLACED_ADOPTION)} r WINDOW w AS (PARTITION BY r.child ORDER BY r.date_placed_on))"""

STEPS = {
    FileKind.REVIEWS: _REVIEWS,
    FileKind.MISSING: _MISSING,
    FileKind.SW_EPISODES: _WORKERS,
    FileKind.PLACED_ADOPTION: _DECISIONS,
}
SUBJECTS = {kind: _of(kind) for kind in FileKind} | {
    FileKind.HEADER: f"header r {_CHILD}",
    FileKind.EPISODES: f"""(SELECT s.*, n.respite_days, n.carer_holidays FROM step s LEFT JOIN counted n USING (id)) r
        {_CHILD} LEFT JOIN iro ON iro.child = r.child AND r.next_decom_on IS NULL
        LEFT JOIN calendar k ON k.day = r.period_from""",
    FileKind.REVIEWS: f"""review_step r {_CHILD} LEFT JOIN calendar k ON k.day = r.period_from
        LEFT JOIN iro ON iro.child = r.child
        LEFT JOIN known_review v ON v.child = r.child AND v.held_on = r.review_on""",
    FileKind.MISSING: f"missing_step r {_CHILD} LEFT JOIN missing_within w ON w.id = r.id",
    FileKind.SW_EPISODES: f"sw_step r {_CHILD}",
    FileKind.PLACED_ADOPTION: f"decision_step r {_CHILD}",
}
