"""The look-up index: what runs knew of every record, laid out to find one record's neighbours.

Segments, folders of files that are mapped into memory and never changed: `rows.arrow` holds a row per record,
`keys.npy` sorted 64-bit hashes of blocking keys, identifier values and customer ids, and `places.npy` the row
for each. An incremental run adds a segment with the records that it changed, which replaces their rows in the
older ones. A small file beside the folders, `current.json`, names what is in force: it is put there in one
step, so that a reader sees the index of one run or of the next, wherever the writer is killed.
"""

# ruff: noqa: S608 - the SQL is put together from this package's own table and column names alone

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import duckdb
import numpy as np

from graph.files.durable import sync
from graph.identity.evidence.vetoes import doubtful_sql
from graph.identity.features.fingerprint import FINGERPRINT
from graph.identity.fingerprint import fingerprint
from graph.identity.lookup.index_files import NOWHERE, IndexFacts, IndexFiles, Places
from graph.identity.lookup.index_segments import StaleIndexError, merged_segments, write_segment
from graph.identity.model.identity_model import IdentityModel

CURRENT = "current.json"
"""The file that names what is in force."""
FORMAT = fingerprint("features", "evidence", "lookup", "model")
"""Of what makes and reads the files: an index of another one would be read wrongly, and is written anew."""


@dataclass(frozen=True)
class IndexState:
    """Which run an index is of, and what made it; hashes differ between versions of DuckDB.

    `segments` are its folders, the oldest first; they are filled in when it is written.
    """

    run_id: str
    model_version: str
    rules: str
    records: int
    segments: tuple[str, ...] = ()
    duckdb: str = duckdb.__version__
    features: str = FINGERPRINT
    format: str = FORMAT

    @property
    def shared(self) -> str:
        """File of the values that many share and that link nobody."""
        return f"shared-{self.run_id}.parquet"

    @property
    def overruled(self) -> str:
        """File of the values that stewards ruled to link however many use them."""
        return f"overruled-{self.run_id}.parquet"

    @property
    def verdicts(self) -> str:
        """File of the verdicts of stewards in force."""
        return f"verdicts-{self.run_id}.parquet"


def write_index(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, state: IndexState, folder: Path
) -> None:
    """Write the index of a computed run under `folder` and put it in force; older ones go.

    Reads `features`, `identifiers`, `doubtful_uses`, `persons`, `frequencies`, `shared_values`,
    `overruled_values`, `verdicts`, `current_ids` and `new_assignments`.
    """
    write_segment(connection, model, "features", folder / state.run_id)
    np.save(folder / state.run_id / "replaced.npy", NOWHERE)
    _write_facts(connection, state, folder)
    _put_in_force(replace(state, segments=(state.run_id,)), folder)


def extend_index(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, state: IndexState, folder: Path, after: str
) -> None:
    """Add the records of table `index_changes` (record_id) to the index in force, which is of run `after`.

    For a run under the same model and rules. Reads what `write_index` does, which may hold further records; a
    changed record without a row in `features` leaves the index, its files included. Raises StaleIndexError
    where the index in force is another or its rows have other columns: the caller writes a full one then.
    """
    known = current_index(folder)
    asked = (after, state.model_version, state.rules)
    if known is None or (known.run_id, known.model_version, known.rules) != asked:
        raise StaleIndexError
    connection.execute(_CHANGED_FEATURES)
    changed: Places = connection.execute(_CHANGED_NUMBERS).fetchnumpy()["number"].astype(np.int64)
    segments = known.segments
    if len(changed):
        target = folder / state.run_id
        write_segment(connection, model, "changed_features", target)
        np.save(target / "replaced.npy", changed)
        segments = merged_segments((*segments, state.run_id), folder)
    connection.execute("DROP TABLE changed_features")
    _write_facts(connection, state, folder)
    _put_in_force(replace(state, segments=segments), folder)


def current_index(folder: Path) -> IndexState | None:
    """The index in force; None where there is none that can be read."""
    try:
        stated = json.loads((folder / CURRENT).read_text(encoding="utf-8"))
        state = IndexState(**stated | {"segments": tuple(stated["segments"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    made_by = (state.format, state.duckdb, state.features)
    usable = made_by == (FORMAT, duckdb.__version__, FINGERPRINT)
    return state if usable and all((folder / name).is_dir() for name in state.segments) else None


def open_index(folder: Path, state: IndexState) -> tuple[IndexFiles, IndexFacts]:
    """The files of an index; raises OSError where another has taken its place meanwhile."""
    files = IndexFiles([folder / name for name in state.segments])
    return files, IndexFacts(folder / state.shared, folder / state.overruled, folder / state.verdicts)


RECORD_NUMBER = "(hash(record_id) >> 1)::BIGINT"
"""As `features.record_no`, which a record that is gone no longer has."""

_CHANGED_FEATURES = """
CREATE OR REPLACE TEMP TABLE changed_features AS FROM features SEMI JOIN index_changes USING (record_id)
"""

_CHANGED_NUMBERS = f"SELECT DISTINCT {RECORD_NUMBER} AS number FROM index_changes ORDER BY number"

# Each verdict from both sides, with the number of the other record.
_VERDICTS = """
SELECT record_l AS record, (hash(record_r) >> 1)::BIGINT AS other, verdict FROM verdicts
UNION ALL SELECT record_r, (hash(record_l) >> 1)::BIGINT, verdict FROM verdicts
"""


def _write_facts(connection: duckdb.DuckDBPyConnection, state: IndexState, folder: Path) -> None:
    """What is of no single record: always written whole."""
    doubtful = doubtful_sql("shared_values")
    facts = {
        state.shared: f"SELECT kind, value, (kind, value) IN ({doubtful}) FROM shared_values",
        state.overruled: "SELECT kind, value FROM overruled_values",
        state.verdicts: _VERDICTS,
    }
    for name, query in facts.items():
        target = str(folder / name).replace("'", "''")
        connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet)")


def _put_in_force(state: IndexState, folder: Path) -> None:
    """From now on this is the index; what it does not need goes. Readers keep what they have open."""
    facts = state.shared, state.overruled, state.verdicts
    _make_durable(folder, (*facts, *state.segments))
    marker = folder / f".{state.run_id}.json"
    marker.write_text(json.dumps(asdict(state)), encoding="utf-8")
    sync(marker)
    marker.replace(folder / CURRENT)
    sync(folder)
    needed = {CURRENT, *facts, *state.segments}
    for path in folder.iterdir():
        if path.name in needed:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _make_durable(folder: Path, names: Iterable[str]) -> None:
    """Files, and all in these folders, are on disk before the index that names them comes into force."""
    for path in (folder / name for name in names):
        for file in path.iterdir() if path.is_dir() else ():
            sync(file)
        sync(path)
    sync(folder)
