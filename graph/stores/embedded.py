"""The embedded default store: ArcadeDB as a background process, spoken to over Bolt.

The first command that opens the store starts it; it stays up for the next ones, the Browser and the
API, and ends with `stop_embedded` (`ckg stop`) or when its folder is deleted.
"""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from graph.files.home import prepared_home
from graph.settings import Settings
from graph.stores import server
from graph.stores.endpoint import Endpoint
from graph.stores.ports import LOOPBACK, Ports

DATABASE = "ckg"
USER = "root"


def start_embedded(settings: Settings, ports: Ports = Ports()) -> Endpoint:  # noqa: B008 - immutable
    """Start the embedded store below `settings.home`, or join the one that runs.

    Returns its endpoint once it accepts work. Raises PortInUseError, ServerStartError or DiskError.
    """
    prepared_home(settings.home)
    folder = embedded_folder(settings)

    def command(chosen: Ports) -> Sequence[str]:
        script = Path(__file__).with_name("embedded_server.py")
        _forget_users_of_another_password(folder)
        # -P keeps this folder off the module search path of the script.
        return [
            *(sys.executable, "-P", str(script), str(chosen.bolt), str(chosen.http)),
            *(settings.store_memory, DATABASE, str(folder.password_file), str(folder.ready)),
        ]

    return _endpoint(folder, server.start(folder, command, ports))


def stop_embedded(settings: Settings) -> bool:
    """Close the databases and end the embedded store's process; False when none ran."""
    return server.stop(embedded_folder(settings))


def delete_embedded(settings: Settings) -> None:
    """Stop the embedded store and delete what it holds, its logs too; the next start makes an empty one."""
    stop_embedded(settings)
    for name in ("databases", "backups", "log"):
        shutil.rmtree(embedded_folder(settings).path / name, ignore_errors=True)


def running_embedded(settings: Settings) -> Endpoint | None:
    """The embedded store's endpoint if it runs, without starting it."""
    folder = embedded_folder(settings)
    state = folder.state() if folder.path.exists() else None
    return _endpoint(folder, state) if state else None


def embedded_folder(settings: Settings) -> server.ServerFolder:
    """Folder of the embedded store's data, log, password and lock."""
    return server.ServerFolder(settings.home / "store")


def _endpoint(folder: server.ServerFolder, state: server.ServerState) -> Endpoint:
    return Endpoint(
        uri=f"bolt://{LOOPBACK}:{state.bolt_port}",
        user=USER,
        password=folder.password(),
        database=DATABASE,
        http_port=state.http_port,
        folder=folder.path,
    )


def _forget_users_of_another_password(folder: server.ServerFolder) -> None:
    """Let the server make its user anew when the password file was lost."""
    users = folder.path / "config" / "server-users.jsonl"
    if users.exists() and not (folder.path / "password").exists():
        users.unlink()
