import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path

from graph.files.lease import projector_lease
from graph.identity.outcome.golden import GoldenRecords
from graph.journal import Journal
from graph.projection import project
from graph.projection.dump import dump
from graph.store import Store
from tests.graph.projection.ingesting import PEOPLE, ingesting
from tests.support.stores import reading, wipe


def finish(process: BaseProcess) -> None:
    """Waits for the process to end well."""
    try:
        process.join(timeout=60)
    finally:
        process.kill()
        process.join()
    assert process.exitcode == 0


def test_killed_ingest_is_completed_by_the_next(any_store: Store, tmp_path: Path) -> None:
    process = ingesting(any_store, tmp_path / "undisturbed")
    started = time.monotonic()
    finish(process)
    duration = time.monotonic() - started
    expected = dump(any_store)
    wipe(any_store)
    chance = random.Random(3)  # noqa: S311 - where to kill is no secret

    for _ in range(3):
        process = ingesting(any_store, tmp_path / "killed")
        time.sleep(chance.uniform(0.0, duration / 3))
        process.kill()
        process.join()
    finish(ingesting(any_store, tmp_path / "killed"))

    assert dump(any_store) == expected


def test_two_ingests_at_once_lose_nothing(any_store: Store, tmp_path: Path) -> None:
    for part in (0, 1):
        finish(ingesting(any_store, tmp_path / "undisturbed", part, 2))
    expected = dump(any_store)
    wipe(any_store)

    both = [ingesting(any_store, tmp_path / "both", part, 2) for part in (0, 1)]
    for process in both:
        finish(process)

    assert dump(any_store) == expected
    people = any_store.run(reading("MATCH (r:SourceRecord {source: 'crm'}) RETURN count(r) AS n"))
    assert people == [{"n": PEOPLE}]


def test_who_waits_for_another_process_says_so(
    embedded_store: Store, journal: Journal, golden: GoldenRecords
) -> None:
    waits, steps = threading.Event(), list[str]()

    def on_progress(step: str, _done: int, _total: int | None) -> None:
        steps.append(step)
        waits.set()

    with ThreadPoolExecutor(1) as pool:
        with projector_lease(journal.folder):
            projecting = pool.submit(project, journal, embedded_store, golden, on_progress)
            assert waits.wait(20.0)
        projecting.result()

    assert steps[0] == "graph: another process writes to it, waiting"
