"""Everything that bears on some records' pairs, as the last run saw it, for explanations."""

# ruff: noqa: S608 - the SQL is put together from this package's own table names alone

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from graph.identity.connection.temporary import make_table
from graph.identity.evidence.persons import DESCRIBED
from graph.identity.evidence.rule_links import find_rule_conflicts
from graph.identity.evidence.vetoes import find_vetoes
from graph.identity.explanation.weights import PairExplanation, explain_pairs
from graph.identity.judgements import UnknownRecordError, check_records
from graph.identity.model.blocking.plan import pairs_sql
from graph.identity.model.matching import Matching
from graph.identity.rules import Rules

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """An identifier rule that fired: the kind, the equal values, and its weight in bits."""

    kind: str
    values: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class IgnoredValue:
    """A value that both records use and that does not count: `why` is blocked or shared; `people` is how
    many distinct people use a shared one."""

    kind: str
    value: str
    why: str
    people: int | None


@dataclass(frozen=True, slots=True)
class StoredLink:
    """What the runs stored of a pair: `tier` is judgement, rule or model; `note` says what kept an
    acceptable link from counting (a veto or a cut), null if nothing."""

    record_l: str
    record_r: str
    tier: str
    weight: float | None
    accepted: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where evidence is read from: `gather` makes the tables of `gather_told` of the records in table
    `asked`, `records` and `links` are SQL for what these say and for the links among those in table
    `linked`."""

    gather: Callable[[], None]
    records: str
    links: str


class PairEvidence:
    """The evidence among some records; made by `with_evidence`."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, rules: Rules, matching: Matching, source: Source
    ) -> None:
        self.connection = connection
        self.rules = rules
        self.matching = matching
        self._source = source

    def prepare(self, records: Collection[str]) -> None:
        """Gather the evidence among `records`."""
        self._name("asked", records)
        self._source.gather()

    def said(self, record: str, columns: Sequence[str]) -> dict[str, Any]:
        """What a record says now, by column of `records`. Raises UnknownRecordError."""
        query = f"SELECT {', '.join(columns)} FROM ({self._source.records}) WHERE record_id = $id"
        rows = self.connection.execute(query, {"id": record}).fetchall()
        if not rows:
            raise UnknownRecordError(record)
        return dict(zip(columns, rows[0], strict=True))

    def used(self, record: str) -> dict[str, list[str]]:
        """The values of all identifiers that a record uses, sorted, by kind."""
        query = """SELECT kind, list(DISTINCT value ORDER BY value) FROM given_values WHERE record_id = $id
            GROUP BY kind ORDER BY kind"""
        return dict(self.connection.execute(query, {"id": record}).fetchall())

    def weights(self, pairs: Sequence[Pair]) -> list[PairExplanation]:
        """The model's weights for pairs."""
        return explain_pairs(self.connection, self.matching.model, pairs)

    def rules_fired(self, pair: Pair) -> list[Rule]:
        """The identifier rules that link a pair."""
        rows = self._pair_rows("SELECT evidence FROM rule_links", pair)
        return [
            Rule(item["kind"], tuple(item["values"]), item["weight"])
            for (evidence,) in rows
            for item in json.loads(evidence)
        ]

    def ignored(self, pair: Pair) -> list[IgnoredValue]:
        """Values that both use and that are blocked or shared."""
        rows = self.connection.execute(_IGNORED, dict(zip(("l", "r"), sorted(pair), strict=True))).fetchall()
        return [IgnoredValue(*row) for row in rows]

    def vetoes(self, pairs: Sequence[Pair]) -> dict[Pair, str]:
        """The pairs that a veto in force forbids, with its name, in their order."""
        self._ask(pairs)
        find_vetoes(self.connection, "asked_for", self.matching.vetoes, "asked_vetoes")
        rows = self.connection.execute("SELECT * FROM asked_vetoes ORDER BY record_l, record_r").fetchall()
        return {(left, right): reason for left, right, reason in rows}

    def two_people(self, pairs: Sequence[Pair]) -> list[Pair]:
        """The pairs whose names are of two people, so that a value both use does not link them."""
        self._ask(pairs)
        find_rule_conflicts(self.connection, "asked_for", "asked_conflicts")
        found = self.connection.execute("SELECT record_l, record_r FROM asked_conflicts ORDER BY ALL")
        return [(left, right) for left, right in found.fetchall()]

    def common_values(self, pair: Pair) -> list[tuple[str, str]]:
        """Kind and value of the identifiers that both records have and that could link them."""
        kinds = list(self.rules.identifiers)
        rows = self.connection.execute(_COMMON, {"l": pair[0], "r": pair[1], "kinds": kinds}).fetchall()
        return [(kind, value) for kind, value in rows]

    def named_pairs(self, pairs: Sequence[Pair]) -> list[Pair]:
        """The pairs of which both records say who they are; only those have a say in a mean."""
        query = f"SELECT record_id FROM persons WHERE {DESCRIBED}"
        described = {row[0] for row in self.connection.execute(query).fetchall()}
        return [pair for pair in pairs if described.issuperset(pair)]

    def blocked_together(self, pair: Pair) -> list[str]:
        """The blocking rules under which the pair is compared, by their columns."""

        rules = self.matching.model.rules
        for table, record in zip(("first_of_pair", "second_of_pair"), pair, strict=True):
            query = "FROM features WHERE record_id = $record"
            make_table(self.connection, table, query, record=record)
        rows = self.connection.execute(
            f"""SELECT rules FROM ({pairs_sql(rules, "first_of_pair")})
            SEMI JOIN second_of_pair ON record_no IN (join_key_l, join_key_r)""",
        ).fetchall()
        bits = int(rows[0][0]) if rows else 0
        return [" + ".join(rule.columns) for place, rule in enumerate(rules) if bits >> place & 1]

    def links_among(self, records: Collection[str]) -> list[StoredLink]:
        """Links of the runs between these records, in their order."""
        self._name("linked", records)
        rows = self.connection.execute(
            "SELECT record_l, record_r, tier, weight, accepted, evidence"
            f" FROM ({self._source.links}) ORDER BY record_l, record_r, tier"
        ).fetchall()
        return [
            StoredLink(left, right, tier, weight, accepted, _note(said))
            for left, right, tier, weight, accepted, said in rows
        ]

    def members(self, customer_id: str) -> list[str]:
        """Records of a customer, sorted."""
        rows = self.connection.execute(
            "SELECT record_id FROM customers WHERE customer_id = $id ORDER BY record_id",
            {"id": customer_id},
        ).fetchall()
        return [row[0] for row in rows]

    def customer_of(self, record: str) -> str | None:
        """The customer of a record; None where no run has placed it. Raises UnknownRecordError."""
        rows = self.connection.execute(
            "SELECT customer_id FROM customers WHERE record_id = $id", {"id": record}
        ).fetchall()
        if not rows:
            check_records(self.connection, [record])
        return rows[0][0] if rows else None

    def _name(self, table: str, records: Collection[str]) -> None:
        query = "SELECT unnest($ids::VARCHAR[]) AS record_id"
        make_table(self.connection, table, query, ids=sorted(records))

    def _ask(self, pairs: Sequence[Pair]) -> None:
        ordered = [sorted(pair) for pair in pairs]
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE asked_for AS"
            " SELECT unnest($l::VARCHAR[]) AS record_l, unnest($r::VARCHAR[]) AS record_r",
            {"l": [pair[0] for pair in ordered], "r": [pair[1] for pair in ordered]},
        )

    def _pair_rows(self, query: str, pair: Pair) -> list[Any]:
        left, right = sorted(pair)
        return self.connection.execute(
            f"{query} WHERE record_l = $l AND record_r = $r", {"l": left, "r": right}
        ).fetchall()


def _note(evidence: str | None) -> str | None:
    found = json.loads(evidence) if evidence else None
    if not isinstance(found, dict):
        return None
    return next((f"{name} {found[name]}" for name in ("veto", "cut") if name in found), None)


_IGNORED = """
SELECT g.kind, g.value, CASE WHEN b.value IS NULL THEN 'shared' ELSE 'blocked' END AS why, s.people
FROM (
    SELECT kind, value FROM given_values WHERE record_id = $l
    INTERSECT SELECT kind, value FROM given_values WHERE record_id = $r
) AS g
LEFT JOIN (SELECT DISTINCT kind, value FROM blocked_identifiers) AS b USING (kind, value)
LEFT JOIN shared_values AS s USING (kind, value)
WHERE b.value IS NOT NULL OR s.value IS NOT NULL ORDER BY ALL
"""

_COMMON = """
SELECT kind, value FROM identifiers WHERE record_id = $l AND list_contains($kinds::VARCHAR[], kind)
INTERSECT SELECT kind, value FROM identifiers WHERE record_id = $r ORDER BY ALL
"""
