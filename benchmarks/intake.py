"""Messages over HTTP: how many a second are taken in durably, how soon they show, and what memory it takes.

`make bench-intake`: a real `ckg serve` on a made company; first messages one by one, alone and beside others
at several rates, each looked for in GraphQL until it shows at its customer. Of fifty beside two are of
visitors never seen, one says which user such a visitor is, every other time by the address of a customer,
seven are of such users, and forty of known visitors. Then 8 connections that send batches of 100 at a rate,
whose answers are timed from when they were due, so that a late one counts with those that it holds up; then
without pause.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.installation import LONGEST, Installation, run, served

CONNECTIONS, BATCH = 8, 100
RATE, RUSH_SECONDS = 2_000, 30.0
BESIDE, BESIDE_SECONDS = (0, 50, 200, 1_000), 60.0
"""Messages a second beside those that are looked for, and for how long."""
_REPORT = Path(__file__).parent / "intake.md"
_NUMBERS, _RUN = itertools.count(), os.getpid()
_EVENTS = (
    "query ($kind: IdentifierKind!, $value: String!) {"
    " customer(identifier: {kind: $kind, value: $value}) { id events(first: 200) { nodes { name } } } }"
)


@dataclass(frozen=True)
class Load:
    """What the connections saw: messages taken, and how long each batch took, in milliseconds."""

    messages: int
    seconds: float
    latencies: list[float]

    def row(self, what: str) -> str:
        """What it came to, as a line of the report."""
        cuts = statistics.quantiles(self.latencies, n=100)
        times = f"median {cuts[49]:,.0f} ms, 99 % {cuts[98]:,.0f} ms"
        return f"| {what} | {self.messages / self.seconds:,.0f} a second; {times} |"


_PATIENCE = 10 * LONGEST
"""Seconds in which the journal is to have all messages."""


def main() -> None:
    """Measure, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--beside", type=float, default=BESIDE_SECONDS, help="seconds of each rate beside")
    parser.add_argument("--home", type=Path, help="where the company stays, to be used again")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder) / "home"
        environment = {**os.environ, "CKG_HOME": str(home)}
        if not home.exists():
            run(["demo", "--people", str(given.people)], environment)
        try:
            with served(environment) as installation:
                shown = {rate: _shown_beside(installation, rate, given.beside) for rate in BESIDE}
                with _watched(installation) as memory:
                    paced = _load(installation, given.seconds, RATE)
                rush = _load(installation, RUSH_SECONDS, None)
                drained = _drained(environment)
        finally:
            run(["stop"], environment)
    _REPORT.write_text(_report(given.people, (paced, rush), shown, memory, drained), encoding="utf-8")


def _message(**said: Any) -> dict[str, Any]:
    return {"messageId": f"bench-{_RUN}-{next(_NUMBERS)}", **said}


def _load(
    installation: Installation,
    seconds: float,
    rate: int | None,
    size: int = BATCH,
    stream: Callable[[int], Iterator[dict[str, Any]]] | None = None,
) -> Load:
    """All connections at once, each with one batch of a size under way, at a rate of messages a second or
    without a pause; nothing is sent again. `stream` gives the messages of a connection."""
    latencies: list[float] = []
    interval = CONNECTIONS * size / rate if rate else 0.0
    began = time.perf_counter()

    def send(number: int) -> None:
        due, messages = began + interval * number / CONNECTIONS, (stream or _visits)(number)
        with installation.client() as client:
            while due - began < seconds:
                batch = list(itertools.islice(messages, size))
                time.sleep(max(0.0, due - time.perf_counter()))
                asked = due if interval else time.perf_counter()
                if installation.post(client, batch):
                    latencies.append(1_000 * (time.perf_counter() - asked))
                due = due + interval if interval else time.perf_counter()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(len(latencies) * size, time.perf_counter() - began, latencies)


@contextmanager
def _watched(installation: Installation) -> Iterator[list[dict[str, float]]]:
    """What the processes take of memory, every ten seconds."""
    found, over = [installation.memory()], threading.Event()

    def look() -> None:
        while not over.wait(10.0):
            found.append(installation.memory())

    watcher = threading.Thread(target=look)
    watcher.start()
    yield found
    over.set()
    watcher.join()


def _visits(connection: int) -> Iterator[dict[str, Any]]:
    """What known visitors do."""
    return (_visit(connection, place % BATCH) for place in itertools.count())


@dataclass(frozen=True)
class Mixed:
    """Messages beside those that are looked for; `mails` are those of customers that the company knows."""

    mails: Sequence[str]

    def __call__(self, connection: int) -> Iterator[dict[str, Any]]:
        """Those of a connection, without end."""
        visits, users = _visits(connection), list[str]()
        while True:
            number = next(_NUMBERS)
            visitor, user = {"anonymousId": f"new-{_RUN}-{number}"}, f"new-{_RUN}-{number}"
            mail = self.mails[number % len(self.mails)] if len(users) % 2 else f"{user}@mail.example"
            yield _message(type="page", properties={"category": "c1"}, **visitor)
            yield _message(type="page", properties={"category": "c1"}, anonymousId=f"lost-{_RUN}-{number}")
            yield from itertools.islice(visits, 20)
            yield _message(type="identify", userId=user, traits={"email": mail}, **visitor)
            users.append(user)
            for known in itertools.islice(itertools.cycle(users[-20:]), 7):
                yield _message(type="track", event="Looked", userId=known)
            yield from itertools.islice(visits, 20)


def _mails(installation: Installation) -> list[str]:
    """Addresses of customers."""
    query = "{customers(first: 200) {nodes {email}}}"
    with installation.client() as client:
        found = client.post("/graphql", json={"query": query}).json()["data"]["customers"]["nodes"]
    return [each["email"] for each in found if each["email"]]


def _visit(connection: int, place: int) -> dict[str, Any]:
    who = {"anonymousId": f"visitor-{connection}-{place % 50}"}
    if place % 10 == 0:
        return _message(type="track", event="Added to cart", properties={"product_id": f"p{place}"}, **who)
    return _message(type="page", properties={"path": f"/p/{place}", "category": f"c{place % 7}"}, **who)


def _shown_beside(installation: Installation, rate: int, seconds: float) -> dict[str, list[float]]:
    """Seconds from 200 until a message shows at its customer, beside so many others a second: by what it
    is."""
    size = max(1, rate // 10)
    stream = Mixed(_mails(installation))
    load = threading.Thread(target=_load, args=(installation, seconds, rate, size, stream))
    if rate:
        load.start()
    found: dict[str, list[float]] = {name: [] for name in _LOOKED_FOR}
    until = time.perf_counter() + seconds
    with installation.client() as client:
        _shown(installation, client, "of a known user", 0)  # who is known from here on
        while time.perf_counter() < until:
            for name in _LOOKED_FOR:
                found[name].append(_shown(installation, client, name, next(_NUMBERS)))
    if rate:
        load.join()
    return found


_LOOKED_FOR = ("of a known user", "of a user never seen", "of a visitor who has just said who that is")


def _shown(installation: Installation, client: httpx.Client, name: str, number: int) -> float:
    """Seconds from 200 until an event shows at its customer."""
    event, user = f"looked-{number}", f"bench-{_RUN}-{'known' if name == _LOOKED_FOR[0] else number}"
    if name == _LOOKED_FOR[2]:
        who = {"anonymousId": f"anonymous-{_RUN}-{number}"}
        assert installation.post(client, [_message(type="track", event=event, **who)])  # noqa: S101
        said = _message(type="identify", userId=user, traits={"email": f"{user}@mail.example"}, **who)
    else:
        said = _message(type="track", event=event, userId=user)
    assert installation.post(client, [said])  # noqa: S101
    return _seconds_until(client, f"web:{user}", event)


def _seconds_until(client: httpx.Client, account: str, event: str) -> float:
    began = time.perf_counter()
    while time.perf_counter() - began < LONGEST:
        body = {"query": _EVENTS, "variables": {"kind": "ACCOUNT", "value": account}}
        customer = client.post("/graphql", json=body).json()["data"]["customer"]
        if customer and event in {each["name"] for each in customer["events"]["nodes"]}:
            return time.perf_counter() - began
        time.sleep(0.05)
    return LONGEST


def _drained(environment: dict[str, str]) -> float:
    """Seconds until nothing waits for the journal any more."""
    began = time.perf_counter()
    while _waiting(environment) and time.perf_counter() - began < _PATIENCE:
        time.sleep(1)
    return time.perf_counter() - began


def _in_time(seconds: float) -> str:
    """How long it took, or that it took longer than is waited for."""
    return f"{seconds:,.0f} s" if seconds < _PATIENCE else f"not within {_PATIENCE:,.0f} s"


def _waiting(environment: dict[str, str]) -> int:
    return int(json.loads(run(["status", "--json"], environment))["waiting"]["bytes"])


def _report(
    people: int,
    loads: tuple[Load, Load],
    shown: dict[int, dict[str, list[float]]],
    memory: list[dict[str, float]],
    drained: float,
) -> str:
    paced, rush = loads
    tenth = max(1, len(memory) // 10)
    lines = [
        paced.row(
            f"batches of {BATCH} at {RATE:,} messages a second for {paced.seconds:.0f} s, durable before 200"
        ),
        rush.row(f"the same without a pause for {rush.seconds:.0f} s, one under way on each connection"),
        f"| until the journal had all of them, after the last | {_in_time(drained)} |",
        *(
            f"| until an event {name} shows in GraphQL, {rate:,} messages a second beside it |"
            f" median {statistics.median(times):.1f} s, at most {max(times):.1f} s of {len(times)} |"
            for rate, found in shown.items()
            for name, times in found.items()
        ),
        *(
            f"| memory of the {name} at {RATE:,} a second: after a tenth of the time, at most, at the end | "
            + ", ".join(
                f"{megabytes:,.0f} MB"
                for megabytes in (
                    memory[tenth - 1][name],
                    max(it[name] for it in memory),
                    memory[-1][name],
                )
            )
            + " |"
            for name in memory[0]
        ),
    ]
    return f"""# Messages over HTTP

Written by `make bench-intake` (benchmarks/intake.py, which says what is done). A made company of {people:,}
people, embedded store, {CONNECTIONS} connections, {os.cpu_count()} cores shared by clients, server and store;
load average at the end {os.getloadavg()[1]:.1f}: where other programs run, rates are lower bounds and times
upper ones. Without a pause a time is how long {CONNECTIONS} batches take: the more connections, the longer.

| what | |
|---|---|
{chr(10).join(lines)}
"""


if __name__ == "__main__":
    main()
