"""What every answer carries, and what becomes of errors that nobody foresaw."""

import logging

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gql.codes import Code
from api.gql.errors import UNFORESEEN, described, refused
from api.headers import add_headers

log = logging.getLogger("ckg.api")

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_CDN = "https://unpkg.com https://cdn.jsdelivr.net"
# GraphiQL and the page on the HTTP interface hold scripts and styles of their own and fetch others.
PAGE_POLICY = (
    f"{POLICY}; script-src 'unsafe-inline' {_CDN}; style-src 'unsafe-inline' {_CDN}; font-src data: {_CDN};"
    " img-src 'self' data: https://fastapi.tiangolo.com; connect-src 'self'; worker-src blob:"
)
_OF_ANSWERS, _OF_PAGES = (
    (*HEADERS, (b"content-security-policy", policy.encode())) for policy in (POLICY, PAGE_POLICY)
)


class SecurityMiddleware:
    """Middleware around everything else: no answer is kept, guessed at, framed or read by other sites.

    An error that reaches it is logged by kind and place alone, since its message may hold personal data.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _add_headers(message)
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        except Exception as error:  # whatever it is, a client learns nothing of it
            log.error("%s: %s", scope["path"], described(error))
            if not begun:  # else the server breaks the answer off
                await JSONResponse(refused(Code.INTERNAL, UNFORESEEN), 500)(scope, receive, guarded)


def _add_headers(message: Message) -> None:
    page = any(
        name == b"content-type" and value.startswith(b"text/html")
        for name, value in message.get("headers", ())
    )
    add_headers(message, _OF_PAGES if page else _OF_ANSWERS)
