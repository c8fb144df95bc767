"""Statements of walks over referrals: those of many customers, and those around one, two steps far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from api.gql.compile.statement.columns import Scope, as_time
from api.gql.compile.statement.drafts import Draft, Source, constant, subquery
from api.gql.compile.statement.fragments import packaged, starts_by_key
from api.gql.compile.statement.relations import referrals_of
from api.gql.kinds.names import edge_property_of
from cypher import Mode, Query
from graph.model.links import CUSTOMER
from graph.model.types import PropertyType


@dataclass(frozen=True)
class Statement:
    """A statement that is written once, and where the values of its parameters come from."""

    query: Query
    sources: Mapping[str, Source]

    @classmethod
    def of(cls, draft: Draft, lines: Iterable[str]) -> "Statement":
        """The statement of a draft, whose sources take the arguments by name."""
        names = tuple(draft.parameters)
        query = Query("graphql/referrals", Mode.READ, names, "Referrals of customers.", "\n".join(lines))
        return cls(query, draft.parameters)

    def values(self, **given: Any) -> dict[str, Any]:
        """The parameters for these arguments."""
        return {name: source(given) for name, source in self.sources.items()}


@cache
def referrals_of_many(ways: tuple[str, ...], told: tuple[str, ...]) -> Statement:
    """Of each of the customers `ids` the id and, for each way, a list of rows: the id of the customer at the
    other end and what is `told` of the referral, the first `first` in order of time."""
    draft = Draft()
    starts = starts_by_key(CUSTOMER)
    names = {name: draft.name(name) for name in sorted(starts.variables)}
    blocks, found = _followed(draft, ways, told, names["start"])
    ids = {"ids": draft.parameter(itemgetter("ids"))}
    answer = f"RETURN collect([{names['id']}, [{', '.join(found)}]]) AS answer"
    return Statement.of(draft, [starts.written(names, ids), *blocks, answer])


@cache
def referrals_around(ways: tuple[str, ...], told: tuple[str, ...]) -> Statement:
    """The same of the customer with an `id`, or the one that took its place, which comes first, and of the
    first `first` customers at the other ends."""
    draft = Draft()
    text, names = draft.written(packaged("relation/customer_by_id"), {"id": itemgetter("id")})
    start, row, far, further = names["customer"], *map(draft.name, ("row", "far", "further"))
    blocks, found = _followed(draft, ways, told, start)
    next_blocks, next_found = _followed(draft, ways, told, far)
    of_others = [
        f"UNWIND {' + '.join(found)} AS {row}",
        f"WITH DISTINCT {row}[0] AS {further}",
        f"LIMIT ${draft.parameter(itemgetter('first'))}",
        f"MATCH ({far}:Customer {{id: {further}}})",
        *next_blocks,
        f"RETURN collect([{far}.id, [{', '.join(next_found)}]]) AS {further}s",
    ]
    answer = f"[{start}.id, [{', '.join(found)}]] AS {row}, {further}s"
    lines = [text, *blocks, subquery(", ".join(found), of_others), f"WITH {answer}"]
    return Statement.of(draft, [*lines, f"RETURN collect([{row}] + {further}s) AS answer"])


def _followed(
    draft: Draft, ways: tuple[str, ...], told: tuple[str, ...], start: str
) -> tuple[list[str], list[str]]:
    """Subqueries that follow the referrals of a customer, one for each way, and names of what they find."""
    blocks, found = list[str](), list[str]()
    for relation in map(referrals_of, ways):
        sources: dict[str, Source] = {
            "first": itemgetter("first"),
            **{name: constant(value) for name, value in relation.fixed.items()},
        }
        text, variables = draft.written(relation.part, sources, {"start": start})
        scope = Scope.of(relation, variables)
        columns = ", ".join([f"{scope.objects['customer']}.id", *(_column(scope, name) for name in told)])
        found.append(draft.name("r"))
        blocks.append(subquery(start, [text, f"RETURN collect([{columns}]) AS {found[-1]}"]))
    return blocks, found


def _column(scope: Scope, name: str) -> str:
    """What reads a property of a referral, a time as text."""
    text = scope.expression("", name) or "null"
    return as_time(text) if edge_property_of("REFERRED", name).type is PropertyType.TIME else text
