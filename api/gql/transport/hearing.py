"""Events reach a listener for as long as that one may hear them and pays for them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from typing import TypeVar

from api.gql.resolving.context import Context

RECHECK_SECONDS = 15.0
"""After which somebody who hears nothing is looked at again: keys are revoked, tokens run out."""

T = TypeVar("T")


async def heard(context: Context, events: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
    """The events, each paid for like a query; raises RequestError once they may not be heard."""
    async with aclosing(events):
        while True:
            coming = asyncio.ensure_future(anext(events, None))
            try:
                while not coming.done():
                    await asyncio.wait({coming}, timeout=RECHECK_SECONDS)
                    await context.check_still()
            finally:
                await _ended(coming)
            event = coming.result()
            if event is None:
                return
            await context.pay(context.bill.cost)
            context.read_anew()
            yield event


async def _ended(coming: "asyncio.Future[T]") -> None:
    if not coming.done():
        coming.cancel()
        with suppress(asyncio.CancelledError):
            await coming
