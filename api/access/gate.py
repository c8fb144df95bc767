"""The gate: no request reaches the application without a principal."""

import asyncio
import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import parse_qs

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.tokens import Tokens
from api.gql.codes import Code
from api.gql.errors import refused
from api.gql.transport.credentials import SeveralCredentialsError, credential
from api.headers import header
from graph.policy.keys import PREFIX, Keys
from graph.policy.principals import NOBODY, Principal, Role
from graph.settings import Settings

OPEN = ("/healthz", "/readyz")
"""Addresses that say nothing but whether the server works."""

METRICS = "/metrics"
PAGE = "/graphql"

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})
_PORT = re.compile(r":\d+$")
_HOW = "Send one API key (`ckg keys add`) or one token: `Authorization: Bearer …`."


class Access:
    """Who may enter: holders of API keys and tokens; where there are neither, whoever is on this machine."""

    def __init__(self, settings: Settings) -> None:
        self._keys = Keys(settings.home)
        self._tokens = Tokens(settings)
        self._local = Principal.of("local", _local_roles(settings))
        self.open = (*OPEN, METRICS) if settings.metrics_open else OPEN
        self._development = settings.development

    @property
    def keyless(self) -> bool:
        """No key was ever made and no issuer is named: only this machine is served."""
        return not self._tokens.accepted and not self._keys.all()

    def may_operate(self, who: Principal) -> bool:
        """Whether somebody may see how the server does: admins, and without keys this machine."""
        return who.may(Role.ADMIN) or who is self._local

    def shows_page(self, scope: Scope) -> bool:
        """Whether a browser asks for the page of GraphiQL: it takes the key, and holds nothing itself."""
        asked = self._development and scope["type"] == "http" and scope["method"] == "GET"
        if not asked or scope["path"] != PAGE or "query" in parse_qs(scope["query_string"].decode("latin-1")):
            return False
        return "text/html" in (header(scope, b"accept") or "")

    async def principal(self, scope: Scope) -> Principal | None:
        """Who sends a request; None for somebody unknown, and for who names two."""
        try:
            given = credential(header(scope, b"x-api-key"), header(scope, b"authorization"))
        except SeveralCredentialsError:
            return None
        if given is None:
            return self._local if self.keyless and _from_here(scope) else None
        return await self.known(given)

    async def known(self, given: str) -> Principal | None:
        """Whose a key or token is; None for one that does not count."""
        if given.startswith(PREFIX):
            return self._keys.principal(given)
        return await asyncio.to_thread(self._tokens.principal, given)


class Gate:
    """Middleware that puts the principal into the request's state, or answers 401.

    Who opens a WebSocket, or the page of GraphiQL, may say later who it is; until then it is nobody.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] not in ("http", "websocket") or scope["path"] in self._access.open:
            await self._app(scope, receive, send)
            return
        principal = await self._access.principal(scope)
        if scope["type"] == "websocket" or self._access.shows_page(scope):
            principal = principal or NOBODY
        if principal is None:
            answer = JSONResponse(
                refused(Code.UNAUTHENTICATED, _HOW), 401, {"www-authenticate": 'Bearer realm="ckg"'}
            )
            await answer(scope, receive, send)
            return
        scope.setdefault("state", {})["principal"] = principal
        await self._app(scope, receive, send)


def principal_of(connection: HTTPConnection) -> Principal:
    """Who sends the request that passed the gate."""
    principal: Principal = connection.state.principal
    return principal


def _local_roles(settings: Settings) -> tuple[Role, ...]:
    """Without keys: the machine's user reads all, and acts under any name where the settings allow it."""
    return (Role.READ, Role.PII, *((Role.ADMIN,) if settings.stewardship else ()))


def _from_here(scope: Scope) -> bool:
    """Sent by a program on this machine, to it, and passed on by no proxy."""
    host = _PORT.sub("", header(scope, b"host") or "")
    client = (scope.get("client") or ("",))[0]
    forwarded = any(name in _FORWARDED for name, _ in scope["headers"])
    return host in LOOPBACK_HOSTS and _is_loopback(client) and not forwarded


@lru_cache
def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
