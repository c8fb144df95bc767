"""Vetoes: pairs of records that must not become one customer, with the reason."""

from __future__ import annotations

import duckdb

from graph.identity import contradictions as is_
from graph.identity.rules import Rules, Veto

_CONDITIONS = {
    Veto.BIRTH_DATE: f"({is_.BIRTH_DIFFERS} AND {is_.GIVEN_DIFFERS})",
    Veto.TWINS: is_.TWINS,
    Veto.GENDER: is_.GENDER_DIFFERS,
    Veto.SUFFIX: is_.SUFFIX_DIFFERS,
    Veto.ENTITY_TYPE: is_.ENTITY_DIFFERS,
}

_DOCUMENT_VETO = """
SELECT DISTINCT p.record_l, p.record_r, 'document' AS reason
FROM {pairs} AS p
JOIN exclusive_documents AS l ON l.record_id = p.record_l
JOIN exclusive_documents AS r ON r.record_id = p.record_r AND r.issue = l.issue
WHERE NOT list_has_any(l.numbers, r.numbers)
AND damerau_levenshtein(l.numbers[1], r.numbers[1]) > 1
"""


def prepare_documents(connection: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Make `exclusive_documents` (record_id, issue, numbers) from `identifiers`.

    `issue` is type and issuer; only types of which a person has one are kept.
    """
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE exclusive_documents AS
        SELECT record_id, regexp_extract(value, '^(.*):', 1) AS issue,
            list(DISTINCT regexp_extract(value, '[^:]*$') ORDER BY regexp_extract(value, '[^:]*$')) AS numbers
        FROM identifiers WHERE kind = 'document' AND list_contains($types, split_part(value, ':', 1))
        GROUP BY ALL""",
        {"types": list(rules.exclusive_documents)},
    )


def find_vetoes(connection: duckdb.DuckDBPyConnection, pairs: str, rules: Rules, target: str) -> int:
    """Make the table `target` (record_l, record_r, reason) of the forbidden among `pairs`; how many.

    Reads the table `pairs` (record_l, record_r), `features` and `exclusive_documents`.
    """
    conditions = {veto: sql for veto, sql in _CONDITIONS.items() if veto in rules.vetoes}
    cases = " ".join(f"WHEN {sql} THEN '{veto}'" for veto, sql in conditions.items()) or "WHEN FALSE THEN ''"
    queries = [
        f"""SELECT record_l, record_r, reason FROM (
            SELECT p.record_l, p.record_r, CASE {cases} END AS reason FROM {pairs} AS p
            JOIN features AS l ON l.record_id = p.record_l JOIN features AS r ON r.record_id = p.record_r
        ) WHERE reason IS NOT NULL"""  # noqa: S608 - made of the conditions above and table names of our own
    ]
    if Veto.DOCUMENT in rules.vetoes:
        queries.append(_DOCUMENT_VETO.format(pairs=pairs))
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {target} AS
        SELECT record_l, record_r, min(reason) AS reason FROM ({" UNION ALL ".join(queries)}) GROUP BY ALL"""  # noqa: S608 - as above
    )
    return int(connection.execute(f"SELECT count(*) FROM {target}").fetchall()[0][0])  # noqa: S608 - as above
