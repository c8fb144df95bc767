"""In which areas identifiers are somebody's, told without a look at every one of them."""

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from api.gql.resolving.areas import Areas
from cypher import load
from graph.model.schema import apply_schema
from graph.store import Store
from graph.store_async import AsyncStore
from tests.support.plans import scans
from tests.support.stores import writing

VALUES = {
    "Account": [
        *(
            f"{realm}:{n}"
            for realm in ("shop", "shop-eu", "shop eu", "shop;x", "Ärzte", "ɐ", "ｓｈｏｐ", "𐐷")
            for n in range(9)
        ),
        "app:",
        "app:a:b",
        "none",
        "shop",
    ],
    "SocialHandle": ["instagram:mary"],
    "Document": ["passport:DE:1", "passport:DE:2", "passport::3", "passport:AT:x:y", "id_card:DE:1"],
}
AREAS = {
    "account": sorted(["shop", "shop-eu", "shop eu", "shop;x", "Ärzte", "ɐ", "ｓｈｏｐ", "𐐷", "app"]),
    "handle": ["instagram"],
    "document": ["id_card:DE", "passport:", "passport:AT", "passport:DE"],
}


def test_every_area_is_found_by_a_value_of_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    apply_schema(store)
    for label, values in VALUES.items():
        query = writing(f"UNWIND $rows AS row CREATE (:{label} {{value: row.value}})", "rows")
        store.write_batches(query, [{"value": value} for value in values])

    areas, statements = asyncio.run(read(store))

    assert areas == AREAS
    assert statements < len(VALUES["Account"])  # two for an area or a value of none
    account = load("read/any_account")
    assert scans(store, account, {"above": "", "below": "z"}) == []

    monkeypatch.setattr("api.gql.resolving.areas.MOST_STATEMENTS", 5)
    some, statements = asyncio.run(read(store))

    assert statements <= 5 * 4  # of four kinds
    assert some["handle"] == ["instagram"]
    assert len(some["account"]) < len(AREAS["account"])


async def read(store: Store) -> tuple[Mapping[str, Sequence[str]], int]:
    """The areas, and the number of statements that it took."""
    async with await AsyncStore.connect(store.endpoint) as reading:
        before = reading.queries_sent
        return await Areas().of(reading), reading.queries_sent - before
