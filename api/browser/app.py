"""The web application that serves the Neo4j Browser's files and the seed, to this machine only."""

import json
import mimetypes
import secrets
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api.browser.seed import seed
from api.telemetry.traces import FASTAPIS_OWN
from cypher import Dialect
from graph.stores.endpoint import Endpoint

_SEED_SCRIPT = Path(__file__).with_name("seed.js")
_COOKIE = "ckg_browser"
_FIRST_SCRIPT = "<script "


@dataclass
class BrowserLogin:
    """Who is given the store's password: the one who brings the token, once, and then its session."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _session: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    _used: bool = False

    def session_for(self, token: str) -> str | None:
        """The session's secret in exchange for the unused token, else None."""
        # An address is seen by others (process lists, histories): it must be worthless afterwards.
        if self._used or not secrets.compare_digest(token, self.token):
            return None
        self._used = True
        return self._session

    def admits(self, session: str) -> bool:
        """Whether this is the secret that was handed out."""
        return self._used and secrets.compare_digest(session, self._session)


def browser_app(jar: Path, endpoint: Endpoint, dialect: Dialect, entrance: BrowserLogin) -> FastAPI:
    """The application: `/browser/` is the Neo4j Browser, `/?token=…` the way in that is logged in."""
    app = FastAPI(openapi_url=None, telemetry=FASTAPIS_OWN)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])
    archive = zipfile.ZipFile(jar)
    headers = _headers(endpoint)

    @app.get("/")
    def enter(request: Request, token: str = "") -> Response:
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"bolt_direct": endpoint.uri})
        answer = RedirectResponse("/browser/")
        if session := entrance.session_for(token):
            answer.set_cookie(_COOKIE, session, httponly=True, samesite="lax", path="/browser/")
        return answer

    @app.get("/browser/")
    def index(request: Request) -> Response:
        admitted = entrance.admits(request.cookies.get(_COOKIE, ""))
        password = endpoint.password.get_secret_value() if admitted else ""
        page = _seeded(_file(archive, "index.html").decode(), json.dumps(seed(endpoint, dialect, password)))
        return Response(page, media_type="text/html", headers={**headers, "Cache-Control": "no-store"})

    @app.get("/browser/ckg-seed.js")
    def seed_script() -> Response:
        return Response(_SEED_SCRIPT.read_bytes(), media_type="text/javascript", headers=headers)

    @app.get("/browser/{path:path}")
    def static(path: str) -> Response:
        try:
            content = _file(archive, path)
        except KeyError:
            return PlainTextResponse("The Neo4j Browser has no such file.", 404)
        return Response(content, media_type=mimetypes.guess_type(path)[0], headers=headers)

    return app


def _file(archive: zipfile.ZipFile, path: str) -> bytes:
    return archive.read(f"browser/{path}")


def _seeded(page: str, data: str) -> str:
    """The page with the seed before its first script; `<` is escaped so data cannot end its element."""
    escaped = data.replace("<", "\\u003c")
    block = (
        f'<script type="application/json" id="ckg-seed">{escaped}</script><script src="ckg-seed.js"></script>'
    )
    return page.replace(_FIRST_SCRIPT, block + _FIRST_SCRIPT, 1)


def _headers(endpoint: Endpoint) -> dict[str, str]:
    """Headers that keep other sites out and customer data in: the page talks to the stores alone."""
    host = urlsplit(endpoint.uri).netloc
    policy = (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; "
        f"connect-src 'self' ws: wss: http://{host} https://{host}"
    )
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
