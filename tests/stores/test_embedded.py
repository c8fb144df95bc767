"""The embedded store's process: one per home, private, and none the worse for being killed."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from graph.stores.embedded import embedded_folder, running_embedded, start_embedded, stop_embedded
from graph.stores.errors import PortInUseError, ServerStartError, StoreUnavailableError
from graph.stores.ports import Ports
from tests.support.stores import MEMORY, reading, writing

CREATE = writing("UNWIND $ids AS id CREATE (:Product {id: id})", "ids")
COUNT = reading("MATCH (n:Product) RETURN count(n) AS n, count(DISTINCT n.id) AS ids")
OPEN = "from graph.store import Store; from graph.settings import load_settings; Store.open(load_settings())"


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    chosen = Settings(home=tmp_path / "home", store_memory=MEMORY)
    yield chosen
    stop_embedded(chosen)


def server_pid(settings: Settings) -> int:
    state = embedded_folder(settings).state()
    assert state is not None
    return state.pid


def kill(settings: Settings) -> None:
    """SIGKILL the server and wait until it is gone."""
    folder = embedded_folder(settings)
    os.kill(server_pid(settings), signal.SIGKILL)
    wait_until(lambda: folder.state() is None)


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Return once the condition holds; fail when it takes too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_it_starts_on_first_use_stays_and_stops(settings: Settings) -> None:
    assert running_embedded(settings) is None
    with Store.open(settings) as store:
        store.run(CREATE, ids=["a"])

    pid = server_pid(settings)
    with Store.open(settings) as store:
        assert store.run(COUNT) == [{"n": 1, "ids": 1}]
    assert server_pid(settings) == pid

    assert stop_embedded(settings)
    assert running_embedded(settings) is None
    assert not stop_embedded(settings)


def test_data_and_ports_outlive_a_stop(settings: Settings) -> None:
    first = start_embedded(settings)
    with Store(first) as store:
        store.run(CREATE, ids=["a", "b"])
    stop_embedded(settings)

    with Store.open(settings) as store:
        assert store.run(COUNT) == [{"n": 2, "ids": 2}]
        assert store.endpoint == first


def test_programs_that_start_at_once_share_one_server(settings: Settings) -> None:
    environment = os.environ | {"CKG_HOME": str(settings.home), "CKG_STORE_MEMORY": MEMORY}

    starters = [subprocess.Popen([sys.executable, "-c", OPEN], env=environment) for _ in range(3)]

    assert [starter.wait() for starter in starters] == [0, 0, 0]
    assert len(servers_below(settings.home)) == 1


def servers_below(home: Path) -> list[str]:
    """Process ids of embedded servers whose working directory lies in `home`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.joinpath("cwd").readlink().is_relative_to(home):
                found.append(process.name)
        except OSError:
            continue
    return found


def test_only_the_owner_can_read_the_password_and_only_this_machine_can_connect(settings: Settings) -> None:
    endpoint = start_embedded(settings)

    folder = embedded_folder(settings)
    assert stat.S_IMODE(folder.password_file.stat().st_mode) == 0o600
    assert len(endpoint.password.get_secret_value()) >= 24
    assert endpoint.password.get_secret_value() not in repr(endpoint) + folder.log.read_text()
    state = folder.state()
    assert state is not None
    for port in (state.bolt_port, state.http_port):
        with socket.socket() as probe:
            # Another loopback address is refused: nothing listens on all addresses.
            assert probe.connect_ex(("127.0.0.2", port)) != 0


def test_a_killed_server_starts_again_with_its_data(settings: Settings) -> None:
    with Store.open(settings) as store:
        store.run(CREATE, ids=[str(number) for number in range(1000)])
    kill(settings)

    with Store.open(settings) as store:
        assert store.run(COUNT) == [{"n": 1000, "ids": 1000}]


def test_a_store_that_dies_during_writes_is_reported_and_keeps_whole_batches(settings: Settings) -> None:
    written: list[str] = []
    with Store.open(settings) as store:
        killer = threading.Timer(1.0, lambda: os.kill(server_pid(settings), signal.SIGKILL))
        killer.start()
        with pytest.raises(StoreUnavailableError, match="run the same command again"):
            write_forever(store, written)
        killer.join()

    with Store.open(settings) as store:
        [row] = store.run(COUNT)
    # The batch under way may have been committed before the answer was lost.
    assert row["n"] in (len(written), len(written) + 500)


def write_forever(store: Store, written: list[str]) -> None:
    """Write batches of 500 nodes and note those that the store has confirmed."""
    for start in count(step=500):
        batch = [str(start + number) for number in range(500)]
        store.run(CREATE, ids=batch)
        written.extend(batch)


def test_a_taken_port_is_named(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(PortInUseError, match=str(port)):
            start_embedded(settings, Ports(bolt=port))

    assert start_embedded(settings, Ports(bolt=port)).uri.endswith(f":{port}")


def test_a_start_that_fails_points_to_the_log(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, store_memory="nonsense")

    with pytest.raises(ServerStartError, match="exit status 1") as failure:
        start_embedded(settings)

    log = embedded_folder(settings).log
    assert str(log) in str(failure.value)
    assert "nonsense" in log.read_text()


def test_a_lost_password_is_replaced(settings: Settings) -> None:
    with Store.open(settings) as store:
        store.run(CREATE, ids=["a"])
    stop_embedded(settings)
    embedded_folder(settings).password_file.unlink()

    with Store.open(settings) as store:
        assert store.run(COUNT) == [{"n": 1, "ids": 1}]


def test_a_leftover_state_of_a_dead_server_is_no_obstacle(settings: Settings) -> None:
    start_embedded(settings)
    stop_embedded(settings)
    folder = embedded_folder(settings)
    state = {"pid": os.getpid(), "bolt_port": 1, "http_port": 2}
    (folder.path / "server.json").write_text(json.dumps(state))
    folder.ready.write_text(str(os.getpid()))

    assert running_embedded(settings) is None
    with Store.open(settings) as store:
        store.verify()


def test_deleting_the_home_ends_the_server(settings: Settings) -> None:
    start_embedded(settings)
    pid = server_pid(settings)

    shutil.rmtree(settings.home)

    wait_until(lambda: not alive(pid))


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits for its parent does not."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
