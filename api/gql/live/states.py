"""What a subscription remembers of a customer, and how one state of it differs from the next."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import cypher
from api.gql.declare import described_enum
from api.gql.kinds.names import BOOKKEEPING
from graph.model.scores import SCORE_PROPERTIES
from graph.store import Row
from graph.store_async import AsyncStore

_SCORES = frozenset(each.name for each in SCORE_PROPERTIES)


@described_enum(
    "What became of a customer.",
    BEGINNING="Nothing: the customer as it is when the subscription begins; what comes after it is told",
    GOLDEN_RECORD="A value of the golden record, or a number about orders and referrals, is another",
    SCORES="Scores (of the referral network, of value) are others, and nothing else is",
    MERGED="It is one with others now, or went on into another",
    SPLIT="Records of it belong to others now, or a merge was undone",
    ERASED="It is no more: nothing of it is left",
)
class ChangeKind(StrEnum):
    """Kinds of changes; of several the last in this order is told."""

    BEGINNING = "beginning"
    SCORES = "scores"
    GOLDEN_RECORD = "golden_record"
    SPLIT = "split"
    MERGED = "merged"
    ERASED = "erased"


@dataclass(frozen=True)
class State:
    """A customer at some time: its id, retired ids and records, and digests of its values and scores."""

    id: str
    former: frozenset[str]
    records: frozenset[str]
    values: str
    scores: str

    @classmethod
    def of(cls, row: Row) -> Self:
        """The state that a row of `read/customers_watched` says."""
        stored = {name: value for name, value in row["properties"].items() if name not in BOOKKEEPING}
        scores = {name: stored.pop(name) for name in _SCORES & stored.keys()}
        return cls(
            stored["id"],
            frozenset(row["former"]),
            frozenset(row["records"]),
            _digest(stored),
            _digest(scores),
        )

    def lost(self, now: "State | None") -> frozenset[str]:
        """Records that were there and are not any more."""
        return self.records - (now.records if now else frozenset())


def kind_of(before: State, now: State | None, others: Sequence[str]) -> ChangeKind | None:
    """What became of a customer; None for nothing. `others` have records now that it has lost."""
    if now is None or (before.records and not now.records and not others):
        return ChangeKind.ERASED
    if now.id != before.id:  # the id that was asked for is of its own again, or of another customer's
        return ChangeKind.SPLIT if now.id in before.former else ChangeKind.MERGED
    if now.former - before.former:
        return ChangeKind.MERGED
    if others or before.former - now.former:
        return ChangeKind.SPLIT
    if (now.values, now.records) != (before.values, before.records):
        return ChangeKind.GOLDEN_RECORD
    return ChangeKind.SCORES if now.scores != before.scores else None


async def read_states(store: AsyncStore, ids: Sequence[str]) -> list[State | None]:
    """Customers as they are now, in the same order; None for each that the graph does not have."""
    rows = await store.run(cypher.load("read/customers_watched"), ids=list(ids))
    found = {row["id"]: State.of(row) for row in rows}
    return [found.get(each) for each in ids]


async def owners_of(store: AsyncStore, records: Sequence[str]) -> list[str]:
    """Ids of the customers that records, source:source_id, belong to now."""
    keys = [list(each.partition(":")[::2]) for each in records]
    return [row["id"] for row in await store.run(cypher.load("read/record_owners"), records=keys)]


def _digest(values: dict[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()
