"""Mutations that are sent twice under one key are carried out once: the second gets the answer of the first.

What was answered is kept for a day in the home folder, so that it holds over restarts and for all processes.
"""

import asyncio
import hashlib
import os
import re
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from api.gql.codes import Code
from api.gql.errors import refused
from api.gql.limits.bill import Bill
from graph.disk import writing
from graph.home import prepared_home
from graph.policy.principals import Principal

HEADER = "idempotency-key"
REPLAYED = "Idempotency-Replayed"
KEPT_SECONDS = 24 * 3600

_KEY = re.compile(r"[!-~]{1,255}")
_TABLE = """CREATE TABLE IF NOT EXISTS answers (
    who TEXT, key TEXT, request TEXT, begun REAL, status INTEGER, media TEXT, body BLOB,
    PRIMARY KEY (who, key))"""


@dataclass(frozen=True)
class Begun:
    """A request that came before under a key, and its answer, None while it is on its way."""

    request: str
    answer: tuple[int, str, bytes] | None


class Replays:
    """Answers by caller and key; one that does not come within `seconds` is one that a crash has cost."""

    def __init__(self, home: Path, seconds: float) -> None:
        self._home = home
        self._lost_after = seconds + 30.0

    async def answered(
        self, request: Request, who: Principal, bill: Bill, run: Callable[[], Awaitable[Response]]
    ) -> Response:
        """The answer to a request: that of the first of its key, or what `run` makes of it.

        Only what a mutation answered once it had begun is kept; what was refused may be sent again.
        """
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST":
            return await run()
        if not _KEY.fullmatch(key):
            return _refusal(400, Code.BAD_REQUEST, "An idempotency key has 1 to 255 letters, digits, signs.")
        caller = "\n".join((who.name, *sorted(who.roles)))  # no name has more than one line
        digest = hashlib.sha256(await request.body()).hexdigest()
        before = await asyncio.to_thread(self._begin, caller, key, digest)
        if before is not None:
            return _again(before, digest)
        answer = await run()
        kept = answer if bill.kind == "mutation" and bill.began else None
        await asyncio.to_thread(self._end, caller, key, kept)
        return answer

    def _begin(self, who: str, key: str, request: str) -> Begun | None:
        """Note that a request begins; what began before under its key instead, if anything did."""
        now = time.time()
        with self._open() as database:
            database.execute("DELETE FROM answers WHERE begun < ?", (now - KEPT_SECONDS,))
            lost = "DELETE FROM answers WHERE who = ? AND key = ? AND status IS NULL AND begun < ?"
            database.execute(lost, (who, key, now - self._lost_after))
            new = database.execute(
                "INSERT OR IGNORE INTO answers (who, key, request, begun) VALUES (?, ?, ?, ?)",
                (who, key, request, now),
            )
            if new.rowcount:
                return None
            found = database.execute(
                "SELECT request, status, media, body FROM answers WHERE who = ? AND key = ?", (who, key)
            ).fetchone()
        return Begun(found[0], None if found[1] is None else found[1:])

    def _end(self, who: str, key: str, answer: Response | None) -> None:
        """Keep the answer to a request that began, or forget it."""
        with self._open() as database:
            if answer is None:
                database.execute("DELETE FROM answers WHERE who = ? AND key = ?", (who, key))
                return
            values = (answer.status_code, answer.headers["content-type"], bytes(answer.body), who, key)
            database.execute(
                "UPDATE answers SET status = ?, media = ?, body = ? WHERE who = ? AND key = ?", values
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        path = prepared_home(self._home) / "answers.sqlite"
        with writing(path):
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # answers may hold personal data
            database = sqlite3.connect(path, timeout=10.0, isolation_level=None)
            try:
                database.execute("PRAGMA synchronous = FULL")
                database.execute(_TABLE)
                database.execute("BEGIN IMMEDIATE")
                yield database
                database.execute("COMMIT")
            finally:
                database.close()


def _again(before: Begun, request: str) -> Response:
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
