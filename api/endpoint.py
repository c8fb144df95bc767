"""The endpoint of GraphQL: what requests and connections to `/graphql` are answered with."""

import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Literal

from fastapi import Request, Response
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL

from api.access.gate import Access, principal_of
from api.gql.compile.execution.shared_reads import PATIENCE, SharedReads
from api.gql.compile.fields.objects import Objects
from api.gql.limits.bill import settle
from api.gql.limits.budget import Budget
from api.gql.limits.limits import Limits
from api.gql.live.feed import StateFeed
from api.gql.live.slots import Slots
from api.gql.pages.cursors import Cursors
from api.gql.resolving.context import Context, SharedContext
from api.gql.resolving.loaders import Loaders
from api.gql.schema import build_schema, take_declared
from api.gql.transport.http import Router
from api.gql.transport.idempotency import Replays
from api.gql.transport.media import wants_events
from api.gql.transport.persisted import Persisted
from api.gql.transport.sockets import INIT_SECONDS
from api.headers import header
from graph.errors import CkgError
from graph.identity.lookup.lookup import Lookups
from graph.journal import Journal
from graph.search.search import Search
from graph.settings import Settings
from graph.store_async import AsyncStore


class Endpoint:
    """Answers operations; without FastAPI's injection, which takes longer than many a query."""

    def __init__(self, settings: Settings, access: Access, store: Callable[[], AsyncStore]) -> None:
        limits = limits_of(settings)
        schema = build_schema(limits, Cursors.of(settings.home))
        take_declared(schema, settings)
        most = settings.graphql_subscriptions
        self._store, self._access = store, access
        self._objects = Objects(schema)
        self._shared = SharedContext(
            limits,
            settings,
            Lookups(settings),
            search=Search(settings),
            budget=Budget.of(settings),
            feed=StateFeed(store, lambda: Journal.open(settings).last_additions()),
            slots=Slots(most, "subscriptions"),
            reads=SharedReads(min(PATIENCE, limits.seconds / 4)),
        )
        self._replays = Replays(settings.home)
        ide: Literal["graphiql"] | None = "graphiql" if settings.development else None
        self._view = Router(
            schema,
            Persisted.of(settings),
            access.known,
            Slots(most, "connections"),
            graphql_ide=ide,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
            max_subscriptions_per_connection=None,  # they are counted by who has them open
        )

    async def answer(self, request: Request) -> Response:
        """The answer to a request: one, or events for as long as there are any."""
        context = self._context(request)
        if wants_events(header(request.scope, b"accept")):
            events: Response = await self._view.run(request, context, None)
            return events
        begun, bill = time.perf_counter(), context.bill
        try:
            answer = await self._replays.answered(
                request, context.principal, bill, lambda: self._view.run(request, context, None)
            )
        finally:
            context.loaders.forget()
        settle(bill, answer, time.perf_counter() - begun)
        request.state.told = bill.told
        return answer

    async def connect(self, socket: WebSocket) -> None:
        """Serve a WebSocket until it is closed."""
        await self._view.run(socket, self._context(socket), None)

    def _context(self, connection: HTTPConnection) -> Context:
        store = self._store()
        still = partial(self._access.principal, connection.scope)
        return Context(principal_of(connection), store, Loaders(store, self._objects), self._shared, still)


class Posted:
    """Middleware that answers what is posted to an address before FastAPI looks for who should: that takes
    as long as what this program does for a small query.

    `told` makes the answer of an error.
    """

    def __init__(
        self,
        app: ASGIApp,
        path: str,
        answer: Callable[[Request], Awaitable[Response]],
        told: Callable[[Request, CkgError], Awaitable[Response]],
    ) -> None:
        self._app = app
        self._path, self._answer, self._told = path, answer, told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != self._path or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
        except CkgError as error:
            answer = await self._told(request, error)
        await answer(scope, receive, send)


def limits_of(settings: Settings) -> Limits:
    """The limits of GraphQL operations that the settings name."""
    return Limits(
        depth=settings.graphql_depth,
        cost=settings.graphql_cost,
        page=settings.graphql_page,
        seconds=settings.graphql_seconds,
        introspection=settings.development or settings.graphql_introspection,
    )
