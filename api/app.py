"""The web application: GraphQL at /graphql, /healthz and /readyz."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.requests import HTTPConnection
from fastapi.responses import JSONResponse

from api.gql.context import Context
from api.gql.http import Router
from api.gql.limits import Limits
from api.gql.loaders import Loaders
from api.gql.schema import build_schema
from api.gql.types.customer import customer_from
from api.readiness import check_journal, check_store
from graph.errors import CkgError, IdentityError, IngestError, JournalError, MappingError, StoreError
from graph.identity.lookup.lookup import Lookups
from graph.settings import Settings
from graph.store_async import AsyncStore

log = logging.getLogger("ckg.api")

STATUS: tuple[tuple[type[CkgError], int], ...] = (
    (StoreError, 503),
    (JournalError, 503),
    (MappingError, 422),
    (IngestError, 422),
    (IdentityError, 409),
    (CkgError, 500),
)
"""From exception to status; the first that fits counts."""


def _store(connection: HTTPConnection) -> AsyncStore:
    store: AsyncStore = connection.app.state.store
    return store


def _settings(connection: HTTPConnection) -> Settings:
    settings: Settings = connection.app.state.settings
    return settings


CurrentStore = Annotated[AsyncStore, Depends(_store)]
CurrentSettings = Annotated[Settings, Depends(_settings)]


def create_app(settings: Settings) -> FastAPI:
    """The application on the store and journal that the settings name; the store is opened at start."""
    app = FastAPI(
        title="Customer knowledge graph",
        lifespan=_lifespan,
        docs_url="/docs" if settings.development else None,
        redoc_url=None,
        openapi_url="/openapi.json" if settings.development else None,
    )
    app.state.settings = settings
    app.add_exception_handler(CkgError, _answer_error)
    app.include_router(_graphql(settings), prefix="/graphql")
    app.get("/healthz")(healthz)
    app.get("/readyz")(readyz)
    return app


def limits_of(settings: Settings) -> Limits:
    """The limits of GraphQL operations that the settings name."""
    return Limits(
        depth=settings.graphql_depth,
        cost=settings.graphql_cost,
        page=settings.graphql_page,
        seconds=settings.graphql_seconds,
        introspection=settings.development or settings.graphql_introspection,
    )


async def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


async def readyz(store: CurrentStore, settings: CurrentSettings) -> JSONResponse:
    """200 when store and journal can be used, 503 with the reason of each that cannot."""
    checks = {"store": check_store(store), "journal": asyncio.to_thread(check_journal, settings)}
    problems = dict(zip(checks, await asyncio.gather(*checks.values()), strict=True))
    ready = not any(problems.values())
    body = {"ready": ready, **{name: problem or "ok" for name, problem in problems.items()}}
    return JSONResponse(body, status_code=200 if ready else 503)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with await AsyncStore.open(app.state.settings) as store:
        app.state.store = store
        yield


def _graphql(settings: Settings) -> Router:
    limits = limits_of(settings)
    lookups = Lookups(settings)

    async def context(store: CurrentStore) -> Context:
        return Context(store, Loaders(store, customer_from), limits, settings, lookups)

    return Router(
        build_schema(limits),
        context_getter=context,
        graphql_ide="graphiql" if settings.development else None,
    )


async def _answer_error(request: Request, error: Any) -> JSONResponse:
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    log.warning("%s: %s, status %s", request.url.path, type(error).__name__, status)
    body = {"code": type(error).__name__, "message": error.message, "hint": error.hint}
    return JSONResponse(body, status_code=status)
