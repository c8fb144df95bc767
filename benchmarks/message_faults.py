"""Messages over HTTP while programs are killed or the disk is full: part of `make bench-faults`.

Clients send each batch until it is acknowledged, as those of Segment do, and again where no answer came.
Afterwards every acknowledged message is in the journal, once, with its one event, and the graph is the one
that a rebuild makes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from benchmarks.fault_company import Installation, expect, expect_no_traceback
from benchmarks.processes import children_of, followers_of
from graph.journal import Journal
from graph.policy.write_keys import WriteKeys
from graph.projection.dump import dump
from graph.store import Store
from graph.stores.embedded import embedded_folder

KILLS = 5
"""In a round: of five faults, so that a round of all kills 25 times."""
_WORKERS, _CLIENTS, _BATCH, _PEOPLE, _STRANGERS = 2, 4, 5, 60, 1_000_000
_PATIENCE = 600.0
_AGAIN = frozenset({429, 503})
"""Answers that clients send again after."""


@dataclass
class Clients:
    """Who sends messages to an address, each client with one batch under way."""

    address: str
    key: str
    chance: random.Random
    acknowledged: set[str] = field(default_factory=set)
    answers: set[int] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Send inside the block; at its end every batch that was begun is acknowledged."""
        threads = [threading.Thread(target=self._send, args=(number,)) for number in range(_CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in threads:
                thread.join()

    def _send(self, client: int) -> None:
        chance, numbers = random.Random(f"{self.chance.random()} {client}"), count()  # noqa: S311 - no secret
        with httpx.Client(auth=(self.key, ""), timeout=30) as http:
            while not self.over.is_set():
                batch = [_message(f"m{client}-{next(numbers)}", chance) for _ in range(_BATCH)]
                self._send_until_taken(http, batch)
                time.sleep(chance.uniform(0, 0.1))

    def _send_until_taken(self, http: httpx.Client, batch: list[dict[str, Any]]) -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                status = http.post(f"{self.address}/v1/batch", json={"batch": batch}).status_code
                self.answers.add(status)
                if status == 200:
                    self.acknowledged.update(each["messageId"] for each in batch)
                    return
                if status not in _AGAIN:
                    return
            time.sleep(0.2)


def _message(id_: str, chance: random.Random) -> dict[str, Any]:
    """Somebody known or a visitor looks at something, or says who that is; one in five was never seen."""
    number = chance.randrange(_PEOPLE if chance.random() < 0.8 else _STRANGERS)
    who = {"anonymousId": f"visitor-{number}"}
    if chance.random() < 0.1:
        traits = {"email": f"person{number}@mail.example", "firstName": "Anna", "lastName": f"Person{number}"}
        return {"messageId": id_, "type": "identify", "userId": f"user-{number}", "traits": traits, **who}
    if chance.random() < 0.3:
        return {"messageId": id_, "type": "track", "event": "Looked", "userId": f"user-{number}"}
    return {"messageId": id_, "type": "page", "properties": {"category": f"c{number % 5}"}, **who}


class Server:
    """`ckg serve` of an installation with two workers on one port, begun again whenever it was killed."""

    def __init__(self, installation: Installation) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._installation = installation
        self.log = installation.folder / "serve.log"
        self.process = self._begun()

    def _begun(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as out:
            return subprocess.Popen(  # noqa: S603 - the project's own program
                self._installation.command("serve", "--workers", str(_WORKERS), "--port", str(self.port)),
                cwd=self._installation.folder,
                env=self._installation.environment,
                stdout=out,
                stderr=out,
            )

    def until_ready(self) -> None:
        """Wait for it."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.address}/readyz", timeout=30).status_code == 200:
                    return
            time.sleep(0.2)
        expect(condition=False, told=f"not ready after {_PATIENCE:g} s")

    def kill(self) -> None:
        """Kill it with its workers and its follower, and begin it again."""
        _kill(*children_of(self.process.pid), self.process.pid)
        self._begin_again()

    def kill_alone(self) -> None:
        """Kill nothing but the process that keeps the others, and begin it again."""
        _kill(self.process.pid)
        self._begin_again()

    def kill_worker(self) -> None:
        """Kill one of the processes that answer, which is replaced."""
        self.until_ready()
        told = {it: Path(f"/proc/{it}/cmdline").read_bytes() for it in children_of(self.process.pid)}
        _kill(next(it for it, command in told.items() if b"spawn_main" in command))

    def _begin_again(self) -> None:
        self.process.wait()
        self.process = self._begun()

    def kill_follower(self) -> None:
        """Kill the process that brings messages into the journal."""
        _kill(*followers_of(self.process.pid))

    def kill_store(self) -> None:
        """Kill the embedded store."""
        state = embedded_folder(self._installation.settings).state()
        if state is not None:
            _kill(state.pid)

    def end(self) -> None:
        """End it as a service manager does."""
        self.process.terminate()
        self.process.wait()


def killed(kill: Callable[[Server], None]) -> Callable[[Installation, random.Random], None]:
    """Something is killed at random moments while clients send."""

    def fault(installation: Installation, chance: random.Random) -> None:
        with _served(installation, chance) as (server, clients):
            for _ in range(KILLS):
                time.sleep(chance.uniform(0.2, 4.0))
                kill(server)

        _check(installation, server, clients)

    return fault


def disk_full(installation: Installation, chance: random.Random) -> None:
    """The disk of log, journal and store fills up while clients send, and is emptied again."""
    filler = installation.settings.home / "filler"
    with _served(installation, chance) as (server, clients):
        for _ in range(2):
            time.sleep(chance.uniform(1.0, 3.0))
            _fill(filler, leaving=chance.choice((0, 20_000, 300_000)))
            until = time.monotonic() + 60
            while 503 not in clients.answers and time.monotonic() < until:
                time.sleep(0.2)
            expect(503 in clients.answers, f"a full disk was not told: {clients.answers}")
            clients.answers.clear()
            filler.unlink()
    _check(installation, server, clients)


FAULTS: dict[str, Callable[[Installation, random.Random], None]] = {
    "`ckg serve`, its workers and its follower killed under messages": killed(Server.kill),
    "`ckg serve` killed under messages, its workers not": killed(Server.kill_alone),
    "a worker of `ckg serve` killed under messages": killed(Server.kill_worker),
    "the follower killed under messages": killed(Server.kill_follower),
    "the store killed under messages": killed(Server.kill_store),
}
ON_SMALL_DISK = {"disk full under messages": disk_full}


@contextmanager
def small_disk(folder: Path, megabytes: int = 400) -> Iterator[Path | None]:
    """A folder on a disk of its own; null where this user may mount none."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - the system's own
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)  # noqa: S603, S607 - as above
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _served(installation: Installation, chance: random.Random) -> Iterator[tuple[Server, Clients]]:
    key = WriteKeys(installation.settings.home).add("web")[1]
    server = Server(installation)
    try:
        server.until_ready()
        clients = Clients(server.address, key, chance)
        with clients.sending():
            time.sleep(1.0)
            yield server, clients
        server.until_ready()
    finally:
        server.end()


def _check(installation: Installation, server: Server, clients: Clients) -> None:
    drained = installation.run("drain")
    expect(drained.status == 0, f"`ckg drain` ends with {drained.status}: {drained.output[-2_000:]}")
    journal = Journal.open(installation.settings)
    with closing(journal.connect(views=("stored_events", "stored_messages"))) as connection:
        messages = connection.execute("SELECT message_id, type FROM stored_messages").fetchall()
        events = connection.execute("SELECT key FROM stored_events WHERE source = 'web'").fetchall()
    kept = [name for name, _ in messages]
    lost = clients.acknowledged - set(kept)
    expect(clients.acknowledged, "nothing was acknowledged")
    expect(not lost, f"{len(lost)} of {len(clients.acknowledged)} acknowledged messages are lost")
    expect(len(kept) == len(set(kept)), "messages are there twice")
    told = sorted(f"web:{name}" for name, type_ in messages if type_ != "identify")
    keys = sorted(key for (key,) in events)
    lacking, more = set(told) - set(keys), set(keys) - set(told)
    expect(not lacking and not more, f"events lack {len(lacking)} messages and have {len(more)} others")
    expect(len(keys) == len(told), f"{len(keys) - len(told)} events are there twice")
    expect(clients.answers <= {200, *_AGAIN}, f"answers {sorted(clients.answers)}")
    expect_no_traceback(server.log)
    with Store.open(installation.settings) as store:
        live = dump(store)
    rebuilt = installation.run("rebuild")
    expect(rebuilt.status == 0, rebuilt.output[-2_000:])
    with Store.open(installation.settings) as store:
        again = dump(store)
    other = sorted(set(live) ^ set(again))
    expect(not other, f"{len(other)} lines differ from a rebuilt graph, such as {other[:2]}")


def _fill(path: Path, leaving: int) -> None:
    """Fill the disk of a path but for some bytes."""
    found = os.statvfs(path.parent)
    with suppress(OSError), path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(found.f_bavail * found.f_frsize - leaving, 1))


def _kill(*pids: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
