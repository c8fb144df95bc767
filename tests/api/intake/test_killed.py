"""A server that is killed has lost nothing that it acknowledged, and doubled nothing."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from graph.journal import Journal
from graph.policy.write_keys import WriteKeys
from graph.settings import Settings
from ingest.live.drain import Drain

_ROUNDS, _EACH = 2, 40


@contextmanager
def server(home: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """One that takes messages in, until it is killed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/v1/"
        command = [sys.executable, "-m", "tests.support.taking_in", str(home), str(listener.fileno())]
        process = subprocess.Popen(command, pass_fds=[listener.fileno()])
    try:
        yield process, address
    finally:
        process.kill()
        process.wait()


def sender(address: str, key: str, ids: Iterator[int], acknowledged: set[str], stop: threading.Event) -> None:
    """Sends batches, each twice, until the server is gone."""
    with httpx.Client(base_url=address, auth=(key, ""), timeout=60) as client:
        while not stop.is_set():
            names = [f"m-{next(ids)}" for _ in range(5)]
            messages = [{"type": "track", "event": "x", "userId": "anna", "messageId": it} for it in names]
            try:
                for _ in range(2):
                    if client.post("batch", json={"batch": messages}).status_code == 200:
                        acknowledged.update(names)
            except httpx.TransportError:
                return


@pytest.mark.faults
def test_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    key, acknowledged, ids = WriteKeys(settings.home).add("shop")[1], set[str](), itertools.count()
    for _ in range(_ROUNDS):
        with server(settings.home) as (process, address):
            stop = threading.Event()
            arguments = (address, key, ids, acknowledged, stop)
            threads = [threading.Thread(target=sender, args=arguments) for _ in range(3)]
            for thread in threads:
                thread.start()
            before = len(acknowledged)
            while len(acknowledged) < before + _EACH and process.poll() is None:
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGKILL)
            stop.set()
            for thread in threads:
                thread.join()

    journal = Journal.open(settings)
    with closing(Drain(journal, settings)) as drain:
        while drain.waiting():
            drain.portion()
    with closing(journal.connect(views=("stored_events", "stored_messages"))) as connection:
        events = connection.execute("SELECT key FROM stored_events").fetchall()
        messages = connection.execute("SELECT message_id FROM stored_messages").fetchall()
    kept = [name for (name,) in messages]
    assert len(acknowledged) >= _ROUNDS * _EACH
    assert len(kept) == len(set(kept))
    assert acknowledged <= set(kept)
    assert sorted(f"shop:{name}" for name in kept) == sorted(key for (key,) in events)
