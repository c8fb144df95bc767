"""A store that dies under the API comes back; one that was stopped on purpose does not."""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from api import supervisor
from graph.settings import Settings
from graph.stores.embedded import embedded_folder, running_embedded, stop_embedded
from tests.api.conftest import Client, running
from tests.support.stores import MEMORY

BY_EMAIL = '{customer(identifier: {kind: EMAIL, value: "anna@example.de"}) {id}}'


def until(condition: Callable[[], bool], seconds: float = 90.0) -> None:
    """Return once the condition holds; fail when it takes too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@contextmanager
def taken(port: int) -> Iterator[None]:
    """Another program listens on the port, if it can."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            listener.bind(("127.0.0.1", port))
            listener.listen()
        yield


def ready(client: Client) -> bool:
    return client.request("GET", "/readyz").status_code == 200


def refused(told: dict[str, Any]) -> bool:
    return [error["extensions"]["code"] for error in told.get("errors", ())] == ["STORE_UNAVAILABLE"]


def test_a_killed_store_comes_back_and_a_stopped_one_stays_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(supervisor, "LOOK_SECONDS", 0.2)
    settings = Settings(home=tmp_path, store_memory=MEMORY)
    folder = embedded_folder(settings)
    try:
        with running(settings) as client:
            state = folder.state()
            assert state is not None
            os.kill(state.pid, signal.SIGKILL)
            outage = client.answer("{identityRuns {id}}")
            with taken(state.bolt_port):
                until(lambda: ready(client))
                answer = client.answer("{identityRuns {id}}")

            stop_embedded(settings)
            time.sleep(1.0)
            not_ready = client.request("GET", "/readyz")
            stopped = client.answer(BY_EMAIL)
            assert running_embedded(settings) is None
    finally:
        stop_embedded(settings)

    assert answer == {"data": {"identityRuns": []}}
    assert "is started again" in caplog.text
    assert (not_ready.status_code, not_ready.json()["journal"]) == (503, "ok")
    assert stopped["data"] == {"customer": None}
    assert outage == answer or refused(outage)  # a store that is back at once answers the question itself
    assert refused(stopped)
    assert "127.0.0.1" not in f"{outage} {stopped} {not_ready.text}"
    assert "anna" not in caplog.text
