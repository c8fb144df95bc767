"""Batched reads: what a whole level of an operation needs is asked in one query of the store."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from strawberry.dataloader import DataLoader

from cypher import load
from graph.store import Row
from graph.store_async import AsyncStore

if TYPE_CHECKING:
    from api.gql.types.customer import Customer

Lists = DataLoader[Any, list[Row]]
MakeCustomer = Callable[[Mapping[str, Any]], "Customer"]


class Loaders:
    """The loaders of one operation; each kind of list and its arguments has a loader of its own.

    A packaged query behind a loader takes `ids` and answers rows of `id` and `items`, a list of maps
    in their final order. Ids without a row have an empty list.
    """

    def __init__(self, store: AsyncStore, make_customer: MakeCustomer) -> None:
        self.make_customer = make_customer
        self._store = store
        self._lists: dict[tuple[str, tuple[tuple[str, Any], ...]], Lists] = {}

    def lists(self, query: str, **params: Any) -> Lists:
        """The loader that asks a packaged query with these parameters for many ids at once."""
        key = (query, tuple(params.items()))
        if key not in self._lists:
            self._lists[key] = DataLoader(lambda ids: self._load(query, ids, params))
        return self._lists[key]

    async def customer(self, customer_id: str) -> "Customer | None":
        """The customer with this id, or the one that took its place; null when there is none."""
        return await self.owner("read/customers_by_ids", customer_id)

    async def customers(self, ids: Iterable[str]) -> "list[Customer | None]":
        """The customers with these ids, aliases resolved, in the same order."""
        found = await self.lists("read/customers_by_ids").load_many(list(ids))
        return [self.make_customer(items[0]) if items else None for items in found]

    async def owner(self, query: str, key: str) -> "Customer | None":
        """The customer that a query finds for a key, such as the one who placed an order."""
        items = await self.lists(query).load(key)
        return self.make_customer(items[0]) if items else None

    async def _load(self, query: str, ids: Sequence[Any], params: Mapping[str, Any]) -> list[list[Row]]:
        rows = await self._store.run(load(query), ids=list(ids), **params)
        found = {_hashable(row["id"]): row["items"] for row in rows}
        return [found.get(_hashable(key), []) for key in ids]


def _hashable(key: Any) -> Any:
    """Compound keys go to the store as lists and come back as lists."""
    return tuple(key) if isinstance(key, list) else key
