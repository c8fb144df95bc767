"""A local store server as a background process: one per folder, however many programs start it.

The server inherits a locked file and so holds the lock exactly as long as it lives: a killed server
leaves nothing that has to be cleaned up, and a process id is only trusted while the lock is held.
"""

import codecs
import fcntl
import json
import locale
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import SecretStr

from graph.files.disk import disk_trouble, writing
from graph.files.whole_file import whole_file
from graph.stores.errors import ServerStartError
from graph.stores.ports import Ports, choose_ports

START_SECONDS = 180.0
STOP_SECONDS = 30.0
_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class ServerState:
    """A server that was started: its process and the ports it listens on."""

    pid: int
    bolt_port: int
    http_port: int


class ServerFolder:
    """Folder of one local server: lock, state, password, logs, and the data beside them."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.log = self.path / "log" / "console.log"
        self.ready = self.path / "ready"
        self.stopped = self.path / "stopped"
        self._lock = self.path / "lock"
        self._state = self.path / "server.json"
        self._password = self.path / "password"

    @property
    def password_file(self) -> Path:
        """File with the server's password, readable by its owner only; made on first use."""
        if not self._password.exists():
            self.path.mkdir(parents=True, exist_ok=True)
            # Written aside and linked: two starters at once get one and the same whole password.
            draft = self.path / f"password.{os.getpid()}.{secrets.token_hex(4)}"
            with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(24))
            with suppress(FileExistsError):
                os.link(draft, self._password)
            draft.unlink()
        return self._password

    def password(self) -> SecretStr:
        """The server's password."""
        return SecretStr(self.password_file.read_text())

    def state(self) -> ServerState | None:
        """The server that runs in this folder and accepts work, else None."""
        claimed = self.claim()
        if claimed is not None:
            os.close(claimed)
            return None
        state = self.last_state()
        with suppress(OSError):
            if state and self.ready.read_text() == str(state.pid):
                # Somebody who only looked may have held the lock: then the process is gone.
                os.kill(state.pid, 0)
                return state
        return None

    def has_died(self) -> bool:
        """Whether a server ran here that nobody has stopped, and runs no more."""
        if not self._state.exists() or self.stopped.exists():
            return False
        claimed = self.claim()
        if claimed is not None:
            os.close(claimed)
        return claimed is not None

    def last_state(self) -> ServerState | None:
        """What the last start recorded, whether that server still lives or not."""
        try:
            return ServerState(**json.loads(self._state.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def record(self, state: ServerState) -> None:
        """Write down a server that has just been started."""
        with whole_file(self._state) as draft:
            draft.write_text(json.dumps(asdict(state)))

    def claim(self) -> int | None:
        """File descriptor of the folder's lock, or None while a server (or its starter) holds it."""
        self.path.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._lock, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor


def start(folder: ServerFolder, command: Callable[[Ports], Sequence[str]], wanted: Ports) -> ServerState:
    """Start the folder's server or join the one that runs; returns when it accepts work.

    `command` gives the argument vector for the chosen ports. The server must write its process id
    into `folder.ready` once it can be used. Raises PortInUseError, DiskError, or ServerStartError naming
    the log.
    """
    with writing(folder.path):
        return _started(folder, command, wanted)


def _started(folder: ServerFolder, command: Callable[[Ports], Sequence[str]], wanted: Ports) -> ServerState:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        running = folder.state()
        if running is not None:
            return running
        lock = folder.claim()
        if lock is not None:
            try:
                process, state = _launch(folder, command, wanted, lock)
            finally:
                os.close(lock)
            return _wait_until_ready(folder, process, state, deadline)
        time.sleep(_POLL_SECONDS)
    raise _start_error(folder, f"was not ready after {START_SECONDS:.0f} seconds")


def stop(folder: ServerFolder) -> bool:
    """Stop the folder's server cleanly, by force after half a minute; False when none ran."""
    if not folder.path.exists():
        return False
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + STOP_SECONDS
        signalled = 0
        while time.monotonic() < deadline:
            lock = folder.claim()
            if lock is not None:
                folder.ready.unlink(missing_ok=True)
                folder.stopped.touch()
                os.close(lock)
                return bool(signalled) or signal_number is signal.SIGKILL
            state = folder.last_state()
            if state and state.pid != signalled:
                with suppress(ProcessLookupError):
                    os.kill(state.pid, signal_number)
                signalled = state.pid
            time.sleep(_POLL_SECONDS)
    raise ServerStartError(f"The server in {folder.path} does not stop.", f"Its log: {folder.log}")


def _launch(
    folder: ServerFolder, command: Callable[[Ports], Sequence[str]], wanted: Ports, lock: int
) -> tuple["subprocess.Popen[bytes]", ServerState]:
    before = folder.last_state()
    ports = choose_ports(wanted, Ports(before.bolt_port, before.http_port) if before else Ports())
    folder.ready.unlink(missing_ok=True)
    folder.stopped.unlink(missing_ok=True)
    folder.log.parent.mkdir(parents=True, exist_ok=True)
    arguments = command(ports)
    with folder.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - the argument vector is built by this package
            arguments,
            cwd=folder.path,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=(lock,),
        )
    state = ServerState(process.pid, ports.bolt, ports.http)
    folder.record(state)
    return process, state


def _environment() -> dict[str, str]:
    """The environment of a server. In the plain locale of schedulers Java opens no path with an umlaut."""
    plain = codecs.lookup(locale.getencoding()).name == "ascii"
    return {**os.environ, "LC_ALL": "C.UTF-8"} if plain else dict(os.environ)


def _wait_until_ready(
    folder: ServerFolder, process: "subprocess.Popen[bytes]", state: ServerState, deadline: float
) -> ServerState:
    while time.monotonic() < deadline:
        if folder.state() == state:
            # The server outlives this program on purpose: nobody is going to wait for it.
            process.returncode = 0
            return state
        if process.poll() is not None:
            raise _start_error(folder, f"ended with exit status {process.returncode}")
        time.sleep(_POLL_SECONDS)
    process.kill()
    process.wait()
    raise _start_error(folder, f"was not ready after {START_SECONDS:.0f} seconds and was stopped")


def _start_error(folder: ServerFolder, what: str) -> ServerStartError:
    trouble = disk_trouble(folder.path)
    if trouble is not None:
        what = f"{what}: {trouble.message.removesuffix('.')}"
    return ServerStartError(f"The store server in {folder.path} {what}.", f"Its log says why: {folder.log}")
