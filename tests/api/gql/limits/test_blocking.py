"""Work that blocks waits for its own kind alone, and not in any number."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from api.gql.codes import Code
from api.gql.errors import RequestError
from api.gql.limits.blocking import Workers
from api.stewardship import StewardDesk
from graph.store import Store
from tests.api.conftest import running
from tests.support.stores import settings_of


@pytest.fixture
def gate() -> Iterator[Event]:
    """What work waits for; open in the end."""
    event = Event()
    yield event
    event.set()


def test_nobody_reads_behind_a_training(
    embedded_session: Store, tmp_path: Path, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def train(_desk: StewardDesk) -> None:
        begun.set()
        gate.wait(10)
        raise ValueError

    monkeypatch.setattr(StewardDesk, "train", train)
    settings = settings_of(embedded_session.endpoint, tmp_path).model_copy(update={"stewardship": True})
    with running(settings) as client, ThreadPoolExecutor() as others:
        training = others.submit(client.codes, "mutation {trainModel {runId}}")
        assert begun.wait(10)
        read = client.codes("{reviewQueue {totalCount}}")
        still = not training.done()
        gate.set()

    assert (read, still) == ([], True)


def test_more_than_may_wait_is_refused_and_places_are_free_again(gate: Event) -> None:
    workers = Workers("test", threads=1, waiting=1)

    async def asked() -> str:
        begun = Event()

        def work() -> str:
            begun.set()
            gate.wait(10)
            return "done"

        first = asyncio.create_task(workers.result(work))
        await asyncio.to_thread(begun.wait, 10)
        given_up = asyncio.create_task(workers.result(work))
        await asyncio.sleep(0)
        with pytest.raises(RequestError) as refused:
            await workers.result(work)
        assert refused.value.extensions == {"code": "BUSY", "advice": Code.BUSY.advice}
        given_up.cancel()
        await asyncio.sleep(0)
        in_its_place = asyncio.create_task(workers.result(work))
        await asyncio.sleep(0)
        gate.set()
        return await first + await in_its_place

    assert asyncio.run(asked()) == "donedone"
