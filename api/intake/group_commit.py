"""Deliveries into the write-ahead log: those that come together are written together."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from graph.wal import Appender
from ingest.live.delivery import Delivery, packed

WAIT_SECONDS = 0.015
"""How long a delivery waits for others to be written with it,"""
MESSAGES = 128
"""unless there are so many messages already."""
WAITING_BYTES = 32_000_000
"""What may wait in memory to be written."""


class Overloaded(Exception):  # noqa: N818 - an answer, not a failure of ours
    """More comes in than can be written."""


@dataclass(slots=True)
class _Waiting:
    payload: bytes
    messages: int
    done: asyncio.Future[None]


class GroupCommit:
    """Writes deliveries; each is on disk when its `write` returns."""

    def __init__(self, opened: Callable[[], Appender]) -> None:
        """The log is opened with the first delivery: where it cannot be used, nothing else suffers."""
        self._opened = opened
        self._appender: Appender | None = None
        self._waiting: deque[_Waiting] = deque()
        self._bytes = 0
        self._task: asyncio.Task[None] | None = None

    async def write(self, delivery: Delivery) -> None:
        """Make a delivery durable; raises Overloaded, JournalError or DiskError where it is not."""
        payload = packed(delivery)
        if self._bytes + len(payload) > WAITING_BYTES:
            raise Overloaded
        waiting = _Waiting(payload, len(delivery.taken), asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._bytes += len(payload)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._write_all())
        await waiting.done

    async def _write_all(self) -> None:
        while self._waiting:
            if sum(each.messages for each in self._waiting) < MESSAGES:
                await asyncio.sleep(WAIT_SECONDS)
            group = self._next_group()
            try:
                await asyncio.to_thread(self._append, [each.payload for each in group])
            except Exception as error:  # told to each of those who wait
                _tell(group, error)
            else:
                _tell(group, None)
            self._bytes -= sum(len(each.payload) for each in group)

    def _next_group(self) -> list[_Waiting]:
        group, messages = [], 0
        while self._waiting and messages < MESSAGES:
            group.append(self._waiting.popleft())
            messages += group[-1].messages
        return group

    def _append(self, payloads: list[bytes]) -> None:
        if self._appender is None:
            self._appender = self._opened()
        self._appender.append(payloads)


def _tell(group: list[_Waiting], error: Exception | None) -> None:
    for each in group:
        if each.done.done():  # whoever waited has gone
            continue
        if error is None:
            each.done.set_result(None)
        else:
            each.done.set_exception(error)
