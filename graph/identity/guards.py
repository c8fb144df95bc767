"""Vetoes: pairs of records that must not become one customer, with the reason."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from graph.identity import contradictions as is_
from graph.identity.rules import Veto

_CONDITIONS = {
    Veto.BIRTH_AND_NAME: f"({is_.BIRTH_FAR} AND {is_.GIVEN_DIFFERS})",
    Veto.BIRTH_DATE: is_.BIRTH_FAR,
    Veto.TWINS: is_.TWINS,
    Veto.GIVEN_NAME: is_.OTHER_GIVEN,
    Veto.GENDER: is_.GENDER_DIFFERS,
    Veto.SUFFIX: is_.SUFFIX_DIFFERS,
    Veto.ENTITY_TYPE: is_.ENTITY_DIFFERS,
}

_SAME_NAME = "(l.given = r.given AND l.family = r.family)"
_SAME_PERSON = f"({is_.BIRTH_EQUAL} AND NOT {is_.GIVEN_DIFFERS})"

_DOCUMENTS = """
SELECT p.record_l, p.record_r, bool_or(list_has_any(l.numbers, r.numbers)) AS same,
    bool_or(NOT list_has_any(l.numbers, r.numbers)
        AND damerau_levenshtein(l.numbers[1], r.numbers[1]) > 1) FILTER (l.exclusive) AS different
FROM {pairs} AS p
JOIN known_documents AS l ON l.record_id = p.record_l
JOIN known_documents AS r ON r.record_id = p.record_r AND r.issue = l.issue
GROUP BY ALL
"""

KNOWN_DOCUMENTS = """
SELECT record_id, issue, list(DISTINCT number ORDER BY number) AS numbers,
    list_contains($types, split_part(issue, ':', 1)) AS exclusive
FROM (
    SELECT record_id, regexp_extract(value, '^(.*):', 1) AS issue, regexp_extract(value, '[^:]*$') AS number
    FROM identifiers WHERE kind = 'document'
) GROUP BY ALL
"""

KNOWN_ACCOUNTS = """
SELECT record_id, realm, list(DISTINCT number ORDER BY number) AS numbers FROM (
    SELECT record_id, split_part(value, ':', 1) AS realm, value AS number
    FROM identifiers WHERE kind = 'account'
) GROUP BY ALL
"""

NOISE_SAMPLE = 50
"""Pairs on which a veto must have been put to the test before it can be found noisy."""


def prepare_documents(connection: duckdb.DuckDBPyConnection, exclusive: Collection[str]) -> None:
    """Make `known_documents` (record_id, issue, numbers, exclusive) and `known_accounts` (record_id, realm,
    numbers) from `identifiers`.

    `issue` is type and issuer; of the types named `exclusive` a person has one number.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE known_documents AS {KNOWN_DOCUMENTS}", {"types": list(exclusive)}
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE known_accounts AS {KNOWN_ACCOUNTS}")


_ACCOUNTS = """
SELECT p.record_l, p.record_r, bool_or(NOT list_has_any(l.numbers, r.numbers)) AS apart,
    bool_or(list_has_any(l.numbers, r.numbers)) AS shared
FROM {pairs} AS p
JOIN known_accounts AS l ON l.record_id = p.record_l
JOIN known_accounts AS r ON r.record_id = p.record_r AND r.realm = l.realm
GROUP BY ALL
"""


def find_vetoes(
    connection: duckdb.DuckDBPyConnection, pairs: str, vetoes: Collection[Veto], target: str
) -> int:
    """Make the table `target` (record_l, record_r, reason) of the forbidden among `pairs`; how many.

    Reads the table `pairs` (record_l, record_r), `persons` and what `prepare_documents` makes. Records that
    share a document are not forbidden by their names or dates.
    """
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {target} AS {vetoes_sql(pairs, vetoes)}")
    return int(connection.execute(f"SELECT count(*) FROM {target}").fetchall()[0][0])  # noqa: S608 - as above


def vetoes_sql(pairs: str, vetoes: Collection[Veto]) -> str:
    """SQL for the forbidden among `pairs`, see `find_vetoes`."""
    cases = " ".join(f"WHEN {sql} THEN '{veto}'" for veto, sql in _CONDITIONS.items() if veto in vetoes)
    different = "d.different" if Veto.DOCUMENT in vetoes else "FALSE"
    twins = f"a.apart AND NOT a.shared AND {is_.NEAR_TWINS}" if Veto.TWINS in vetoes else "FALSE"
    return f"""SELECT record_l, record_r, reason FROM (
            SELECT p.record_l, p.record_r,
                CASE WHEN d.same THEN NULL WHEN {different} THEN 'document' {cases}
                    WHEN {twins} THEN 'twins' END AS reason
            FROM {pairs} AS p
            JOIN persons AS l ON l.record_id = p.record_l JOIN persons AS r ON r.record_id = p.record_r
            LEFT JOIN ({_DOCUMENTS.format(pairs=pairs)}) AS d USING (record_l, record_r)
            LEFT JOIN ({_ACCOUNTS.format(pairs=pairs)}) AS a USING (record_l, record_r)
        ) WHERE reason IS NOT NULL"""  # noqa: S608 - made of the conditions above and table names of our own


def veto_noise(connection: duckdb.DuckDBPyConnection, pairs: str) -> dict[Veto, float]:
    """How often a veto contradicts `pairs` that the model holds for one person, where it could.

    Tested are those that rest on one attribute: given names on pairs born on one day into one family, birth
    dates on pairs of equal names, documents on pairs with equal birth dates and no different names. Few such
    pairs are two people, so a large share speaks of faulty data. Vetoes tested on fewer than NOISE_SAMPLE
    pairs are left out.
    """
    [(together, twins, namesakes, far, documents, different)] = connection.execute(
        f"""SELECT count(*) FILTER ({is_.BORN_TOGETHER} AND l.given > '' AND r.given > ''),
            count(*) FILTER ({is_.TWINS}),
            count(*) FILTER ({_SAME_NAME} AND {is_.FULL_DATES}),
            count(*) FILTER ({_SAME_NAME} AND {is_.BIRTH_FAR}),
            count(d.different) FILTER ({_SAME_PERSON}), count(*) FILTER ({_SAME_PERSON} AND d.different)
        FROM {pairs} AS p
        JOIN persons AS l ON l.record_id = p.record_l JOIN persons AS r ON r.record_id = p.record_r
        LEFT JOIN ({_DOCUMENTS.format(pairs=pairs)}) AS d USING (record_l, record_r)"""  # noqa: S608 - as above
    ).fetchall()
    tested = {
        Veto.TWINS: (together, twins),
        Veto.GIVEN_NAME: (together, twins),
        Veto.BIRTH_DATE: (namesakes, far),
        Veto.DOCUMENT: (documents, different),
    }
    return {veto: fired / tests for veto, (tests, fired) in tested.items() if tests >= NOISE_SAMPLE}
