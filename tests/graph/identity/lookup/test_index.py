"""An index that was extended answers as one that was written whole, and is never seen half-made."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from graph.entries import RecordVersion
from graph.identity.evidence.gathering import gather_evidence
from graph.identity.evidence.rule_links import drop_blocked
from graph.identity.features.build import build_features
from graph.identity.inputs import load_inputs, open_inputs
from graph.identity.lookup import index_segments
from graph.identity.lookup.index import IndexState, current_index, extend_index, write_index
from graph.identity.lookup.index_segments import StaleIndexError
from graph.identity.lookup.lookup import Lookup, Resolution
from graph.identity.model.matching import Matching, load_matching
from graph.identity.rules import rules_in_force
from graph.identity.run import resolve
from graph.journal.reading.views_sql import customers_sql
from graph.settings import Settings
from tests.graph.identity.lookup.known import NEW, ROWS, known, version_of
from tests.support.looking import look


def _asked(version: RecordVersion) -> RecordVersion:
    """The same as a record that nobody has stored."""
    return replace(version, source="", source_id="asked")


class Growing:
    """A home whose first run left an index, and the tables of a second run that changed some records."""

    def __init__(self, folder: Path) -> None:
        self.first = folder / "first"
        begun = known(self.first)
        journal, self.run_id = begun.journal, begun.run.run_id
        copytree(self.first / "index", folder / "before")
        self.before = folder / "before"
        told = [version_of(row) for row in ROWS.slice(0, NEW + 4).to_pylist()]
        new, there = told[:NEW], told[NEW:]
        to = {"city": "Neustadt", "given_name": "Zoé"}
        moved = [replace(v, attributes=v.attributes | to) for v in there[:3]]
        journal.append([*new, *moved], "later")
        resolve(journal, begun.settings)
        self.journal, self.rules = journal, rules_in_force(begun.settings)
        self.versions = told + moved
        [(self.records,)] = look(journal, "SELECT count(*) FROM records")
        self.changed = self._changed(*new, *moved)

    def _changed(self, *told: RecordVersion) -> list[str]:
        """Records told since the first run, and those that it had in another customer."""
        query = "SELECT record_id FROM stored_assignments WHERE run_id <> $run"
        moved = {name for (name,) in look(self.journal, query, {"run": self.run_id})}
        return sorted(moved | {f"{version.source}:{version.source_id}" for version in told})

    def tables(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, Matching]]:
        """A connection with what an index is made of."""
        with open_inputs(self.journal) as connection:
            matching = load_matching(connection, self.first / "models", self.run_id)
            load_inputs(connection)
            drop_blocked(connection, self.rules)
            build_features(connection)
            gather_evidence(connection, self.rules)
            connection.execute(f"CREATE TEMP TABLE current_ids AS {customers_sql('assignment_history')}")
            connection.execute("CREATE TEMP TABLE new_assignments AS FROM current_ids LIMIT 0")
            yield connection, matching

    def state(self, run_id: str) -> IndexState:
        """What an index of the second run says of itself."""
        return IndexState(run_id, self.run_id, self.rules.fingerprint, self.records)

    def home(self, folder: Path) -> Path:
        """A further home with the model of the first run and its index as the first run left it."""
        folder.mkdir()
        copytree(self.before, folder / "index")
        (folder / "models").symlink_to(self.first / "models")
        return folder

    def answers(self, home: Path) -> list[Resolution]:
        """What look-ups say, whatever the run is called."""
        lookup = Lookup(Settings(home=home))
        found = [lookup.resolve(_asked(version)) for version in self.versions]
        return [replace(resolution, run_id="") for resolution in found]


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Growing:
    return Growing(tmp_path_factory.mktemp("growing"))


@pytest.fixture(scope="module")
def tables(growing: Growing) -> Iterator[tuple[duckdb.DuckDBPyConnection, Matching]]:
    yield from growing.tables()


@pytest.fixture(scope="module")
def whole(
    growing: Growing,
    tables: tuple[duckdb.DuckDBPyConnection, Matching],
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Resolution]:
    """Answers of an index that was written whole."""
    connection, matching = tables
    home = growing.home(tmp_path_factory.mktemp("whole") / "home")
    write_index(connection, matching.model, growing.state("whole"), home / "index")
    return growing.answers(home)


def _extend(
    growing: Growing,
    tables: tuple[duckdb.DuckDBPyConnection, Matching],
    home: Path,
    steps: Sequence[Sequence[str]],
) -> IndexState | None:
    """Extend the index of a home step by step, as so many runs would."""
    connection, matching = tables
    after = growing.run_id
    for number, records in enumerate(steps):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE index_changes AS SELECT unnest($ids::VARCHAR[]) AS record_id",
            {"ids": list(records)},
        )
        state = growing.state(f"run{number}")
        extend_index(connection, matching.model, state, home / "index", after)
        after = state.run_id
    return current_index(home / "index")


Tables = tuple[duckdb.DuckDBPyConnection, Matching]


def test_answers_as_one_written_whole(
    growing: Growing, tables: Tables, whole: list[Resolution], tmp_path: Path
) -> None:
    home = growing.home(tmp_path / "home")

    state = _extend(growing, tables, home, [growing.changed])

    assert state is not None
    assert len(state.segments) == 2
    assert any(resolution.customer_id for resolution in whole)
    assert growing.answers(home) == whole


def test_merges_many_small_segments_to_the_same_answers(
    growing: Growing,
    tables: Tables,
    whole: list[Resolution],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index_segments, "MOST_SEGMENTS", 4)
    home = growing.home(tmp_path / "home")
    twice = 2 * growing.changed[:3]
    rest = growing.changed[3:]

    state = _extend(growing, tables, home, [*([name] for name in twice), rest])

    assert state is not None
    assert 1 < len(state.segments) < len(twice)
    assert growing.answers(home) == whole


def test_merges_all_when_much_has_changed(
    growing: Growing, tables: Tables, whole: list[Resolution], tmp_path: Path
) -> None:
    home = growing.home(tmp_path / "home")
    everything = [row[0] for row in tables[0].execute("SELECT record_id FROM features").fetchall()]

    state = _extend(growing, tables, home, [growing.changed, everything])

    assert state is not None
    assert len(state.segments) == 1
    assert growing.answers(home) == whole


def test_leaves_nothing_of_a_record_that_is_gone(growing: Growing, tmp_path: Path) -> None:
    home = growing.home(tmp_path / "home")
    asked = growing.versions[NEW + 3]  # stored before the first run, and not changed since
    gone = f"{asked.source}:{asked.source_id}"
    before = Lookup(Settings(home=home)).resolve(_asked(asked))

    for connection, matching in growing.tables():
        connection.execute("DELETE FROM features WHERE record_id = $id", {"id": gone})
        _extend(growing, (connection, matching), home, [[gone]])

    after = Lookup(Settings(home=home)).resolve(_asked(asked))
    assert gone in {candidate.record_id for candidate in before.candidates}
    assert gone not in {candidate.record_id for candidate in after.candidates}
    assert not [path for path in (home / "index").rglob("rows.arrow") if gone in _stored(path)]


def _stored(path: Path) -> list[Any]:
    """The records in a file of rows, in force or not."""
    rows: list[Any] = pa.ipc.open_file(str(path)).read_all().column("record_id").to_pylist()
    return rows


def test_refuses_to_extend_the_index_of_another_run(growing: Growing, tables: Tables, tmp_path: Path) -> None:
    home = growing.home(tmp_path / "home")
    connection, matching = tables
    connection.execute("CREATE OR REPLACE TEMP TABLE index_changes AS SELECT 'crm:1' AS record_id")

    with pytest.raises(StaleIndexError):
        extend_index(connection, matching.model, growing.state("late"), home / "index", "a run between")


def test_an_open_lookup_goes_on_while_the_index_grows(
    growing: Growing, tables: Tables, tmp_path: Path
) -> None:
    home = growing.home(tmp_path / "home")
    before = growing.answers(home)
    open_ = Lookup(Settings(home=home))

    _extend(growing, tables, home, [growing.changed[:2], growing.changed])

    found = [open_.resolve(_asked(version)) for version in growing.versions]
    assert [replace(resolution, run_id="") for resolution in found] == before


def test_interrupted_leaves_the_index_as_it_was(
    growing: Growing,
    tables: Tables,
    whole: list[Resolution],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before its first file, and among them."""
    home = growing.home(tmp_path / "home")
    everything = [row[0] for row in tables[0].execute("SELECT record_id FROM features").fetchall()]
    save = np.save
    for files in (0, 6):
        left = iter(range(files))

        def breaks_off(path: Path, values: Any, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt
            save(path, values)

        with monkeypatch.context() as patched:
            patched.setattr(np, "save", breaks_off)
            with pytest.raises(KeyboardInterrupt):
                _extend(growing, tables, home, [everything])
        state = current_index(home / "index")
        assert state is not None
        assert state.run_id == growing.run_id
    _extend(growing, tables, home, [everything])
    assert growing.answers(home) == whole
