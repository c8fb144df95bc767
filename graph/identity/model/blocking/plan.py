"""Which pairs are compared: blocking rules that fit the filled columns and do not explode.

Each candidate rule is counted before it is used. One that would compare too many pairs is made stricter by
a further column, or refused; the plan says which and with what counts.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from graph.identity.model.blocking.keys import columns_of, keys_sql, spellings_of

CANDIDATES: tuple[tuple[str, ...], ...] = (
    ("document_numbers",),
    ("emails",),
    ("phones",),
    ("accounts",),
    ("devices",),
    ("name_key",),
    ("organization",),
    ("birth_date", "family_sound"),
    ("birth_date", "given_sound"),
    ("birth_date", "postal_area"),
    ("birth_date", "birth_place"),
    ("birth_date", "city"),
    ("birth_date", "street"),
    ("email_names",),
    ("name_told",),
    ("name_sounds",),
    ("family_sound", "postal_code"),
    ("given_sound", "postal_code"),
    ("family_sound", "birth_place"),
    ("given_sound", "birth_place", "birth_year"),
    ("family_sound", "street"),
    ("given_sound", "street"),
    ("house",),
    ("family_sound", "city"),
    ("family_sound", "birth_year"),
    ("organization", "city"),
    ("birth_date",),
    ("postal_code",),
    ("family_sound",),
    ("given_sound", "birth_year"),
    ("family_metaphone", "postal_area"),
    ("given_sound", "birth_place"),
    ("given_sound", "postal_area"),
    ("family_sound", "occupation"),
    ("birth_place", "occupation"),
    ("birth_date", "occupation"),
    ("birth_year", "postal_area"),
    ("given_sound", "city"),
    ("family_sound", "postal_area"),
    ("birth_day", "given_sound"),
    ("birth_day", "family_sound"),
    ("organization_slips",),
    ("organization_two_words",),
    ("name_slips",),
    ("name_two_words",),
)
"""Candidate rules, the most telling first."""

EVERYTHING = ("entity_type",)
"""The rule under which all persons are compared with all, and all organisations with all."""

SMALL = 300_000
"""Up to so many pairs no blocking is needed."""

GROWTH = 4
"""How far a rule of a reused model may outgrow the budget before it is refused."""

NARROWER = ("birth_year", "postal_area", "given_initial", "city", "birth_place")
"""Columns that make an exploding rule stricter, tried in this order."""


@dataclass(frozen=True)
class BlockingRule:
    """Pairs that agree on all `columns` (or keys made of columns); `pairs` is how many that were when it was
    counted."""

    columns: tuple[str, ...]
    pairs: int


@dataclass(frozen=True)
class BlockingPlan:
    """The rules in use, and those refused because they would have compared too many pairs."""

    rules: tuple[BlockingRule, ...]
    refused: tuple[BlockingRule, ...]


@dataclass(frozen=True)
class PairBudget:
    """How many pairs one rule and all rules together may compare."""

    per_rule: int
    total: int

    @classmethod
    def for_records(cls, records: int) -> PairBudget:
        """The default budget for that many records: generous for small data, about linear for large."""
        return cls(per_rule=200_000 + 12 * records, total=1_000_000 + 60 * records)


def plan_blocking(
    connection: duckdb.DuckDBPyConnection, filled: Iterable[str], budget: PairBudget
) -> BlockingPlan:
    """Choose from the candidate rules on `filled` columns of `features` those that fit the budget."""
    columns_at_hand = set(filled)
    everything = BlockingRule(EVERYTHING, count_pairs(connection, EVERYTHING))
    if everything.pairs <= SMALL:
        return BlockingPlan((everything,), ())
    rules: list[BlockingRule] = []
    refused: list[BlockingRule] = []
    spent = 0
    for columns in CANDIDATES:
        if not columns_at_hand.issuperset(columns_of(columns)) or any(
            set(rule.columns) <= set(columns) for rule in rules
        ):
            continue
        limit = min(budget.per_rule, budget.total - spent)
        for attempt in _attempts(columns, columns_at_hand):
            rule = BlockingRule(attempt, count_pairs(connection, attempt))
            if rule.pairs <= limit:
                break
            refused.append(rule)
        else:
            continue
        if rule.pairs and rule.columns not in {chosen.columns for chosen in rules}:
            rules.append(rule)
            spent += rule.pairs
    return BlockingPlan(tuple(rules), tuple(refused))


def recheck_blocking(
    connection: duckdb.DuckDBPyConnection, rules: Iterable[BlockingRule], records: int
) -> BlockingPlan:
    """The rules of an earlier plan with their counts on `features` as they are now.

    Refused are those that have come to compare more than GROWTH times the pairs that a new plan would allow.
    """
    limit = GROWTH * PairBudget.for_records(records).per_rule
    counted = [BlockingRule(rule.columns, count_pairs(connection, rule.columns)) for rule in rules]
    return BlockingPlan(
        tuple(rule for rule in counted if rule.pairs <= limit),
        tuple(rule for rule in counted if rule.pairs > limit),
    )


def _attempts(columns: tuple[str, ...], filled: set[str]) -> list[tuple[str, ...]]:
    extra = [column for column in NARROWER if column in filled and column not in columns]
    return [columns, *((*columns, column) for column in extra)]


def count_pairs(connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> int:
    """The number of pairs in `features` of one entity type that agree on all `columns`.

    A pair that has several keys in common counts as often.
    """
    spellings = spellings_of(columns)
    one_spelling = _count_agreeing(connection, (*columns, *spellings)) if spellings else 0
    return _count_agreeing(connection, columns) - one_spelling


def _count_agreeing(connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> int:
    names = ", ".join(f"key_{place}" for place in range(len(columns)))
    [(count,)] = connection.execute(
        f"SELECT coalesce(sum(records * (records - 1) / 2), 0)::BIGINT"
        f" FROM (SELECT count(*)::HUGEINT AS records FROM ({keys_sql(columns)}) GROUP BY {names},"
        f" entity_type)"
    ).fetchall()
    return int(count)


def pairs_sql(rules: Iterable[BlockingRule], new: str = "features") -> str:
    """SQL for the distinct candidate pairs: join_key_l < join_key_r, and `rules`, a bit per rule that holds.

    `new` names the feature table of the records to compare with all; with the default, all with all.
    """
    selects = [_rule_sql(place, rule.columns, new) for place, rule in enumerate(rules)]
    if not selects:  # records that agree on nothing
        return "SELECT 0::BIGINT AS join_key_l, 0::BIGINT AS join_key_r, 0::BIGINT AS rules LIMIT 0"
    return (
        "SELECT join_key_l, join_key_r, bit_or(rule) AS rules FROM ("
        + " UNION ALL ".join(selects)
        + ") GROUP BY join_key_l, join_key_r"
    )


def _rule_sql(place: int, columns: tuple[str, ...], new: str) -> str:
    spellings = spellings_of(columns)
    keys = (*columns, *spellings)
    compared = [f"l.key_{key} {'=' if key < len(columns) else '<>'} r.key_{key}" for key in range(len(keys))]
    both = "l.record_no < r.record_no" if new == "features" else "l.record_no <> r.record_no"
    return (
        "SELECT least(l.record_no, r.record_no) AS join_key_l,"
        " greatest(l.record_no, r.record_no) AS join_key_r,"
        f" {1 << place}::BIGINT AS rule FROM ({keys_sql(keys, new)}) AS l JOIN ({keys_sql(keys)}) AS r"
        f" ON {' AND '.join(compared)} AND l.entity_type = r.entity_type WHERE {both}"
    )
