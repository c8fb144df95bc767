"""`ckg browser`: the Neo4j Browser on whichever store is in use."""

import socket
from contextlib import suppress
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI

from api.browser.app import BrowserLogin, browser_app
from api.browser.artefact import browser_jar
from api.web.listening import listener
from graph.settings import Settings
from graph.store import Store
from graph.stores.embedded import embedded_folder
from graph.stores.ports import LOOPBACK

DEFAULT_PORT = 7475


@dataclass
class BrowserServer:
    """A Browser that is ready to be served: its files are there, its store answers, its port is taken.

    `login` says which user and password the Browser wants where it does not log in by itself.
    """

    app: FastAPI
    listener: socket.socket
    login: str
    entrance: BrowserLogin = field(repr=False)

    @property
    def address(self) -> str:
        """Where the Browser is, for whoever types user and password there."""
        return f"http://{LOOPBACK}:{self.listener.getsockname()[1]}/browser/"

    @property
    def url(self) -> str:
        """Address that logs in by itself, the first time it is opened."""
        return f"{self.address.removesuffix('browser/')}?token={self.entrance.token}"

    @property
    def instructions(self) -> str:
        """What to tell the user: where to go, and how to get in a second time."""
        return (
            f"The Neo4j Browser: {self.url}\n"
            f"That address logs in once. Afterwards: {self.address}, {self.login}."
        )

    def run(self) -> None:
        """Serve until the process is interrupted."""
        with suppress(KeyboardInterrupt):
            self.server().run(sockets=[self.listener])

    def server(self) -> uvicorn.Server:
        """The web server, for those who run it in a thread of their own."""
        # No access log: it would hold the token. No WebSockets: the page speaks to the store itself.
        return uvicorn.Server(uvicorn.Config(self.app, log_level="warning", access_log=False, ws="none"))


def prepare_browser(settings: Settings, port: int = DEFAULT_PORT) -> BrowserServer:
    """Fetch the Browser if need be, reach the store (the embedded one is started), and take the port.

    `port` 0 takes any free one. Raises CkgError where the port, the Browser or the store
    cannot be had.
    """
    jar = browser_jar(settings)
    with Store.open(settings) as store:
        endpoint, dialect = store.endpoint, store.dialect
    entrance = BrowserLogin()
    app = browser_app(jar, endpoint, dialect, entrance)
    return BrowserServer(app, listener(LOOPBACK, port), _login(settings, endpoint.user), entrance)


def _login(settings: Settings, user: str) -> str:
    if settings.neo4j_uri is not None:
        return f"user {user} and NEO4J_PASSWORD"
    return f"user {user} and the password in {embedded_folder(settings).password_file}"
