"""What a record says, whatever its key and its source are called: it draws samples and decides ties."""

_UNTOLD = ("record_id", "record_no", "source", "key_of_either")
"""Columns that say nothing of it, or nothing that others do not."""


def content_sql(rows: str) -> str:
    """SQL of a number that is one for rows of `features`, named `rows`, that say the same."""
    return f"hash(*COLUMNS({rows}.* EXCLUDE ({', '.join(_UNTOLD)})))"
