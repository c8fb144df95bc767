"""Batched reads for resolvers: what a whole level of an operation needs is asked in one statement.

Operations that are compiled as a whole (`api.gql.compile`) do without.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from strawberry.dataloader import DataLoader
from strawberry.types import get_object_definition

import cypher
from api.gql.compile.fields.objects import Maker, Objects
from api.gql.compile.fields.selection import as_map
from api.gql.compile.lists.statements import edge_scope
from api.gql.compile.statement.columns import Scope, as_time, label_of, takes_void
from api.gql.compile.statement.drafts import Draft, Source, StatementPart, constant, subquery
from api.gql.compile.statement.fragments import (
    Fragment,
    customer_by_identifier,
    customers_by_identifiers,
    packaged,
    starts_by_key,
)
from api.gql.compile.statement.referral_walks import referrals_around, referrals_of_many
from api.gql.compile.statement.relations import RELATIONS, Choice, Relation
from api.gql.compile.statement.starts import by_key, ids_of, start_of
from api.gql.times import moment
from cypher import Mode, Query
from graph.model import MODEL
from graph.model.links import CUSTOMER, Link
from graph.model.revenue import VOID
from graph.model.types import Property, PropertyType
from graph.store_async import AsyncStore

if TYPE_CHECKING:
    from api.gql.types.customer import Customer

Columns = Callable[[Scope], tuple[str, Maker]]
Items = DataLoader[Any, list[Any]]
_CURRENT = Relation("customer_current", node="customer")


@dataclass(frozen=True)
class ReferralSelection:
    """Which referrals of a customer to follow: which ways, how many of each, the earliest first, and which of
    their properties are told."""

    ways: tuple[str, ...]
    first: int
    told: tuple[str, ...]


class Loaders:
    """The reads of one operation; each field with its arguments has a loader of its own."""

    def __init__(self, store: AsyncStore, objects: Objects) -> None:
        self._store = store
        self._objects = objects
        self._loaders: dict[tuple[Any, ...], Items] = {}

    def anew(self) -> "Loaders":
        """Loaders that have not read anything yet."""
        return Loaders(self._store, self._objects)

    def forget(self) -> None:
        """Let go of what was read: who asks again reads again.

        Loaders and this refer to each other, so without it all that was read waits for the garbage collector.
        """
        self._loaders = {}

    async def related(self, parent: Any, name: str, **arguments: Any) -> list[Any]:
        """The objects that a field of an object leads to."""
        type_name = get_object_definition(type(parent), strict=True).name
        target = self._objects.target(type_name, name)
        columns = lambda scope: self._objects.columns(target, scope)  # noqa: E731
        return await self._found(type_name, parent, name, columns, arguments)

    async def owner(self, parent: Any) -> "Customer | None":
        """The customer that an object's field `customer` leads to; null when there is none."""
        found: list[Customer] = await self.related(parent, "customer")
        return found[0] if found else None

    async def rows(self, parent: Any, name: str) -> list[dict[str, Any]]:
        """The rows that a field of an object is made of; times are text."""
        type_name = get_object_definition(type(parent), strict=True).name
        return await self._found(type_name, parent, name, lambda scope: (as_map(scope), dict), {})

    async def customers(self, ids: Iterable[str]) -> "list[Customer | None]":
        """The customers with these ids, aliases resolved, in the same order."""
        columns = lambda scope: self._objects.columns("Customer", scope)  # noqa: E731
        found = await self._loader("Customer", _CURRENT, columns, {}).load_many(list(ids))
        return [items[0] if items else None for items in found]

    async def current_ids(self, ids: Sequence[str]) -> list[str | None]:
        """Ids as they are now, aliases resolved, in the same order; None for what the graph does not have."""
        now = dict(await self._store.answer(cypher.load("read/customers_now"), ids=list(ids)))
        return [now.get(each) for each in ids]

    async def customer(self, customer_id: str) -> "Customer | None":
        """The customer with this id, or the one that took its place; null when there is none."""
        return (await self.customers([customer_id]))[0]

    async def customer_by_identifier(self, kind: str, value: str) -> "Customer | None":
        """The customer whose records used an identifier last."""
        part = customer_by_identifier(kind)
        found: list[Customer] = await self._all(part, "customer", "Customer", {"value": value})
        return found[0] if found else None

    async def customers_by_identifiers(self, kind: str, values: Sequence[str]) -> list[tuple[str, str]]:
        """Pairs of an identifier value and a customer whose records use it, by id, the latest use first."""
        draft, sources = _draft({"values": list(values)})
        text, names = draft.written(customers_by_identifiers(kind), sources)
        found = f"[{names['value']}, {names['customer']}.id]"
        rows = await self._answer(draft, [text, f"RETURN collect({found}) AS answer"])
        return [(value, customer) for value, customer in rows]

    async def node(self, type_name: str, key: Any) -> Any:
        """The object of a type that mirrors a node kind, by its key; null when there is none."""
        part = starts_by_key(label_of(type_name) or "")
        found = await self._all(part, "start", type_name, {"ids": ids_of([key])})
        return found[0] if found else None

    async def by_key(self, label: str, key: tuple[str, ...]) -> Any:
        """The object of a kind with a key; null when there is none. For a retired customer its successor."""
        if label == CUSTOMER:
            return await self.customer(key[0])
        return await self.node(label, key if len(key) > 1 else key[0])

    async def identity_runs(self, first: int) -> list[Any]:
        """Identity runs, the latest first."""
        return await self._all(packaged("relation/identity_runs"), "run", "IdentityRun", {"first": first})

    def referrals(self, follow: ReferralSelection) -> Items:
        """The loader of the referrals of many customers: for each way a list of rows, which hold the id of
        the customer at the other end and what is told; empty ones for a customer who is not there."""
        return self._loaders.setdefault(("referrals", follow), DataLoader(partial(self._followed, follow)))

    async def current_with_referrals(self, customer: str, follow: ReferralSelection) -> str | None:
        """The id of a customer as it is now; None when there is none.

        One statement asks for their referrals, and for those of everybody at the other ends of these:
        `referrals` has them from now on.
        """
        statement = referrals_around(follow.ways, follow.told)
        values = statement.values(id=customer, first=follow.first)
        rows = await self._store.answer(statement.query, **values)
        if not rows:
            return None
        self.referrals(follow).prime_many(dict(rows[0]))
        return str(rows[0][0][0])

    def batched(self, name: str, load: Callable[[list[Any]], Awaitable[list[list[Any]]]]) -> Items:
        """The loader with a name, which `load` gives what many keys lead to."""
        return self._loaders.setdefault((name,), DataLoader(load))

    async def listed(
        self, link: Link, parent: Any, page: StatementPart
    ) -> tuple[list[list[Any]], list[Any], list[dict[str, Any]]]:
        """Of a page of a list the rows, which begin with their place, the nodes, and what the edges carry."""
        draft, lines, variables = self._begun(link, parent, page)
        node, make = self._objects.columns(link.end, Scope(node=variables["node"]))
        edge = ", ".join(_carried(edge_scope(link, variables), link.edge_properties))
        row = f"[{variables['key']}, {variables['ties']}, {node}, [{edge}]]"
        rows = await self._answer(draft, [*lines, f"RETURN collect({row}) AS answer"])
        edges = [_edge(link, row[3]) for row in rows]
        return rows, [make(row[2]) for row in rows], edges

    async def answer(self, link: Link, parent: Any, part: StatementPart) -> Any:
        """The answer of a statement that is about all of a list; None where the object is gone."""
        found = await self._answers(link, parent, part)
        return found[0] if found else None

    async def keys(self, link: Link, part: StatementPart) -> list[str]:
        """The ids that a statement about a list of all nodes of a kind answers."""
        found: list[str] = await self._answers(link, None, part)
        return found

    async def _answers(self, link: Link, parent: Any, part: StatementPart) -> Any:
        draft, lines, variables = self._begun(link, parent, part)
        return await self._answer(draft, [*lines, f"RETURN collect({variables['answer']}) AS answer"])

    def _begun(self, link: Link, parent: Any, part: StatementPart) -> tuple[Draft, list[str], dict[str, str]]:
        """A draft with a part of a statement, from the node of an object where the list leads from one."""
        draft = Draft()
        if link.start is None:
            text, variables = draft.written(part.part, part.sources)
            return draft, [text], variables
        starts = starts_by_key(link.start)
        names = {name: draft.name(name) for name in sorted(starts.variables)}
        key = tuple(getattr(parent, name) for name in MODEL.node[link.start].key)
        ids = draft.parameter(constant(ids_of([key if len(key) > 1 else key[0]])))
        text, variables = draft.written(part.part, part.sources, {"start": names["start"]})
        return draft, [starts.written(names, {"ids": ids}), text], variables

    async def _found(
        self, type_name: str, parent: Any, name: str, columns: Columns, arguments: dict[str, Any]
    ) -> list[Any]:
        relation = RELATIONS[(type_name, name)]
        if isinstance(relation, Choice):
            relation = relation.relations[arguments.pop(relation.argument)]
        label, parts = start_of(type_name, relation)
        key = tuple(getattr(parent, part) for part in parts)
        loader = self._loader(label, relation, columns, arguments)
        return await loader.load(key if len(key) > 1 else key[0])

    def _loader(
        self, label: str, relation: Relation, columns: Columns, arguments: Mapping[str, Any]
    ) -> Items:
        key = (id(relation), *arguments.items())
        if key not in self._loaders:
            draft, sources = _draft({**relation.fixed, **arguments})
            starts = starts_by_key(label)
            names = {name: draft.name(name) for name in sorted(starts.variables)}
            text, variables = draft.written(relation.part, sources, {"start": names["start"]})
            row, make = columns(Scope.of(relation, variables))
            block = subquery(names["start"], [text, f"RETURN collect({row}) AS items"])
            start = starts.written(names, {"ids": "ids"})
            lines = [start, block, f"RETURN collect([{names['id']}, items]) AS answer"]
            self._loaders[key] = DataLoader(partial(self._items, draft, lines, make))
        return self._loaders[key]

    async def _items(
        self, draft: Draft, lines: list[str], make: Maker, keys: Sequence[Any]
    ) -> list[list[Any]]:
        rows = by_key(await self._answer(draft, lines, ids=ids_of(keys)))
        return [[make(item) for item in rows.get(key, (key, []))[1]] for key in keys]

    async def _followed(self, follow: ReferralSelection, ids: Sequence[str]) -> list[list[Any]]:
        statement = referrals_of_many(follow.ways, follow.told)
        values = statement.values(ids=ids, first=follow.first)
        found = dict(await self._store.answer(statement.query, **values))
        return [found.get(each) or [[] for _ in follow.ways] for each in ids]

    async def _all(self, part: Fragment, node: str, type_name: str, values: Mapping[str, Any]) -> list[Any]:
        draft, sources = _draft(values)
        text, variables = draft.written(part, sources)
        row, make = self._objects.columns(type_name, Scope(node=variables[node]))
        rows = await self._answer(draft, [text, f"RETURN collect({row}) AS answer"])
        return [make(row) for row in rows]

    async def _answer(self, draft: Draft, lines: list[str], **further: Any) -> Any:
        values = {name: source(None) for name, source in draft.parameters.items()} | further
        text = "\n".join(lines)
        if takes_void(text):
            values[VOID] = self._objects.void
        query = Query("graphql/resolved", Mode.READ, tuple(values), "For a resolver.", text)
        return await self._store.answer(query, **values)


def _draft(values: Mapping[str, Any]) -> tuple[Draft, dict[str, Source]]:
    """An empty statement, and sources of parameters that have these values."""
    return Draft(), {name: constant(value) for name, value in values.items()}


def _carried(scope: Scope, properties: Iterable[Property]) -> list[str]:
    """What reads properties of an edge, times as text."""
    return [
        as_time(text) if each.type is PropertyType.TIME else text
        for each in properties
        if (text := scope.expression("", each.name))
    ]


def _edge(link: Link, values: list[Any]) -> dict[str, Any]:
    """What an edge carries, times as such."""
    return {
        each.name: moment(value) if each.type is PropertyType.TIME and value is not None else value
        for each, value in zip(link.edge_properties, values, strict=True)
    }
