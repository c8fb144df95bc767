"""The Neo4j Browser's files: one jar from Maven Central, checked against its known content."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from graph.errors import CkgError
from graph.settings import Settings
from graph.stores.neo4j_local import jars_folder

VERSION = "5.24.0"
COORDINATES = f"org.neo4j.client:neo4j-browser:{VERSION}"
JAR = f"neo4j-browser-{VERSION}.jar"
_SHA256 = "064b3291c4236002c9ea04c89592ebebc80fe1f790eda36642599c9a1ee80bb8"


class BrowserError(CkgError):
    """The Neo4j Browser cannot be shown."""


def browser_jar(settings: Settings) -> Path:
    """The jar with the Neo4j Browser's files, fetched with Maven on first use.

    Looked for in this order: `CKG_BROWSER_JAR`, the jars of the local Neo4j, `browser/` below
    `settings.home`. Raises BrowserError when it is in none of them and cannot be fetched, or when its
    content is not the one that was published: the page it serves is given the store's password.
    """
    for jar in _known_places(settings):
        if jar.is_file():
            _check(jar)
            return jar
    return _fetch((settings.home / "browser" / JAR).absolute())


def _known_places(settings: Settings) -> list[Path]:
    own = settings.browser_jar
    return [own] if own else [jars_folder() / JAR, settings.home / "browser" / JAR]


def _fetch(target: Path) -> Path:
    if shutil.which("mvn") is None:
        raise BrowserError(
            "The Neo4j Browser is fetched with Maven, which this machine does not have.",
            "Install Maven (Debian: apt install maven), or set CKG_BROWSER_JAR to a copy of "
            f"{JAR} from another machine ({COORDINATES}).",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as aside:
        outcome = _run_maven(Path(aside))
        fetched = Path(aside) / JAR
        if outcome.returncode != 0 or not fetched.is_file():
            raise BrowserError(
                f"Maven could not fetch {COORDINATES}: {_first_error(outcome.stdout)}",
                "Check the connection to Maven Central (or the mirror in ~/.m2/settings.xml), "
                "or set CKG_BROWSER_JAR to a copy of the jar.",
            )
        _check(fetched)
        # Renamed when whole, so that a second `ckg browser` never reads half a jar.
        fetched.replace(target)
    return target


def _run_maven(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - fixed arguments
        [
            *("mvn", "--quiet", "--batch-mode", "dependency:copy"),
            *(f"-Dartifact={COORDINATES}", f"-DoutputDirectory={folder}"),
        ],
        # Away from the current folder, whose pom.xml Maven would read.
        cwd=folder,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


def _first_error(output: str) -> str:
    errors = [line for line in output.splitlines() if line.startswith("[ERROR]")]
    return errors[0] if errors else "it wrote no error"


def _check(jar: Path) -> None:
    if hashlib.sha256(jar.read_bytes()).hexdigest() != _SHA256:
        raise BrowserError(
            f"{jar} is not the Neo4j Browser {VERSION} as it was published.",
            "Delete the file and run the command again to fetch it anew.",
        )
