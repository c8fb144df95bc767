"""The search for customers by what people remember of them."""

import asyncio
from collections.abc import Mapping
from typing import Any

import strawberry

from api.gql.codes import Code
from api.gql.compile.statement.drafts import Find
from api.gql.declare import resolved
from api.gql.errors import RequestError, bad_input
from api.gql.limits.blocking import SEARCHING
from api.gql.operations.finding import country_of
from api.gql.resolving.context import Context, Info
from api.gql.types.search import SearchHit
from graph.search.asking import Hit, Question
from ingest.asked.identifiers import LONGEST, values_meant

PATIENCE = 10.0
"""Seconds that a search waits for an index that has to be made first."""


@strawberry.type
class SearchQuery:
    """Where searches start."""

    @resolved(
        "Customers by a name or a part of it, an e-mail address, a phone number or any other identifier, "
        "best first; typing errors and spellings of umlauts do not matter. All words have to fit. With "
        "`country` only customers there, and national phone numbers are of it."
    )
    async def search(
        self, info: Info, text: str, first: int = 20, country: str | None = None
    ) -> list[SearchHit]:
        """The customers that fit best."""
        return await _in_the_graph(info, await _hits(info.context, text, first, country))


async def _hits(context: Context, text: str, first: int, country: str | None) -> list[Hit]:
    """What the index has; one that has to be made first is made to its end, whoever waits."""
    if not text.strip() or len(text) > LONGEST:
        raise bad_input(f"search takes a text of 1 to {LONGEST} letters.")
    where = country_of(context, country)
    question = Question(text, values_meant(text, where), where if country else None, first)
    searching = asyncio.create_task(SEARCHING.result(lambda: context.search.find(question)))
    try:
        return await asyncio.wait_for(asyncio.shield(searching), PATIENCE)
    except TimeoutError as error:
        searching.add_done_callback(lambda done: done.exception())
        told = "The index of names is being made; search again in a minute."
        raise RequestError(Code.UNAVAILABLE, told) from error


async def _in_the_graph(info: Info, hits: list[Hit]) -> list[SearchHit]:
    """The hits whose customers the graph has, each customer once."""
    now = await info.context.loaders.current_ids([hit.customer_id for hit in hits])
    best: dict[str, float] = {}
    for customer, hit in zip(now, hits, strict=True):
        if customer is not None:
            best.setdefault(customer, hit.score)
    return [SearchHit(customer_id=customer, score=score) for customer, score in best.items()]


async def _found(context: Context, arguments: Mapping[str, Any]) -> list[list[Any]]:
    hits = await _hits(context, arguments["text"], arguments["first"], arguments.get("country"))
    return [[hit.customer_id, hit.score, place] for place, hit in enumerate(hits)]


FINDS: Mapping[tuple[str, str], Find] = {("Query", "search"): _found}
"""What is found before a statement is sent, by GraphQL type and name of the field in Python."""
