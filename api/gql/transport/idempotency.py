"""Mutations sent twice under one key are carried out once: the second gets the answer of the first."""

import asyncio
import hashlib
import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from api.gql.codes import Code
from api.gql.errors import refused
from api.gql.limits.bill import Bill
from api.headers import header
from api.idempotent_answers import Answer, EarlierRequest, KeptAnswers
from graph.errors import CkgError
from graph.policy.principals import Principal

HEADER = b"idempotency-key"
REPLAYED = "Idempotency-Replayed"

_KEY = re.compile(r"[!-~]{1,255}")


GOING_SECONDS = 10.0
"""How often it is said that an answer is on its way still."""


class Replays:
    """Answers by caller and key; where nothing is heard of one for a minute, a crash has cost it."""

    def __init__(self, home: Path) -> None:
        self._kept = KeptAnswers(home, 6 * GOING_SECONDS)

    async def answered(
        self, request: Request, who: Principal, bill: Bill, run: Callable[[], Awaitable[Response]]
    ) -> Response:
        """The answer to a request: that of the first of its key, or what `run` makes of it.

        Only what a mutation answered once it had begun is kept; what was refused may be sent again.
        """
        key = header(request.scope, HEADER)
        if key is None or request.method != "POST":
            return await run()
        if not _KEY.fullmatch(key):
            return _refusal(400, Code.BAD_REQUEST, "An idempotency key has 1 to 255 letters, digits, signs.")
        caller = "\n".join((who.name, *sorted(who.roles)))  # no name has more than one line
        digest = hashlib.sha256(await request.body()).hexdigest()
        before = await asyncio.to_thread(self._kept.begin, caller, key, digest)
        if before is not None:
            return _again(before, digest)
        going = asyncio.create_task(self._going(caller, key))
        try:
            answer = await run()
        finally:
            going.cancel()
        kept = _told(answer) if bill.kind == "mutation" and bill.began else None
        await asyncio.to_thread(self._kept.end, caller, key, kept)
        return answer

    async def _going(self, caller: str, key: str) -> None:
        while True:
            await asyncio.sleep(GOING_SECONDS)
            with suppress(
                sqlite3.Error, CkgError
            ):  # what others hold or a disk refuses now may be said later
                await asyncio.to_thread(self._kept.go_on, caller, key)


def _told(answer: Response) -> Answer:
    return answer.status_code, answer.headers["content-type"], bytes(answer.body)


def _again(before: EarlierRequest, request: str) -> Response:
    if before.request != request:
        return _refusal(
            422, Code.KEY_REUSED, "This idempotency key belongs to another request. Use a new one."
        )
    if before.answer is None:
        message = (
            "The first request of this idempotency key is on its way; send it again later for the answer."
        )
        return _refusal(409, Code.CONFLICT, message, "1")
    status, media, body = before.answer
    return Response(body, status, {REPLAYED: "true"}, media)


def _refusal(status: int, code: Code, message: str, again: str | None = None) -> Response:
    return JSONResponse(refused(code, message), status, {"Retry-After": again} if again else None)
