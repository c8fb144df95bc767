"""What is to be said of one record and each of its neighbours: the model's weight, rule links, vetoes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pyarrow as pa

from graph.identity.evidence.persons import DESCRIBED, PERSON_COLUMNS
from graph.identity.lookup.rule_links import FoundLinks, RuleLinks
from graph.identity.lookup.sql_in_python import Row, python_function, selected
from graph.identity.lookup.vetoes import Vetoes, account_names
from graph.identity.lookup.weights import PairWeights
from graph.identity.model.matching import Matching
from graph.identity.rules import Rules


@dataclass(frozen=True)
class PairVerdict:
    """What is to be said of the record in question and a stored one.

    `number` and `place` are the stored record's in the index, `customer_key` is the key of its customer;
    `judgement` is what a steward ruled on the two; `nameless` tells whether neither says who it is.
    """

    record_id: str
    customer_id: str
    customer_key: int
    number: int
    weight: float | None
    place: int = -1
    rules: tuple[str, ...] = ()
    veto: str | None = None
    judgement: str | None = None
    nameless: bool = False


class Judge:
    """Holds a record against others under one model and its rules; any number of threads may ask."""

    def __init__(self, matching: Matching, rules: Rules, overruled: Collection[tuple[str, str]] = ()) -> None:
        self._weights = PairWeights(matching.model)
        self._links = RuleLinks(rules, matching.family_kinds, overruled)
        self._vetoes = Vetoes(matching.vetoes, rules.exclusive_documents)
        self._described = python_function(DESCRIBED, "f")
        self._person = selected(PERSON_COLUMNS, "f")
        self._columns = sorted({*self._weights.columns, *_SAID, "name_key", "organization", "birth_date"})

    def weigh(self, asked: Row, neighbours: pa.Table) -> list[PairVerdict]:
        """The model's weight of each pair, null where one says nothing of who it is."""
        columns = [neighbours.column(name).to_pylist() for name in self._columns]
        verdicts, mine = [], self._described(asked)
        for values in zip(*columns, strict=True):
            row = dict(zip(self._columns, values, strict=True))
            theirs = self._described(row)
            weight = self._weights.weight(asked, row) if mine and theirs else None
            found = row["record_id"], row["customer_id"], row["customer_key"], row["record_no"]
            verdicts.append(PairVerdict(*found, weight=weight, nameless=not (mine or theirs)))
        return verdicts

    def links(self, asked: Row, users: pa.Table) -> FoundLinks:
        """The links that rules make to `users`, all that share a value with the one asked for."""
        return self._links.found(self._as_person(asked), [self._as_person(row) for row in users.to_pylist()])

    def vetoes(self, asked: Row, suspects: pa.Table, neighbours: pa.Table) -> dict[str, str]:
        """By record, why it must not be one with the one asked for, for those of `suspects` that must not."""
        person = self._as_person(asked)
        uses_account = any(use["kind"] == "account" for use in person["used"] or ())
        everyone = neighbours.to_pylist() if uses_account else []
        names = account_names([person, *(self._as_person(row) for row in everyone)])
        reasons = {
            row["record_id"]: self._vetoes.reason(person, self._as_person(row), names)
            for row in suspects.to_pylist()
        }
        return {record: reason for record, reason in reasons.items() if reason}

    def two_people(self, some: pa.Table, others: pa.Table) -> bool:
        """Whether any of some records, that say who they are, is another person than any of others, by what
        counts where rules alone bring them together."""
        one, other = ([self._as_person(row) for row in rows.to_pylist()] for rows in (some, others))
        return any(self._links.two_people(left, right) for left in one for right in other)

    def _as_person(self, row: Row) -> Row:
        person = {name: value(row) for name, value in self._person.items()}
        return person | {"given_common": row["given_common"], "used": row["used"]}


_SAID = ("record_id", "customer_id", "customer_key", "record_no")
