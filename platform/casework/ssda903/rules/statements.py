"""The rules of a stage as one statement, which writes the findings and marks the rows that it rejects.

A statement comes with the rules in it: their numbers, columns, severities and messages go in as the arrays `numbers`,
`columns`, `severities` and `messages`, so that no words of ours are read as SQL. For the other parameters see `frame`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from casework.ssda903.codes import EVERY_CODE
from casework.ssda903.headings import COLUMNS, FileKind
from casework.ssda903.report import Severity
from casework.ssda903.rules import FACTS, FORM
from casework.ssda903.rules.cross import TWINS, UNKNOWN, Twins
from casework.ssda903.rules.frame import COMMON, LOAD, STAGED, staged
from casework.ssda903.rules.rule import HIDDEN, SqlRule
from casework.ssda903.rules.sql import CHILD_ID, listed
from casework.ssda903.rules.subjects import STEPS, SUBJECTS

# A value is shown where it can't be a name: a code, or short and with a figure, or one or two letters.
_SHOWN = f"""CASE WHEN rule."column" = 'CHILD'
         THEN CASE WHEN f.value ~ '{CHILD_ID}' AND f.value ~ '[0-9]' THEN f.value ELSE '' END
         WHEN f.value IN {listed(EVERY_CODE)} THEN f.value
         WHEN f.value ~ '^[ -~]{{0,12}}$' AND (length(f.value) <= 2 OR f.value ~ '[0-9]') THEN f.value
         ELSE '' END"""
_REPORT = f"""INSERT INTO casework_returnfinding (load_id, file, "row", "column", rule, severity, message, value)
    SELECT %(load_id)s, f.file, f."row", rule."column", rule.number, rule.severity, rule.message, {_SHOWN}
    FROM found f JOIN rule ON rule.nth = f.rule"""
_RULES = """rule AS (
    SELECT * FROM unnest(%(numbers)s::text[], %(columns)s::text[], %(severities)s::text[], %(messages)s::text[])
    WITH ORDINALITY AS given(number, "column", severity, message, nth))"""


@dataclass(frozen=True, slots=True)
class Statement:
    text: str
    rules: tuple[SqlRule, ...]


def form(kind: FileKind) -> Statement:
    """Rows as they were sent."""
    rules = tuple(rule for rule in FORM if rule.kind is kind)
    return _marking(kind, rules, f"{staged(kind)} r CROSS JOIN load", [LOAD])


def unknown_children(kind: FileKind) -> Statement:
    """Rows of children whom neither a Header row nor the record knows. After the Header's own rows are settled."""
    rules = tuple(rule for rule in UNKNOWN if rule.kind is kind)
    header = f"header AS {staged(FileKind.HEADER)}"
    return _marking(kind, rules, f"{staged(kind)} r CROSS JOIN load", [LOAD, header])


def twins(kind: FileKind) -> Statement:
    """Rows of the same natural key: of equal ones the first stays, of rivals none."""
    found: Twins = TWINS[kind]
    names = ["child", f"{found.day.lower()}_on"] if found.day else ["child"]
    key, partition = ", ".join(names), ", ".join(f"r.{name}" for name in names)
    values = f"concat_ws('|', {', '.join(_compared(column) for column in COLUMNS[kind])})"
    same, rival = (_shown_value(rule) for rule in (found.same, found.rival))
    text = f"""WITH several AS (
    SELECT {key} FROM {staged(kind)} s GROUP BY {key} HAVING count(*) > 1),
compared AS (
    SELECT r.*, row_number() OVER (k ORDER BY r.file, r."row") AS nth,
           min({values}) OVER k <> max({values}) OVER k AS differ
    FROM {staged(kind)} r JOIN several USING ({key}) WINDOW k AS (PARTITION BY {partition})),
{_RULES},
found AS (
    SELECT r.id, r.file, r."row", CASE WHEN differ THEN 2 ELSE 1 END AS rule,
           CASE WHEN differ THEN {rival} ELSE {same} END AS value
    FROM compared r WHERE differ OR nth > 1),
marked AS (UPDATE {STAGED[kind]} s SET rejected = true FROM found f WHERE s.id = f.id)
{_REPORT}"""
    return Statement(text, (found.same, found.rival))


def facts(kinds: Collection[FileKind], known_reviews: str) -> Statement:
    """What is left, all kinds at once. `known_reviews` selects child, held_on and participation."""
    rules = tuple(rule for rule in FACTS if rule.kind in kinds and rule.needs.issubset(kinds))
    branches = "\n    UNION ALL\n".join(
        _branch(SUBJECTS[kind], rules, [rule for rule in rules if rule.kind is kind])
        for kind in FileKind
        if any(rule.kind is kind for rule in rules)
    )
    known = f"known_review AS ({known_reviews})"
    unreported = f"""unreported AS (
    SELECT v.child FROM known_review v CROSS JOIN load WHERE v.held_on BETWEEN load.year_start AND load.until
    AND NOT EXISTS (SELECT FROM {staged(FileKind.REVIEWS)} s WHERE s.child = v.child AND s.review_on = v.held_on))"""
    parts = [*COMMON, known, unreported, *STEPS.values(), _RULES, f"found AS (\n{branches})"]
    return Statement(f"WITH {_joined(parts)}\n{_REPORT}", rules)


def _marking(kind: FileKind, rules: tuple[SqlRule, ...], subject: str, frame: Sequence[str]) -> Statement:
    rejecting = ", ".join(str(nth) for nth, rule in enumerate(rules, start=1) if rule.severity is Severity.REJECT_ROW)
    marked = (
        f"marked AS (UPDATE {STAGED[kind]} s SET rejected = true FROM found f"
        f" WHERE s.id = f.id AND f.rule IN ({rejecting}))"
    )
    parts = [*frame, _RULES, f"found AS (\n{_branch(subject, rules, rules)})", marked]
    return Statement(f"WITH {_joined(parts)}\n{_REPORT}", rules)


def _branch(subject: str, every: Sequence[SqlRule], rules: Sequence[SqlRule]) -> str:
    """Rows of one kind with the rules (by their place in `every`, from 1) that each fails."""
    place = {id(rule): nth for nth, rule in enumerate(every, start=1)}
    tested = ",\n        ".join(f"CASE WHEN {rule.fails} THEN {place[id(rule)]} END" for rule in rules)
    shown: dict[str, list[str]] = {}
    for rule in rules:
        shown.setdefault(_shown_value(rule), []).append(str(place[id(rule)]))
    value = " ".join(f"WHEN hit.rule IN ({', '.join(places)}) THEN {text}" for text, places in shown.items())
    # Most rows fail nothing: to say so takes a third of the time that listing what they fail does.
    some = "\n        OR ".join(f"({rule.fails})" for rule in rules)
    return f"""    SELECT r.id, r.file, r."row", hit.rule, CASE {value} END AS value
    FROM {subject} CROSS JOIN LATERAL unnest(ARRAY[
        {tested}]) AS hit(rule)
    WHERE hit.rule IS NOT NULL AND ({some})"""


def _shown_value(rule: SqlRule) -> str:
    return "''" if rule.column in HIDDEN else f"r.{rule.column.lower()}"


def _compared(column: str) -> str:
    """As it counts when rows are compared: `1` and `M` are the same sex, spaces in a postcode mean nothing."""
    name = f"r.{column.lower()}"
    if column == "SEX":
        return f"CASE {name} WHEN '1' THEN 'M' WHEN '2' THEN 'F' ELSE {name} END"
    return f"upper(replace({name}, ' ', ''))" if column.endswith("_POST") else name


def _joined(parts: Iterable[str]) -> str:
    return ",\n".join(parts)
