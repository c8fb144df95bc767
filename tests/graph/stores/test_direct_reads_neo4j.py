"""Reads without the driver: the same values and errors, and the driver wherever anything is out of the
ordinary."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from cypher import Dialect
from graph.store import Store
from graph.store_async import AsyncStore
from graph.stores.bolt import reads
from graph.stores.bolt.connection import UnansweredError
from graph.stores.bolt.packing import packed
from graph.stores.bolt.reads import DirectReads
from graph.stores.endpoint import Endpoint
from graph.stores.errors import QueryError
from tests.support.stores import reading

GIVEN = reading("RETURN $value AS answer", "value")
NUMBERS = reading("RETURN range(1, $most) AS answer", "most")
VALUES = [
    *(None, True, False, "", "Jürgen 🙂", 0.1, -1e300, [], {}, {"a": [1, {"b": None}], "": "empty"}),
    *(
        sign * 2**bits + more
        for bits in (4, 7, 8, 15, 16, 31, 32, 62)
        for sign in (1, -1)
        for more in (-1, 0)
    ),
    *("ü" * size for size in (8, 127, 128, 32_768, 70_000)),
    *([0] * size for size in (15, 16, 255, 256, 65_536)),
]
Use = Callable[[AsyncStore], Awaitable[Any]]


def used(endpoint: Endpoint, use: Use) -> Any:
    """What comes out of using a store."""

    async def run() -> Any:
        async with await AsyncStore.connect(endpoint) as store:
            return await use(store)

    return asyncio.run(run())


def test_values_come_back_as_they_went_in(neo4j_session: Store) -> None:
    async def sent() -> Any:
        direct = DirectReads(neo4j_session.endpoint)
        try:
            return [await direct.value(GIVEN.text, {"value": each}) for each in VALUES]
        finally:
            direct.close()

    found = asyncio.run(sent())

    assert found == VALUES
    assert [type(each) for each in found] == [type(each) for each in VALUES]


def test_what_only_the_driver_can_send_or_read(neo4j_session: Store) -> None:
    moment = datetime(2024, 2, 29, 12, tzinfo=UTC)

    async def sent(store: AsyncStore) -> Any:
        asked = reading("RETURN toString($value) AS answer", "value")
        return await store.answer(asked, value=moment), await store.answer(GIVEN, value=moment)

    text, back = used(neo4j_session.endpoint, sent)

    assert datetime.fromisoformat(text) == moment
    assert back.to_native() == moment


def test_what_is_wrong_is_told_and_others_go_on(neo4j_session: Store) -> None:
    async def asked(store: AsyncStore) -> list[Any]:
        wrong = [reading("RETURN 1 / 0 AS answer"), reading("RETURN nothing AS answer")]
        answers = (store.answer(each) for each in wrong)
        others = (store.answer(NUMBERS, most=size) for size in (3, 100_000))
        return await asyncio.gather(*answers, *others, return_exceptions=True)

    *errors, few, many = used(neo4j_session.endpoint, asked)

    assert [type(error) for error in errors] == [QueryError, QueryError]
    assert few == [1, 2, 3]
    assert many == list(range(1, 100_001))


def test_more_at_once_than_connections(neo4j_session: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reads, "MOST", 2)

    async def asked(store: AsyncStore) -> tuple[list[Any], int]:
        before = store.queries_sent
        found = await asyncio.gather(*(store.answer(GIVEN, value=number) for number in range(9)))
        return found, store.queries_sent - before

    assert used(neo4j_session.endpoint, asked) == (list(range(9)), 9)


def _chunk(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts) + b"\x00\x00"


CHOSEN, NONE = b"\x00\x00\x08\x05", bytes(4)
SUCCESS, FAILURE, IGNORED = (_chunk(b"\xb1" + kind + b"\xa0") for kind in (b"\x70", b"\x7f", b"\x7e"))
SEVEN = _chunk(b"\xb1", b"\x71\x91", b"\x07")
LIFE = b"\x00\x00"
OPENED = (CHOSEN, SUCCESS * 2)
HASTY = (CHOSEN, _chunk(packed(0x70, [{"hints": {"connection.recv_timeout_seconds": 0.05}}])) + SUCCESS)
VAGUE = (CHOSEN, _chunk(packed(0x70, [{"hints": None}])) + SUCCESS)
ANSWERED = SUCCESS + LIFE + SEVEN + LIFE + LIFE + SUCCESS
Answers = tuple[bytes, ...]


async def _read(*scripts: Answers) -> list[Any]:
    """Reads one after the other from a server that answers what comes over its first connection, its second
    and so on with these bytes, byte by byte, and hangs up: 7, or None where the driver has to be asked."""
    left = iter(scripts)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in next(left):
            await reader.read(10_000)
            for byte in answer:
                writer.write(bytes((byte,)))
                await asyncio.sleep(0)
        writer.close()
        await writer.wait_closed()

    found = []
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        direct = DirectReads(Endpoint(f"bolt://127.0.0.1:{port}", "u", SecretStr("p"), "neo4j"))
        for _ in scripts:
            try:
                found.append(await direct.value("RETURN 7", {}))
            except UnansweredError:
                found.append(None)
            await asyncio.sleep(0.01)
        direct.close()
    return found


@pytest.mark.parametrize(
    ("scripts", "found"),
    [
        ([(*OPENED, ANSWERED)], [7]),
        ([(*OPENED, ANSWERED), (*OPENED, ANSWERED)], [7, 7]),  # it hung up in between
        ([(*OPENED, SUCCESS + SEVEN), (*OPENED, ANSWERED)], [None, 7]),  # and in the middle of an answer
        ([(*OPENED, FAILURE + IGNORED), (*OPENED, ANSWERED)], [None, 7]),
        ([(*OPENED, SUCCESS + FAILURE), (*OPENED, ANSWERED)], [None, 7]),
        ([(*HASTY, SUCCESS, ANSWERED), (*HASTY, ANSWERED)], [None, 7]),  # it said no more
        ([(NONE,), (*OPENED, ANSWERED)], [None, None]),  # a server that cannot be talked to is left alone
        ([(CHOSEN, FAILURE + IGNORED), (*OPENED, ANSWERED)], [None, None]),
        ([(CHOSEN,), (*OPENED, ANSWERED)], [None, None]),
        ([(*VAGUE, ANSWERED)], [7]),
        ([(*OPENED, SUCCESS + SUCCESS)], [None]),  # no answer, two, no text, no message
        ([(*OPENED, SUCCESS + SEVEN + SEVEN + SUCCESS)], [None]),
        ([(*OPENED, SUCCESS + _chunk(b"\xb1\x71\x91\x81\xff") + SUCCESS)], [None]),
        ([(*OPENED, SUCCESS + _chunk(b"\xb1") + SUCCESS), (*OPENED, ANSWERED)], [None, 7]),
    ],
)
def test_what_a_server_may_do(scripts: list[Answers], found: list[Any]) -> None:
    assert asyncio.run(_read(*scripts)) == found


def test_a_connection_that_rested_for_long_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    silent_by_now = (*OPENED, ANSWERED, FAILURE + IGNORED)
    assert asyncio.run(_read(silent_by_now, (*OPENED, ANSWERED))) == [7, None]
    monkeypatch.setattr(reads, "LONGEST_REST", 0.0)

    assert asyncio.run(_read(silent_by_now, (*OPENED, ANSWERED))) == [7, 7]


def test_what_opens_while_all_is_closed_is_closed_too() -> None:
    async def left_open() -> tuple[list[str], bytes]:
        greeted = asyncio.Event()
        heard = asyncio.get_running_loop().create_future()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read(10_000)
            writer.write(CHOSEN)
            await reader.read(10_000)
            greeted.set()
            writer.write(SUCCESS * 2)
            heard.set_result(await reader.read(10_000))
            writer.close()

        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            direct = DirectReads(Endpoint(f"bolt://127.0.0.1:{port}", "u", SecretStr("p"), "neo4j"))
            asked = asyncio.create_task(direct.value("RETURN 7", {}))
            await greeted.wait()
            direct.close()
            [error] = await asyncio.gather(asked, return_exceptions=True)
            return [type(error).__name__], await heard

    assert asyncio.run(left_open()) == (["UnansweredError"], b"")


@pytest.mark.parametrize("uri", ["neo4j://h", "bolt+s://h", "bolt+ssc://h", "neo4j+s://h"])
def test_clusters_and_certificates_are_the_drivers(uri: str) -> None:
    endpoint = Endpoint("bolt://h", "u", SecretStr("p"), "neo4j")

    assert DirectReads.serve(endpoint, Dialect.NEO4J)
    assert not DirectReads.serve(replace(endpoint, uri=uri), Dialect.NEO4J)
    assert not DirectReads.serve(endpoint, Dialect.ARCADEDB)
