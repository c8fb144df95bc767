"""What is counted of a column, over `found`: its different values, each with how often it is there (`n`)."""

from __future__ import annotations

from ingest.profiling.artefacts import ARTEFACTS

COUNTS = """
SELECT
    coalesce(sum(n), 0)::BIGINT, count(*),
    coalesce(min(length(value)), 0), coalesce(max(length(value)), 0),
    min(value), max(value),
    coalesce(sum(n) FILTER (lower(trim(value)) IN $any_case OR trim(value) IN $as_written), 0)::BIGINT
FROM found WHERE place = $place
"""

TOP_VALUES = "SELECT value, n FROM found WHERE place = $place ORDER BY n DESC, value LIMIT 10"

PATTERNS = r"""
SELECT regexp_replace(letters, '(9{5}|a{5}|A{5})[9aA]+', '\1…', 'g') AS pattern, sum(n)::BIGINT
FROM (
    SELECT
        regexp_replace(
            regexp_replace(regexp_replace(value, '\d', '9', 'g'), '\p{Lu}', 'A', 'g'), '\p{Ll}', 'a', 'g'
        ) AS letters,
        n
    FROM found WHERE place = $place
)
GROUP BY pattern ORDER BY 2 DESC, 1 LIMIT 10
"""

_FITTING = "coalesce(sum(n) FILTER (regexp_full_match(value, $p{})), 0)::BIGINT"
_EACH = ", ".join(_FITTING.format(place) for place, _ in enumerate(ARTEFACTS))
FITTING_ANY = f"SELECT {_EACH} FROM found WHERE place = $place"  # noqa: S608 - numbers of parameters
"""How many values each artefact has, in their order."""

SOME = "SELECT value, n FROM found WHERE place = $place ORDER BY hash(value) LIMIT 2000"
"""As many different values as are tried for being valid."""

SERIAL = """
SELECT coalesce(sum(n), 0)::BIGINT FROM found WHERE place = $place AND regexp_full_match(value, $days)
"""

LENGTHS = r"""
SELECT length(value), sum(n)::BIGINT FROM found
WHERE place = $place AND regexp_full_match(value, '\d+') GROUP BY 1
"""
