"""The embedded store's process: one per home, private, and none the worse for being killed."""

import json
import locale
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
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store import Store
from graph.stores.embedded import embedded_folder, running_embedded, start_embedded, stop_embedded
from graph.stores.errors import PortInUseError, ServerStartError, StoreUnavailableError
from graph.stores.ports import Ports
from tests.support.rights import open_to_others
from tests.support.stores import MEMORY, reading, wipe, writing

CREATE = writing("UNWIND $ids AS id CREATE (:Product {id: id})", "ids")
BATCH = 500
COUNT = reading("MATCH (n:Product) RETURN count(n) AS n, count(DISTINCT n.id) AS ids")
OPEN = "from graph.store import Store; from graph.settings import load_settings; Store.open(load_settings())"
CARELESS = f"import os; os.umask(0); {OPEN}"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """One installation for all tests: each takes the server as it finds it, running or not."""
    chosen = Settings(home=tmp_path_factory.mktemp("installation") / "für Kunden", store_memory=MEMORY)
    yield chosen
    stop_embedded(chosen)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """The installation's store, emptied."""
    with Store.open(settings) as store:
        yield wipe(store)


def server_pid(settings: Settings) -> int:
    state = embedded_folder(settings).state()
    assert state is not None
    return state.pid


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Return once the condition holds; fail when it takes too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


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


@pytest.fixture
def plain_locale(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The locale in which cron starts programs, where paths are ASCII."""
    before = locale.setlocale(locale.LC_CTYPE)
    monkeypatch.setenv("LC_ALL", "C")
    locale.setlocale(locale.LC_CTYPE, "C")
    yield
    locale.setlocale(locale.LC_CTYPE, before)


def test_a_taken_port_is_named(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(PortInUseError, match=str(port)):
            start_embedded(settings, Ports(bolt=port))

    assert start_embedded(settings, Ports(bolt=port)).uri.endswith(f":{port}")


@pytest.mark.usefixtures("plain_locale")
def test_a_stop_keeps_data_and_ports_and_it_starts_on_first_use_for_all_at_once(
    settings: Settings, store: Store
) -> None:
    """With another password, where that was lost."""
    store.run(CREATE, ids=["a", "b"])
    before = store.endpoint
    assert stop_embedded(settings)
    assert running_embedded(settings) is None
    assert not stop_embedded(settings)
    stopped = time.time()
    embedded_folder(settings).password_file.unlink()
    environment = os.environ | {"CKG_HOME": str(settings.home), "CKG_STORE_MEMORY": MEMORY}

    starters = [subprocess.Popen([sys.executable, "-c", CARELESS], env=environment) for _ in range(2)]
    assert [starter.wait() for starter in starters] == [0, 0]

    pid = server_pid(settings)
    assert servers_below(settings.home) == [str(pid)]
    with Store.open(settings) as again:
        assert again.run(COUNT) == [{"n": 2, "ids": 2}]
        assert (again.endpoint.uri, again.endpoint.http_port) == (before.uri, before.http_port)
        assert again.endpoint.password != before.password
    assert server_pid(settings) == pid
    assert (settings.home / "store" / "log" / "console.log").stat().st_mtime > stopped
    assert open_to_others(settings.home) == [], "whoever starts it lets others read what is written"


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


def test_a_store_that_dies_during_writes_is_reported_and_keeps_whole_batches(
    settings: Settings, store: Store
) -> None:
    """What the dead server left says that it runs, and its process id is by now another program's."""
    written: list[str] = []
    killer = threading.Timer(1.0, lambda: os.kill(server_pid(settings), signal.SIGKILL))
    killer.start()
    with pytest.raises(StoreUnavailableError, match="run the same command again"):
        write_forever(store, written)
    killer.join()
    folder = embedded_folder(settings)
    wait_until(lambda: folder.state() is None)
    state = {"pid": os.getpid(), "bolt_port": 1, "http_port": 2}
    (folder.path / "server.json").write_text(json.dumps(state))
    folder.ready.write_text(str(os.getpid()))

    assert running_embedded(settings) is None
    with Store.open(settings) as again:
        [row] = again.run(COUNT)
    assert again.endpoint.password == store.endpoint.password
    assert row["n"] == row["ids"]
    # The batch under way may have been committed before the answer was lost.
    assert row["n"] in (len(written), len(written) + BATCH)


def write_forever(store: Store, written: list[str]) -> None:
    """Write batches of nodes and note those that the store has confirmed."""
    for start in count(step=BATCH):
        batch = [str(start + number) for number in range(BATCH)]
        store.run(CREATE, ids=batch)
        written.extend(batch)


def test_a_start_that_fails_points_to_the_log(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, store_memory="99999999999g")

    with pytest.raises(ServerStartError, match="exit status 1") as failure:
        start_embedded(settings)

    log = embedded_folder(settings).log
    assert str(log) in str(failure.value)
    assert "99999999999g" in log.read_text()


def test_a_stop_while_it_starts_is_no_crash(tmp_path: Path) -> None:
    """Its Java machine is there by then, and answers to no signal of its own."""
    settings = Settings(home=tmp_path, store_memory=MEMORY)
    folder, told = embedded_folder(settings), list[str]()

    def start() -> None:
        with suppress(ServerStartError):
            told.append(start_embedded(settings).uri)

    starting = threading.Thread(target=start)
    starting.start()
    while not folder.log.exists() or b"ArcadeDB" not in folder.log.read_bytes():
        time.sleep(0.01)
    stop_embedded(settings)
    starting.join()

    assert not told
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(("hs_err", "core"))]
    assert b"fatal error" not in folder.log.read_bytes()


def test_a_server_whose_folder_was_replaced_while_it_starts_leaves_the_new_one_alone(tmp_path: Path) -> None:
    """It would put users with its own password there, and nobody would get in for good."""
    folder = embedded_folder(Settings(home=tmp_path))
    environment = {**os.environ, "CKG_HOME": str(tmp_path), "CKG_STORE_MEMORY": MEMORY}
    starter = subprocess.Popen([sys.executable, "-c", OPEN], env=environment)
    wait_until(lambda: folder.log.exists() and b"ArcadeDB" in folder.log.read_bytes(), 180)
    state = folder.last_state()
    assert state is not None
    starter.kill()
    starter.wait()
    shutil.rmtree(folder.path)
    claimed = folder.claim()
    assert claimed is not None

    wait_until(lambda: not alive(state.pid), 180)

    os.close(claimed)
    assert (folder.path / "lock").exists()
    assert not [
        *folder.path.rglob("server-users*")
    ]  # empty folders of a server that was on its way do no harm


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
