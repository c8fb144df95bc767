"""`/v1/…`: messages in Segment's format over HTTP, with the answers that its clients understand."""

from __future__ import annotations

import base64
import binascii
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.gql.codes import Code
from api.gql.errors import described, outage
from api.intake.group_commit import GroupCommit, Overloaded
from api.intake.rates import Rates
from api.web.bodies import BoundedBody
from graph.errors import CkgError
from graph.journal import Journal
from graph.policy.write_keys import WriteKey, WriteKeys
from graph.settings import Settings
from graph.wal import Appender
from ingest.live.delivery import Delivery
from ingest.live.log import floor, log_folder, log_span
from ingest.live.messages import (
    TYPES,
    AcceptedMessage,
    Batch,
    Keyed,
    RefusedMessage,
    RequestTerms,
    received_now,
    taken,
)

log = logging.getLogger("ckg.api")

LOOK_SECONDS = 0.5
"""Between two looks at how much waits."""
PREFIX = "/v1/"
SCRIPT = "ckg.js"
_SCRIPT_FILE = Path(__file__).with_name(SCRIPT)
_KEYED, _BATCH = msgspec.json.Decoder(Keyed), msgspec.json.Decoder(Batch)
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "authorization, content-type, content-encoding",
    "Access-Control-Max-Age": "7200",
}


class Refusal(Exception):  # noqa: N818 - an answer, not a failure of ours
    """A request is not taken: status, code and message, and after how many seconds to try again."""

    def __init__(self, status: int, code: str, message: str, again: int | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.again = status, code, message, again

    def response(self) -> Response:
        """The answer; clients fail on errors without code and message."""
        headers = {} if self.again is None else {"Retry-After": str(self.again)}
        return JSONResponse({"code": self.code, "message": self.message}, self.status, headers)


def told(code: Code, message: str) -> dict[str, Any]:
    """What `BoundedBody` refuses, as clients of messages understand it."""
    return {"code": code.value.lower(), "message": message}


class IntakeMiddleware:
    """Middleware that answers what begins with `/v1/`; everything else goes on."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        # What is sent in gzip unpacks to no more than a batch; a little more is let in, to be told the limit.
        limit = settings.intake_batch_bytes + 1_000
        self._intake = BoundedBody(Intake(settings), limit, settings.body_seconds, told)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        ours = scope["type"] == "http" and scope["path"].startswith(PREFIX)
        await (self._intake if ours else self._app)(scope, receive, send)


class Intake:
    """Takes messages in: durable before it says so."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys = WriteKeys(settings.home)
        self._rates = Rates(settings.intake_rate)
        self._bytes, self._looked = 0, float("-inf")
        self._log = GroupCommit(lambda: Appender(log_folder(settings.home), floor(Journal.open(settings))))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whose body comes in one piece."""
        headers, name = Headers(scope=scope), scope["path"].removeprefix(PREFIX)
        try:
            response = await self._answer(scope["method"], name, headers, receive)
        except Refusal as refusal:
            response = refusal.response()
        origin = headers.get("origin")
        if origin and self._keys.knows(origin):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "Retry-After"
            response.headers["Vary"] = "Origin"
        await response(scope, receive, send)

    async def _answer(self, method: str, name: str, headers: Headers, receive: Receive) -> Response:
        if name == SCRIPT and method in ("GET", "HEAD"):
            return _script()
        if name not in (*TYPES, "batch"):
            raise Refusal(404, "not_found", f"Messages go to {PREFIX}batch or {PREFIX} and their type.")
        if method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        if method != "POST":
            raise Refusal(405, "method_not_allowed", "Messages come by POST.")
        body = (await receive()).get("body", b"")
        request = _Request(name, body, self._key(headers, body))
        return await self._taken_in(request)

    def _key(self, headers: Headers, body: bytes) -> WriteKey:
        secret = _credentials(headers.get("authorization", "")) or _named(body)
        key = self._keys.of(secret) if secret else None
        if key is None:
            raise Refusal(401, "invalid_write_key", "The write key is missing or unknown.")
        if key.revoked_at:
            raise Refusal(404, "source_disabled", f"The write key of source {key.source} was revoked.")
        if not key.allows(headers.get("origin")):
            raise Refusal(403, "origin_not_allowed", "This write key is for pages of other origins.")
        return key

    async def _taken_in(self, request: _Request) -> Response:
        settings = self._settings
        delivery = request.delivery(settings)
        if self._waiting_bytes() > settings.intake_waiting_bytes:
            raise Refusal(429, "too_many_requests", "Too much waits for the journal already.", again=30)
        again = await self._rates.seconds(request.key, len(delivery.taken))
        if again is not None:
            raise Refusal(
                429,
                "too_many_requests",
                "This write key has sent as many messages as it may in a minute.",
                again,
            )
        try:
            await self._log.write(delivery)
        except Overloaded:
            raise Refusal(429, "too_many_requests", "More comes in than can be stored.", again=1) from None
        except CkgError as error:
            log.error("%s: %s", request.name, described(error))
            raise Refusal(503, "unavailable", outage(error) or "Try again later.", again=10) from None
        return _answered(delivery, request.name)

    def _waiting_bytes(self) -> int:
        """Bytes of the log, as of a moment ago: to look takes as long as to take a batch."""
        now = time.monotonic()
        if now - self._looked > LOOK_SECONDS:
            reach = log_span(self._settings)
            self._bytes, self._looked = reach.end - reach.begin, now
        return self._bytes


@dataclass(frozen=True, slots=True)
class _Request:
    """A request with messages: the last part of its address, its body, its key."""

    name: str
    body: bytes
    key: WriteKey

    def delivery(self, settings: Settings) -> Delivery:
        """What it brings, sorted into what is taken and what is not."""
        terms = RequestTerms(self.key, received_now(), None, settings.intake_message_bytes)
        found: list[AcceptedMessage | RefusedMessage]
        sent_at = context = None
        if self.name == "batch":
            batch = self._batch(settings.intake_batch_bytes)
            sent_at, context = batch.sent_at, batch.context
            terms = RequestTerms(self.key, terms.received_at, sent_at, terms.longest)
            found = [taken(bytes(raw), index, terms) for index, raw in enumerate(batch.batch)]
        else:
            if len(self.body) > settings.intake_message_bytes:
                message = f"A message has at most {settings.intake_message_bytes} bytes."
                raise Refusal(413, "body_too_large", message)
            found = [taken(self.body, 0, terms, self.name)]
        return Delivery(
            self.key.source,
            terms.received_at.timestamp(),
            sent_at,
            context,
            [each for each in found if isinstance(each, AcceptedMessage)],
            [each for each in found if isinstance(each, RefusedMessage)],
            f"{PREFIX}{self.name}",
        )

    def _batch(self, longest: int) -> Batch:
        if len(self.body) > longest:
            raise Refusal(413, "body_too_large", f"A batch has at most {longest} bytes. Send less at once.")
        try:
            return _BATCH.decode(self.body)
        except msgspec.ValidationError as error:
            raise Refusal(400, "bad_request", f"This is no batch: {error}") from None
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            raise Refusal(400, "bad_request", "The body is no JSON that can be read.") from None


def _answered(delivery: Delivery, name: str) -> Response:
    """200 as long as something was taken or nothing was sent; what was refused is told one by one."""
    refused = [
        {"index": each.place, "messageId": each.message_id, "field": each.field, "reason": each.reason}
        for each in delivery.refused
    ]
    if refused and not delivery.taken:
        first = f"{delivery.refused[0].field} {delivery.refused[0].reason}".strip()
        message = f"The message was refused: {first}." if name != "batch" else f"All were refused: {first}."
        return JSONResponse({"code": "refused", "message": message, "refused": refused}, 400)
    answer = {"success": True, "accepted": len(delivery.taken), "refused": refused}
    return JSONResponse(answer)


def _credentials(header: str) -> str | None:
    """The key in an Authorization header: a bearer's token, or the user of Basic, whose password is empty."""
    scheme, _, given = header.partition(" ")
    if scheme.lower() == "bearer":
        return given.strip() or None
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[0] or None
    except (binascii.Error, UnicodeDecodeError):
        return None


def _named(body: bytes) -> str | None:
    """The key that a body names, for senders that cannot set headers."""
    try:
        return _KEYED.decode(body).write_key
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None


def _script() -> Response:
    headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "max-age=3600"}
    return Response(_SCRIPT_FILE.read_bytes(), media_type="text/javascript", headers=headers)
