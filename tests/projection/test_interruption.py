import os
import random
import subprocess
import sys
import time
from pathlib import Path

from graph.projection.dump import dump
from graph.store import Store
from tests.projection.ingesting import PEOPLE
from tests.support.stores import reading, wipe


def ingesting(store: Store, home: Path, part: int = 0, parts: int = 1) -> subprocess.Popen[str]:
    """A process that has begun to ingest."""
    endpoint = store.endpoint
    environment = {
        **os.environ,
        "NEO4J_URI": endpoint.uri,
        "NEO4J_USER": endpoint.user,
        "NEO4J_PASSWORD": endpoint.password.get_secret_value(),
        "NEO4J_DATABASE": endpoint.database,
    }
    command = [sys.executable, "-m", "tests.projection.ingesting", str(home), str(part), str(parts)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def finish(process: subprocess.Popen[str]) -> None:
    """Waits for the process to end well."""
    try:
        process.communicate(timeout=60)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 0


def undisturbed(store: Store, home: Path, parts: int = 1) -> list[str]:
    """The graph after everything went in, one part after the other; the store is empty afterwards."""
    for part in range(parts):
        finish(ingesting(store, home, part, parts))
    found = dump(store)
    wipe(store)
    return found


def test_killed_ingest_is_completed_by_the_next(store: Store, tmp_path: Path) -> None:
    started = time.monotonic()
    expected = undisturbed(store, tmp_path / "undisturbed")
    duration = time.monotonic() - started
    chance = random.Random(3)  # noqa: S311 - where to kill is no secret

    for _ in range(3):
        process = ingesting(store, tmp_path / "killed")
        time.sleep(chance.uniform(0.0, duration / 3))
        process.kill()
        process.communicate()
    finish(ingesting(store, tmp_path / "killed"))

    assert dump(store) == expected


def test_two_ingests_at_once_lose_nothing(store: Store, tmp_path: Path) -> None:
    expected = undisturbed(store, tmp_path / "undisturbed", parts=2)

    both = [ingesting(store, tmp_path / "both", part, 2) for part in (0, 1)]
    for process in both:
        finish(process)

    assert dump(store) == expected
    people = store.run(reading("MATCH (r:SourceRecord {source: 'crm'}) RETURN count(r) AS n"))
    assert people == [{"n": PEOPLE}]
