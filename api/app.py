"""The web application: GraphQL at /graphql, messages at /v1/, /healthz, /readyz and /metrics."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.requests import HTTPConnection
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api.access.gate import LOOPBACK_HOSTS, METRICS, Access, Gate, principal_of
from api.endpoint import Endpoint, Posted
from api.gql.errors import described, outage
from api.intake.door import PREFIX, IntakeMiddleware
from api.intake.openapi import with_messages
from api.readiness import check_journal, check_store
from api.supervisor import keep_up
from api.telemetry import metrics
from api.telemetry.installation import Installation
from api.telemetry.requests import Requests
from api.telemetry.traces import FASTAPIS_OWN
from api.web.bodies import BoundedBody
from api.web.repeated_headers import RepeatedHeadersMiddleware
from api.web.shield import SecurityMiddleware
from graph.errors import (
    CkgError,
    DiskError,
    IdentityError,
    IngestError,
    JournalError,
    MappingError,
    NotFoundError,
    SettingsError,
    StoreError,
)
from graph.policy.principals import ForbiddenError
from graph.settings import Settings
from graph.store_async import AsyncStore
from ingest.live.messages import TYPES

log = logging.getLogger("ckg.api")

PATHS = frozenset(
    {"/graphql", "/healthz", "/readyz", METRICS, *(f"{PREFIX}{name}" for name in (*TYPES, "batch"))}
)
"""Paths that logs and metrics tell apart; any other could hold anything."""

STATUS: tuple[tuple[type[CkgError], int], ...] = (
    (StoreError, 503),
    (JournalError, 503),
    (DiskError, 503),
    (SettingsError, 503),
    (MappingError, 422),
    (IngestError, 422),
    (NotFoundError, 404),
    (IdentityError, 409),
    (ForbiddenError, 403),
    (CkgError, 500),
)
"""From exception to status; the first that fits counts."""


async def _store(connection: HTTPConnection) -> AsyncStore:
    store: AsyncStore = connection.app.state.store
    return store


async def _settings(connection: HTTPConnection) -> Settings:
    settings: Settings = connection.app.state.settings
    return settings


CurrentStore = Annotated[AsyncStore, Depends(_store)]
CurrentSettings = Annotated[Settings, Depends(_settings)]


def create_app(settings: Settings) -> FastAPI:
    """The application on the store and journal that the settings name; the store is opened at start."""
    app = FastAPI(
        title="Customer knowledge graph",
        lifespan=_lifespan,
        telemetry=FASTAPIS_OWN,
        docs_url="/docs" if settings.development else None,
        redoc_url=None,
        openapi_url="/openapi.json" if settings.development else None,
    )
    app.state.settings = settings
    described_routes = app.openapi
    app.openapi = lambda: with_messages(described_routes())  # type: ignore[method-assign]  # as FastAPI's docs do
    # The last one added is the outermost.
    access = Access(settings)
    graphql = Endpoint(settings, access, lambda: app.state.store)
    app.add_middleware(Posted, path="/graphql", answer=graphql.answer, told=_answer_error)
    app.add_middleware(Gate, access=access)
    app.add_middleware(BoundedBody, limit=settings.body_bytes, seconds=settings.body_seconds)
    app.add_middleware(IntakeMiddleware, settings=settings)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts_of(settings), www_redirect=False)
    app.add_middleware(RepeatedHeadersMiddleware)
    app.add_middleware(SecurityMiddleware)
    app.add_middleware(Requests, paths=PATHS)
    app.add_exception_handler(CkgError, _answer_error)
    app.add_route("/graphql", graphql.answer, methods=["GET", "POST"], include_in_schema=False)
    app.add_api_websocket_route("/graphql", graphql.connect)
    app.add_route(METRICS, _metrics(settings, access), methods=["GET"], include_in_schema=False)
    app.get("/healthz")(healthz)
    app.get("/readyz")(readyz)
    return app


def hosts_of(settings: Settings) -> tuple[str, ...]:
    """Host names under which the API answers. Any other could be one that another site has turned to this
    machine, to read the answers as its own (DNS rebinding)."""
    return tuple(dict.fromkeys((*LOOPBACK_HOSTS, *settings.hosts)))


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
    settings: Settings = app.state.settings
    async with await AsyncStore.open(settings) as store:
        app.state.store = store
        if settings.neo4j_uri is not None:  # its operators look after it
            yield
            return
        watch = asyncio.create_task(keep_up(store, settings))
        yield
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


def _metrics(settings: Settings, access: Access) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of metrics."""
    installation = Installation(settings)

    async def endpoint(request: Request) -> Response:
        if not settings.metrics_open and not access.may_operate(principal_of(request)):
            raise ForbiddenError(
                "/metrics needs the role admin.", "Or let everybody see it: CKG_METRICS_OPEN."
            )
        gauges = await asyncio.to_thread(installation.gauges, request.app.state.store.endpoint)
        return Response(metrics.exposition(gauges), media_type=CONTENT_TYPE_LATEST)

    return endpoint


async def _answer_error(request: Request, error: Any) -> JSONResponse:
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    log.warning("%s: %s", request.url.path, described(error))
    told = outage(error)
    body = {
        "code": type(error).__name__,
        "message": told or error.message,
        "hint": None if told else error.hint,
    }
    return JSONResponse(body, status_code=status)
