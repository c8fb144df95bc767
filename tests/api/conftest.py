"""The application on a store that holds the small company, and a way to ask it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from api.app import create_app
from api.cli.installation.serving import server_config
from graph.entries import Identifier
from graph.settings import Settings
from graph.store import Store
from tests.api.company import found_company
from tests.support.budget import STORES
from tests.support.doubt import doubtful, moved
from tests.support.people import somebody
from tests.support.shared import made_once
from tests.support.stores import settings_of, wipe

SWITCHBOARD = Identifier("phone", "+4922112345")


@dataclass
class Client:
    """Asks the application over HTTP, within the event loop of a portal."""

    app: FastAPI
    http: AsyncClient
    portal: BlockingPortal

    def request(self, method: str, url: str, **options: Any) -> Response:
        """Any HTTP request."""
        return self.portal.call(partial(self.http.request, method, url, **options))

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """The answer's data; fails when there are errors."""
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def answer(self, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer."""
        body: dict[str, Any] = self.request(
            "POST", "/graphql", json={"query": query, "variables": variables}
        ).json()
        return body

    def codes(self, query: str, **variables: Any) -> list[str]:
        """The codes of the answer's errors."""
        return [error["extensions"]["code"] for error in self.answer(query, **variables).get("errors", [])]

    def count(self, query: str, **variables: Any) -> int:
        """How many store queries an operation takes."""
        before: int = self.app.state.store.queries_sent
        self.ask(query, **variables)
        after: int = self.app.state.store.queries_sent
        return after - before


@pytest.fixture(scope="session")
def in_doubt() -> Path:
    """An installation to be copied: two pairs in doubt, and a phone number that six people share."""
    callers = [somebody("call", number, SWITCHBOARD) for number in range(20, 26)]
    return made_once("in_doubt", lambda folder: doubtful(folder, moved("web", 2), moved("web", 7), *callers))


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the application on each of the two stores; its tests only read."""
    yield from _asking(request.getfixturevalue(f"{request.param}_session"), tmp_path_factory)


@pytest.fixture(scope="module", params=STORES)
def any_client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The same for what does not depend on the store, see `any_store`."""
    yield from _asking(request.getfixturevalue(f"{request.param}_session"), tmp_path_factory)


def _asking(store: Store, folders: pytest.TempPathFactory) -> Iterator[Client]:
    found_company(wipe(store))
    with running(settings_of(store.endpoint, folders.mktemp("home"))) as client:
        yield client


@pytest.fixture(scope="module")
def embedded_client(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of the application on the embedded store, which is empty; its tests only read."""
    store = wipe(embedded_session)
    with running(settings_of(store.endpoint, tmp_path_factory.mktemp("home"))) as client:
        yield client


@contextmanager
def running(settings: Settings) -> Iterator[Client]:
    """The application, started and stopped as a server would; patient unless the settings say more.

    A store that has just started plans each query for the first time, which takes long on a busy machine.
    """
    seconds = settings.graphql_seconds if "graphql_seconds" in settings.model_fields_set else 300.0
    app = create_app(settings.model_copy(update={"graphql_seconds": seconds}))
    http = AsyncClient(transport=ASGITransport(app), base_url="http://localhost")
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(app.router.lifespan_context(app)),
        portal.wrap_async_context_manager(http),
    ):
        yield Client(app, http, portal)


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """A real server on a free port of the loopback address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(server_config(create_app(settings), settings))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
