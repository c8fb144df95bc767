"""Headers of which one counts: of two, one program takes the first, and another the last."""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.gql.codes import Code
from api.gql.errors import refused

ONCE = frozenset(
    {
        *(b"host", b"origin", b"authorization", b"x-api-key", b"idempotency-key"),
        *(b"content-type", b"content-encoding", b"content-length"),
    }
)
"""Names of headers that a request may have once, see RFC 9110, 5.3."""


class RepeatedHeadersMiddleware:
    """Middleware that refuses requests with such a header twice, and connections that begin with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        repeated = _repeated(scope) if scope["type"] in ("http", "websocket") else None
        if repeated is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            told = refused(Code.BAD_REQUEST, f"The request has the header {repeated} twice. Send it once.")
            await JSONResponse(told, 400)(scope, receive, send)


def _repeated(scope: Scope) -> str | None:
    """The name of a header that is there twice."""
    seen = set[bytes]()
    for name, _ in scope["headers"]:
        if name in seen:
            return str(name, "latin-1")
        if name in ONCE:
            seen.add(name)
    return None
