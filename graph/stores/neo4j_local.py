"""A real Neo4j Community on this machine without Docker: jars from Maven Central, one background JVM.

`python -m graph.stores.neo4j_local start|status|stop` is what `make neo4j` calls.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from graph.errors import CkgError
from graph.files.home import prepared_home
from graph.settings import Settings, load_settings
from graph.stores import server
from graph.stores.endpoint import Endpoint
from graph.stores.errors import ServerStartError, ToolMissingError
from graph.stores.neo4j_swap import put_in_place
from graph.stores.ports import LOOPBACK, Ports

USER = "neo4j"
DATABASE = "neo4j"
_SOURCES = Path(__file__).with_name("neo4j")
_OPENED = ("java.nio", "java.io", "sun.nio.ch")
_CONFIGURATION = """\
server.default_listen_address={host}
server.bolt.enabled=true
server.bolt.listen_address={host}:{ports.bolt}
server.bolt.advertised_address={host}:{ports.bolt}
# Not the ten seconds of silence that a stop would wait for otherwise.
internal.server.bolt.thread_pool_shutdown_wait_time=0s
server.http.enabled=true
server.http.listen_address={host}:{ports.http}
server.http.advertised_address={host}:{ports.http}
server.memory.pagecache.size=256m
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.logs.debug.enabled=false
db.logs.query.enabled=OFF
db.tx_log.preallocate=false
"""


def missing_tools() -> list[str]:
    """Programs that the local Neo4j needs and this machine lacks."""
    tools = ["java"] if jars_folder().exists() else ["java", "mvn"]
    return [tool for tool in tools if shutil.which(tool) is None]


def start_neo4j(settings: Settings, ports: Ports = Ports()) -> Endpoint:  # noqa: B008 - immutable
    """Start the local Neo4j below `settings.home`, or join the one that runs.

    The first call downloads about 130 MB of jars. Returns the endpoint once it accepts work.
    Raises ToolMissingError, PortInUseError or ServerStartError.
    """
    if missing := missing_tools():
        raise ToolMissingError(
            f"A local Neo4j needs {' and '.join(missing)}, which this machine does not have.",
            "Install Java 17 or newer and Maven (Debian: apt install openjdk-17-jre-headless maven), "
            "or leave NEO4J_URI unset to use the embedded store.",
        )
    jars = _fetched_jars()
    prepared_home(settings.home)
    folder = neo4j_folder(settings)

    def command(chosen: Ports) -> Sequence[str]:
        put_in_place(folder.path, DATABASE)  # no other server runs or starts now
        configuration = folder.path / "neo4j.conf"
        configuration.write_text(_CONFIGURATION.format(host=LOOPBACK, ports=chosen))
        return [
            "java",
            # It starts with less work, and two cores gain nothing from a parallel collector.
            "-XX:+UseSerialGC",
            f"-Xmx{settings.store_memory}",
            *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
            *("-cp", str(jars / "*"), str(_SOURCES / "Neo4jServer.java")),
            *(str(folder.path), str(folder.password_file), str(folder.ready)),
        ]

    return _endpoint(folder, server.start(folder, command, ports))


def stop_neo4j(settings: Settings) -> bool:
    """Shut the local Neo4j down; False when none ran."""
    return server.stop(neo4j_folder(settings))


def running_neo4j(settings: Settings) -> Endpoint | None:
    """The local Neo4j's endpoint if it runs, without starting it."""
    folder = neo4j_folder(settings)
    state = folder.state() if folder.path.exists() else None
    return _endpoint(folder, state) if state else None


def is_local(settings: Settings) -> bool:
    """Whether NEO4J_URI names the local Neo4j of the same home."""
    running = running_neo4j(settings)
    return running is not None and running.uri == settings.neo4j_uri


def neo4j_folder(settings: Settings) -> server.ServerFolder:
    """Folder of the local Neo4j's data, configuration, log, password and lock."""
    return server.ServerFolder(settings.home / "neo4j")


def jars_folder() -> Path:
    """Folder of the downloaded jars, shared by all projects of a user and named after the pom's content."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "ckg" / "neo4j-5.26.25-browser-5.24.0"


def _endpoint(folder: server.ServerFolder, state: server.ServerState) -> Endpoint:
    return Endpoint(
        f"bolt://{LOOPBACK}:{state.bolt_port}",
        USER,
        folder.password(),
        DATABASE,
        state.http_port,
        folder.path,
    )


def _fetched_jars() -> Path:
    """The jars' folder, filled by Maven on first use: aside, then renamed, so it is whole or absent."""
    target = jars_folder()
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as aside:
        fetch = subprocess.run(  # noqa: S603 - fixed arguments
            [
                *("mvn", "--quiet", "--batch-mode", "--file", str(_SOURCES / "pom.xml")),
                *("dependency:copy-dependencies", f"-DoutputDirectory={aside}/lib"),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if fetch.returncode != 0:
            raise ServerStartError(
                f"Maven could not fetch Neo4j's jars: {_last_line(fetch.stdout + fetch.stderr)}",
                "Check the connection to Maven Central (or the mirror in ~/.m2/settings.xml).",
            )
        if not target.exists():
            (Path(aside) / "lib").rename(target)
    return target


def _last_line(output: str) -> str:
    errors = [line for line in output.splitlines() if line.startswith("[ERROR]")]
    return errors[0] if errors else "no output"


def main(arguments: list[str]) -> int:
    """`start`, `status` or `stop`; prints the address and where the password lies. Exit status."""
    actions = {"start": start_neo4j, "status": running_neo4j, "stop": stop_neo4j}
    if len(arguments) != 1 or arguments[0] not in actions:
        print("usage: python -m graph.stores.neo4j_local start|status|stop", file=sys.stderr)
        return 2
    settings = load_settings()
    try:
        result = actions[arguments[0]](settings)
    except CkgError as error:
        print(error, file=sys.stderr)
        return 1
    print(_report(settings, result) if isinstance(result, Endpoint) else _absent(stopped=result))
    return 0 if result else 1


def _report(settings: Settings, endpoint: Endpoint) -> str:
    password_file = neo4j_folder(settings).password_file
    return (
        f"Neo4j answers at {endpoint.uri}, its Browser at http://{LOOPBACK}:{endpoint.http_port}/browser/\n"
        f"To use it:\n"
        f'  export NEO4J_URI={endpoint.uri} NEO4J_PASSWORD="$(cat {password_file})"'
    )


def _absent(*, stopped: bool | None) -> str:
    return "Neo4j has been stopped." if stopped else "Neo4j does not run."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
