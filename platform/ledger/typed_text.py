"""The typed text of a value, as PostgreSQL writes it: the twin of `ledger.canonical` (format: docs in that module).

Every expression is independent of session settings (DateStyle, TimeZone, bytea_output), or two sessions would disagree.
"""

TYPES = {
    "uuid": "uuid",
    "text": "text",
    "varchar": "text",
    "date": "date",
    "timestamp with time zone": "timestamptz",
    "boolean": "boolean",
    "smallint": "integer",
    "integer": "integer",
    "bigint": "integer",
    "numeric": "numeric",
    "jsonb": "jsonb",
    "bytea": "bytea",
}
_EXPRESSIONS = {
    "date": "to_char({0}, 'YYYY-MM-DD')",
    "timestamptz": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "boolean": "CASE {0} WHEN true THEN 'true' WHEN false THEN 'false' END",
    "bytea": "encode({0}, 'hex')",
}


class UnknownType(ValueError):
    """A column of a type that has no canonical text: give it one here before a row of it is captured."""


def type_name(db_type: str) -> str:
    """The canonical type of a PostgreSQL column type such as `varchar(40)` or `numeric(3, 2)`."""
    bare = db_type.split("(", maxsplit=1)[0].strip()
    if bare not in TYPES:
        raise UnknownType(f"{db_type} has no canonical text")
    return TYPES[bare]


def text_sql(type_name: str, expression: str) -> str:
    """SQL for the canonical text of `expression`; NULL stays NULL."""
    return _EXPRESSIONS.get(type_name, "({0})::text").format(expression)


def line_sql(name: str, type_name: str, expression: str) -> str:
    """SQL for the field line `name:type:octets:value\\n`, or the empty string for NULL."""
    text = text_sql(type_name, expression)
    return (
        f"CASE WHEN {expression} IS NULL THEN '' ELSE "
        f"'{name}:{type_name}:' || octet_length(convert_to({text}, 'UTF8')) || ':' || {text} || E'\\n' END"
    )
