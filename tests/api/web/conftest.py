"""A real server with an application of a test's own, and raw connections to it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from starlette.types import ASGIApp

from api.web.timeouts import TimedProtocol

Serving = Callable[[ASGIApp], socket.socket]


@contextmanager
def served(app: ASGIApp) -> Iterator[uvicorn.Server]:
    """A server of the application, as `ckg serve` sets it up."""
    options: dict[str, Any] = {"http": TimedProtocol, "ws": "none", "lifespan": "off"}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", **options))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield server
        finally:
            server.should_exit = server.force_exit = True
            thread.join()


def connection_to(server: uvicorn.Server) -> socket.socket:
    """A new connection to the server."""
    connection = socket.create_connection(server.servers[0].sockets[0].getsockname())
    connection.settimeout(20)
    return connection


@pytest.fixture
def connected() -> Iterator[Serving]:
    """Serves an application and connects to it."""
    open_now: list[Any] = []

    def connect(app: ASGIApp) -> socket.socket:
        context = served(app)
        open_now.append(context)
        connection = connection_to(context.__enter__())
        open_now.append(connection)
        return connection

    yield connect
    for opened in reversed(open_now):
        opened.__exit__(None, None, None)
