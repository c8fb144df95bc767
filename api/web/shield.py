"""What every answer carries, and what becomes of errors that nobody foresaw."""

import logging

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.gql.codes import Code
from api.gql.errors import UNFORESEEN, described, refused

log = logging.getLogger("ckg.api")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_CDN = "https://unpkg.com https://cdn.jsdelivr.net"
# GraphiQL and the page on the HTTP interface hold scripts and styles of their own and fetch others.
PAGE_POLICY = (
    f"{POLICY}; script-src 'unsafe-inline' {_CDN}; style-src 'unsafe-inline' {_CDN}; font-src data: {_CDN};"
    " img-src 'self' data: https://fastapi.tiangolo.com; connect-src 'self'; worker-src blob:"
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
    headers = MutableHeaders(raw=list(message.get("headers", ())))
    page = headers.get("content-type", "").startswith("text/html")
    for name, value in {**HEADERS, "Content-Security-Policy": PAGE_POLICY if page else POLICY}.items():
        headers.setdefault(name, value)
    message["headers"] = headers.raw
