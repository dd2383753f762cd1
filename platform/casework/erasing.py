"""When a child's record may be erased, as the database checks it (domain.md 8.3). Text in, SQL out.

The twin of casework.rules.erasing, which tells people beforehand. The database's word is the last, and it looks at
history: who corrects a date of birth to make a record old enough finds that the latest ever recorded counts.
"""

from casework.rules import erasing as rules
from ledger.erasing import Erasing
from ledger.erasures import ERASURES, PROPOSALS

HELD = "IR023"
"""SQLSTATE of an erasure while a hold stands."""
KEPT = "IR024"
"""SQLSTATE of an erasure before the time of keeping is over."""


def _ensure(schema: str) -> str:
    exceptions = ", ".join(f"'{ground.value}'" for ground in sorted(rules.EXCEPTIONS, key=lambda one: one.value))
    adopted = ", ".join(f"'{code}'" for code in rules.ADOPTED)
    return f"""
CREATE OR REPLACE FUNCTION "{schema}".casework_ensure_erasable(a_child uuid, a_ground text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  the_birth date := (SELECT max(date_of_birth) FROM "{schema}".casework_historicalchild WHERE id = a_child);
  the_death date := (SELECT max(ended_on) FROM "{schema}".casework_historicalperiodofcare
                     WHERE child_id = a_child AND end_reason = '{rules.DIED}');
  the_adoption date := (SELECT max(ended_on) FROM "{schema}".casework_historicalperiodofcare
                        WHERE child_id = a_child AND end_reason IN ({adopted}));
  the_end date;
BEGIN
  IF EXISTS (
    SELECT FROM "{schema}".casework_hold o WHERE o.child_id = a_child
    AND NOT EXISTS (SELECT FROM "{schema}".casework_holdrelease r WHERE r.hold_id = o.id)
  ) THEN
    RAISE EXCEPTION 'a hold stands' USING ERRCODE = '{HELD}';
  END IF;
  IF a_ground IN ({exceptions}) THEN RETURN; END IF;
  the_end := CASE
    WHEN the_adoption IS NOT NULL THEN the_adoption + make_interval(years => {rules.YEARS_AFTER_ADOPTION})
    WHEN the_death < the_birth + make_interval(years => {rules.ADULT_AT})
      THEN the_death + make_interval(years => {rules.YEARS_AFTER_DEATH})
    ELSE the_birth + make_interval(years => {rules.YEARS_OF_LIFE}) END;
  IF the_end IS NULL OR (public.ledger_now() AT TIME ZONE 'Europe/London')::date <= the_end THEN
    RAISE EXCEPTION 'the record must be kept until %', the_end USING ERRCODE = '{KEPT}';
  END IF;
END $$;"""


def _also(schema: str) -> str:
    """The post that told of the child: some of it carries what was said, and what waits would be told anew."""
    return f"""
  DELETE FROM "{schema}".notifications_delivery d USING "{schema}".notifications_outboxevent v
  WHERE v.id = d.event_id AND v.payload::text ~ array_to_string(the_keys, '|');
  DELETE FROM "{schema}".notifications_outboxevent v WHERE v.payload::text ~ array_to_string(the_keys, '|');"""


ERASING = Erasing(
    root="casework_child",
    column="child_id",
    proposal=PROPOSALS,
    erasure=ERASURES,
    ensured="casework_ensure_erasable",
    ensure=_ensure,
    also=_also,
)
