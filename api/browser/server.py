"""`ckg browser`: the Neo4j Browser on whichever store is in use."""

import socket
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI

from api.browser.app import Entrance, browser_app
from api.browser.artefact import BrowserError, browser_jar
from cypher import Dialect
from graph.settings import Settings
from graph.stores.embedded import start_embedded
from graph.stores.endpoint import configured_endpoint
from graph.stores.ports import LOOPBACK

DEFAULT_PORT = 7475


@dataclass
class BrowserServer:
    """A prepared Browser: its files are there, its store runs, its port is taken.

    `url` leads in and logs in, once; `run` serves until interrupted.
    """

    app: FastAPI
    listener: socket.socket
    entrance: Entrance = field(repr=False)

    @property
    def address(self) -> str:
        """Where the Browser is, for whoever types user and password there."""
        return f"http://{LOOPBACK}:{self.listener.getsockname()[1]}/browser/"

    @property
    def url(self) -> str:
        """Address that logs in by itself, the first time it is opened."""
        return f"{self.address.removesuffix('browser/')}?token={self.entrance.token}"

    def run(self) -> None:
        """Serve until the process is interrupted."""
        self.server().run(sockets=[self.listener])

    def server(self) -> uvicorn.Server:
        """The web server, for those who run it in a thread of their own."""
        # No access log: it would hold the token.
        return uvicorn.Server(uvicorn.Config(self.app, log_level="warning", access_log=False))


def serve_browser(settings: Settings, port: int = DEFAULT_PORT) -> BrowserServer:
    """Fetch the Browser if need be, start the embedded store if it is the one, and take the port.

    `port` 0 takes any free one. Raises BrowserError, or the store's errors when it cannot be started.
    """
    jar = browser_jar(settings)
    endpoint = configured_endpoint(settings)
    dialect = Dialect.NEO4J if endpoint else Dialect.ARCADEDB
    entrance = Entrance()
    app = browser_app(jar, endpoint or start_embedded(settings), dialect, entrance)
    return BrowserServer(app, _listener(port), entrance)


def _listener(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise BrowserError(
            f"Port {port} on {LOOPBACK} cannot be used: {error.strerror}.",
            "Choose another one with --port, or 0 for any.",
        ) from error
