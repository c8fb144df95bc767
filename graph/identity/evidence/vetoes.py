"""Vetoes: pairs of records that must not become one customer, with the reason."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from graph.identity.connection.temporary import count, make_table
from graph.identity.evidence import births
from graph.identity.evidence import contradictions as is_
from graph.identity.evidence.branches import TWO_BRANCHES, TWO_HOUSES, TWO_OFFICES
from graph.identity.evidence.colleagues import TWO_COLLEAGUES, TWO_MAILBOXES
from graph.identity.evidence.generations import ONE_GENERATION
from graph.identity.evidence.given_names import GIVEN_DIFFERS, OTHER_NAMES
from graph.identity.evidence.listings import TWO_LINES
from graph.identity.rules import Veto

WHATEVER_DOCUMENT = {Veto.BRANCHES: TWO_BRANCHES, Veto.HOUSES: TWO_HOUSES, Veto.OFFICES: TWO_OFFICES}
"""Vetoes by rows `l` and `r` of `persons` and `m` and `n` of `known_contacts`, that no document in common
overrules: all branches may give one tax number."""

CONDITIONS = {
    Veto.BIRTH_AND_NAME: f"({births.DATES_FAR} AND {GIVEN_DIFFERS})",
    Veto.BIRTH_DATE: births.DATES_FAR,
    Veto.BIRTH_YEAR: births.YEARS_FAR,
    Veto.NAMES: is_.NAMES_DIFFER,
    Veto.TWINS: f"({is_.TWINS} OR {is_.NAMED_TWIN})",
    Veto.GIVEN_NAME: is_.OTHER_GIVEN,
    Veto.GENDER: is_.GENDER_DIFFERS,
    Veto.SUFFIX: is_.SUFFIX_DIFFERS,
    Veto.GENERATION: ONE_GENERATION,
    Veto.LISTED_TWICE: TWO_LINES,
    Veto.ENTITY_TYPE: is_.ENTITY_DIFFERS,
    Veto.MAILBOXES: TWO_MAILBOXES,
    Veto.COLLEAGUES: TWO_COLLEAGUES,
}
"""The others by the same rows."""

OF_ONE_SOURCE = frozenset({Veto.BRANCHES, Veto.HOUSES, Veto.OFFICES, Veto.GENERATION, Veto.LISTED_TWICE})
"""Vetoes that what is within one source bears out, or does not."""

TO_BE_PROVEN = OF_ONE_SOURCE | {Veto.COLLEAGUES}
"""Vetoes in force only where the data bear them out."""

_LONG = 8
"""Signs of a document's number in which two may be wrong: of shorter numbers many are two apart."""

NUMBERS_FAR = f"""(damerau_levenshtein({{left}}, {{right}})
    > CASE WHEN least(length({{left}}), length({{right}})) < {_LONG} THEN 1 ELSE 2 END)"""
"""SQL of a document's numbers `left` and `right` that no slip explains."""

DOCUMENTS = f"""
SELECT p.record_l, p.record_r, bool_or(list_has_any(l.numbers, r.numbers)) AS same,
    bool_or(NOT list_has_any(l.numbers, r.numbers)
        AND {NUMBERS_FAR.format(left="l.numbers[1]", right="r.numbers[1]")}) FILTER (l.exclusive) AS different
FROM {{pairs}} AS p
JOIN known_documents AS l ON l.record_id = p.record_l
JOIN known_documents AS r ON r.record_id = p.record_r AND (r.issue = l.issue
    OR (split_part(r.issue, ':', 1) = split_part(l.issue, ':', 1)
        AND (r.issue LIKE '%:' OR l.issue LIKE '%:')))
GROUP BY ALL
"""  # noqa: S608 - made of conditions of our own

_FEW = 3
"""People who may give one document by mistake; one that more give is a placeholder."""

KNOWN_DOCUMENTS = """
SELECT record_id, issue, list(DISTINCT number ORDER BY number) AS numbers,
    list_contains($types, split_part(issue, ':', 1)) AS exclusive
FROM (
    SELECT record_id, regexp_extract(value, '^(.*):', 1) AS issue, regexp_extract(value, '[^:]*$') AS number
    FROM (FROM identifiers UNION ALL BY NAME FROM doubtful_uses) WHERE kind = 'document'
) GROUP BY ALL
"""

KNOWN_CONTACTS = """
SELECT record_id,
    list(DISTINCT value ORDER BY value) FILTER (kind = 'phone') AS phones,
    list(DISTINCT value ORDER BY value) FILTER (kind = 'email') AS emails,
    list(DISTINCT value ORDER BY value) FILTER (kind = 'account') AS accounts
FROM identifiers WHERE kind IN ('phone', 'email', 'account') GROUP BY record_id
"""

KNOWN_ACCOUNTS = """
SELECT record_id, realm, list(DISTINCT number ORDER BY number) AS numbers FROM (
    SELECT record_id, split_part(value, ':', 1) AS realm, value AS number
    FROM identifiers WHERE kind = 'account'
) GROUP BY ALL
"""

ACCOUNT_NAMES = """
WITH partners AS (
    SELECT record_id, record_id AS partner FROM known_accounts
    UNION SELECT record_l, record_r FROM {pairs} WHERE kind = 'account'
    UNION SELECT record_r, record_l FROM {pairs} WHERE kind = 'account'
)
SELECT m.record_id, list(DISTINCT p.given) AS names
FROM partners AS m JOIN persons AS p ON p.record_id = m.partner
WHERE p.given_common GROUP BY m.record_id
"""
"""Names under which accounts are used; `pairs` (record_l, record_r, kind) are records that share one."""


def is_doubtful(kind: str, people: int) -> bool:
    """Whether a shared value of a kind is a document given by a few people, see `doubtful_sql`."""
    return kind == "document" and people <= _FEW


def doubtful_sql(shared: str) -> str:
    """SQL for those of the `shared` values (kind, value, people) that are documents given by a few people.

    Such a number proves nothing. But it may as well be one person's, written down with errors, so that what
    the model holds for one person need not be two because of the rest.
    """
    return f"SELECT kind, value FROM {shared} WHERE kind = 'document' AND people <= {_FEW}"  # noqa: S608 - a table of our own


def prepare_documents(connection: duckdb.DuckDBPyConnection, exclusive: Collection[str]) -> None:
    """Make `known_documents` (record_id, issue, numbers, exclusive), `known_accounts` (record_id, realm,
    numbers) and `known_contacts` (record_id, phones, emails, accounts).

    They are made from `identifiers` and `doubtful_uses` (record_id, kind, value), if there are any.

    `issue` is type and issuer; of the types named `exclusive` a person has one number.
    """
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS doubtful_uses (record_id VARCHAR, kind VARCHAR, value VARCHAR)"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE known_documents AS {KNOWN_DOCUMENTS}", {"types": list(exclusive)}
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE known_accounts AS {KNOWN_ACCOUNTS}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE known_contacts AS {KNOWN_CONTACTS}")


def learn_account_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `account_names` (record_id, names): the common given names under which a record's accounts are
    used, by itself and by the records that an account links it to.

    Reads `persons` and `value_links`, what each identifier value links.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE account_names AS {ACCOUNT_NAMES.format(pairs='value_links')}"
    )


_ACCOUNTS = """
SELECT p.record_l, p.record_r,
    bool_or(NOT list_has_any(l.numbers, r.numbers)) AND NOT bool_or(list_has_any(l.numbers, r.numbers))
        AND NOT any_value(list_has_any(n.names, m.names)) AS apart
FROM {pairs} AS p
JOIN known_accounts AS l ON l.record_id = p.record_l
JOIN known_accounts AS r ON r.record_id = p.record_r AND r.realm = l.realm
JOIN account_names AS n ON n.record_id = p.record_l
JOIN account_names AS m ON m.record_id = p.record_r
GROUP BY ALL
"""
"""Whether two records have accounts of their own in a system, used under different common given names."""

TWO_ACCOUNTS = f"(a.apart AND ({is_.BORN_NEARBY} OR {OTHER_NAMES}))"


def find_vetoes(
    connection: duckdb.DuckDBPyConnection, pairs: str, vetoes: Collection[Veto], target: str
) -> int:
    """Make the table `target` (record_l, record_r, reason) of the forbidden among `pairs`; how many.

    Reads the table `pairs` (record_l, record_r), `persons` and what `prepare_documents` and
    `learn_account_names` make. Records that share a document are not forbidden by their names or dates.
    """
    if not count(connection, pairs):  # to plan the query takes longer than most of the rest of a small run
        make_table(connection, target, _NO_VETOES)
        return 0
    make_table(connection, target, vetoes_sql(pairs, vetoes))
    return count(connection, target)


_NO_VETOES = "SELECT '' AS record_l, '' AS record_r, '' AS reason LIMIT 0"


def vetoes_sql(pairs: str, vetoes: Collection[Veto]) -> str:
    """SQL for the forbidden among `pairs`, see `find_vetoes`."""
    first, cases = (
        " ".join(f"WHEN {sql} THEN '{veto}'" for veto, sql in conditions.items() if veto in vetoes)
        for conditions in (WHATEVER_DOCUMENT, CONDITIONS)
    )
    different = "d.different" if Veto.DOCUMENT in vetoes else "FALSE"
    twins = TWO_ACCOUNTS if Veto.TWINS in vetoes else "FALSE"
    # Materialised: DuckDB would ask all conditions once to filter and once more to tell the reason.
    return f"""WITH judged AS MATERIALIZED (
            SELECT p.record_l, p.record_r,
                CASE {first} WHEN d.same THEN NULL WHEN {different} THEN 'document' {cases}
                    WHEN {twins} THEN 'twins' END AS reason
            FROM {pairs} AS p
            JOIN persons AS l ON l.record_id = p.record_l JOIN persons AS r ON r.record_id = p.record_r
            LEFT JOIN ({DOCUMENTS.format(pairs=pairs)}) AS d USING (record_l, record_r)
            LEFT JOIN ({_ACCOUNTS.format(pairs=pairs)}) AS a USING (record_l, record_r)
            LEFT JOIN known_contacts AS m ON m.record_id = p.record_l
            LEFT JOIN known_contacts AS n ON n.record_id = p.record_r
        )
        SELECT record_l, record_r, reason FROM judged WHERE reason IS NOT NULL"""  # noqa: S608 - made of the conditions above and table names of our own
