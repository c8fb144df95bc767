"""How many messages of a key are taken in a minute."""

import asyncio

from api.intake.rates import Rates
from tests.support.messages import SERVER


def test_a_batch_of_more_than_the_rate_is_taken_once() -> None:
    async def sent() -> tuple[int | None, int | None]:
        rates = Rates(10)
        return await rates.seconds(SERVER, 25), await rates.seconds(SERVER, 1)

    first, second = asyncio.run(sent())

    assert first is None
    assert second
