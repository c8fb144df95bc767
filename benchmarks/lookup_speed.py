"""How long a look-up takes, and how often it finds the right customer, beside Splink on data and model of it.

`python -m benchmarks.lookup_speed [RECORDS] [--home FOLDER]` makes a journal of so many records
(benchmarks/scale_data.py), resolves it, asks for people that it knows, written in another way, and for people
that it does not, and writes benchmarks/lookup.md. With --home the journal and its run stay in that folder and
are used again the next time.

The peer is `linker.inference.predict_between` of Splink 5 (`find_matches_to_new_records` before): one new
record against the table of the same features, with the same model, blocking rules and value frequencies. Its
records get their features beforehand, outside the measured time, and it scores pairs only: rules, vetoes and
the choice of a customer are not in it. Right is, for both, that the answer is the customer that the run gave
the record.
"""

# ruff: noqa: S608 - the SQL is put together from the package's own column names

from __future__ import annotations

import argparse
import logging
import os
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from benchmarks.scale_data import fill_journal, made_records
from graph.entries import Identifier, Origin, RecordVersion
from graph.identity.features.build import build_features
from graph.identity.features.input_tables import create_input_tables
from graph.identity.lookup.index import current_index
from graph.identity.lookup.lookup import Lookup, index_folder
from graph.identity.model.blocking.keys import ARRAYS
from graph.identity.model.blocking.plan import BlockingRule
from graph.identity.model.comparisons.frequencies import with_frequencies_sql
from graph.identity.model.identity_model import IdentityModel
from graph.identity.model.matching import load_matching
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import Mode, RunOptions, resolve
from graph.journal import Journal
from graph.journal.tables.schema import PERSON_COLUMNS
from graph.settings import Settings

SEED = 7
ASKED = 300
PEER_ASKED = 10
_RESULT = Path(__file__).parent / "lookup.md"

Asked = tuple[RecordVersion, str | None]
"""A record, and the customer that it is of; None where the journal does not know the person."""


@dataclass(frozen=True)
class Figures:
    """Milliseconds of wall and processor time, and the share of right answers."""

    wall: float
    wall_95: float
    processor: float
    processor_95: float
    right: float

    @classmethod
    def of(cls, walls: Sequence[float], processors: Sequence[float], right: Sequence[bool]) -> Figures:
        """Medians, 95th percentiles and the share, from seconds."""
        (wall, wall_95), (processor, processor_95) = _spread(walls), _spread(processors)
        return cls(wall, wall_95, processor, processor_95, sum(right) / len(right))

    def row(self, name: str) -> str:
        """A line of a Markdown table."""
        times = f"{self.wall:,.1f} | {self.wall_95:,.1f} | {self.processor:,.1f} | {self.processor_95:,.1f}"
        return f"| {name} | {times} | {self.right:.1%} |"


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("records", nargs="?", type=int, default=100_000)
    parser.add_argument("--home", type=Path, help="folder that keeps journal and run for the next time")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        settings = Settings(home=options.home or Path(folder))
        text = measured(settings, options.records)
    _RESULT.write_text(text, encoding="utf-8")
    print(text)


def measured(settings: Settings, records: int) -> str:
    """The result as Markdown."""
    journal = _resolved(settings, records)
    known, unknown = _asked(journal, records)
    load = os.getloadavg()[0]
    lookup = Lookup(settings)
    for version, _ in (known + unknown)[::30]:
        lookup.resolve(version)  # the first ones read the files
    rows = [
        _time(lambda asked: lookup.resolve(asked).customer_id, known).row(
            "look-up, known person written anew"
        ),
        _time(lambda asked: lookup.resolve(asked).customer_id, unknown).row("look-up, unknown person"),
        _time(_Peer(settings, journal, known[:PEER_ASKED]).best, known[:PEER_ASKED]).row(
            "Splink `predict_between`, known person written anew"
        ),
    ]
    return _TEXT.format(
        records=records, cores=os.cpu_count(), load=load, rows="\n".join(rows), asked=ASKED, peer=PEER_ASKED
    )


def _resolved(settings: Settings, records: int) -> Journal:
    journal = Journal.open(settings)
    if current_index(index_folder(settings)) is None:
        fill_journal(journal, records, SEED)
        resolve(journal, settings, RunOptions(Mode.FULL))
    return journal


def _asked(journal: Journal, records: int) -> tuple[list[Asked], list[Asked]]:
    """People with slips of the pen whom the journal knows, and others; under names that no source has."""
    random = Random(SEED)  # noqa: S311 - made data, no secret
    customers = current_assignment(journal)
    stored = made_records(records, SEED).take(pa.array(sorted(random.sample(range(records), ASKED))))
    known: list[Asked] = [
        (_version(_slipped(row, random)), customers[row["record_id"]]) for row in stored.to_pylist()
    ]
    strangers = made_records(ASKED, SEED + 1).to_pylist()
    return known, [(_version(_with_own_phone(row, random)), None) for row in strangers]


def _slipped(row: dict[str, Any], random: Random) -> dict[str, Any]:
    """With two neighbouring letters of a name swapped, and now and then no e-mail or phone."""
    slipped = dict(row)
    name = random.choice([name for name in ("given_name", "family_name") if row[name]])
    place = random.randrange(max(1, len(row[name]) - 1))
    word = row[name]
    slipped[name] = word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :]
    slipped["identifiers"] = [used for used in row["identifiers"] if random.random() < 0.7]
    return slipped


def _with_own_phone(row: dict[str, Any], random: Random) -> dict[str, Any]:
    """With a phone of no stored person: made people of every seed have the same numbers."""
    used = [
        item | {"value": f"+4915{random.randrange(10**8):08}"} if item["kind"] == "phone" else item
        for item in row["identifiers"]
    ]
    return row | {"identifiers": used}


def _version(row: dict[str, Any]) -> RecordVersion:
    attributes = {name: row[name] for name in PERSON_COLUMNS if row.get(name)}
    used = tuple(Identifier(item["kind"], item["value"]) for item in row["identifiers"])
    return RecordVersion(
        "", f"asked {row['source_id']}", attributes, used, datetime.now(UTC), Origin("asked", 1)
    )


def _time(find: Callable[[RecordVersion], str | None], asked: Sequence[Asked]) -> Figures:
    walls, processors, right = [], [], []
    for version, customer in asked:
        wall, processor = time.perf_counter(), time.process_time()
        found = find(version)
        processors.append(time.process_time() - processor)
        walls.append(time.perf_counter() - wall)
        right.append(found == customer)
    return Figures.of(walls, processors, right)


def _spread(seconds: Sequence[float]) -> tuple[float, float]:
    return 1000 * statistics.median(seconds), 1000 * sorted(seconds)[int(0.95 * len(seconds))]


class _Peer:
    """Splink's linker over the features that the run left."""

    def __init__(self, settings: Settings, journal: Journal, asked: Sequence[Asked]) -> None:
        logging.getLogger("splink").setLevel(logging.ERROR)
        self._customers = current_assignment(journal)
        state = current_index(index_folder(settings))
        assert state is not None  # noqa: S101 - the run before has left it
        self._connection = duckdb.connect()
        model = load_matching(self._connection, settings.home / "models", state.model_version).model
        rows = index_folder(settings) / state.segments[0] / "rows.arrow"
        stored = pa.ipc.open_file(pa.memory_map(str(rows))).read_all()
        self._connection.register("stored", stored.drop_columns(list(_LEFT_OUT)))
        self._connection.execute(f"CREATE TABLE known AS SELECT {_UNWEIGHED} FROM stored")
        _make_features(self._connection, model, [version for version, _ in asked])
        self._api = DuckDBAPI(self._connection)
        self._known = self._api.register("known")
        settings_ = model.settings() | {"blocking_rules_to_generate_predictions": _blocking(model.rules)}
        self._linker = Linker(self._known, settings_, log_level=logging.ERROR)
        for column in model.frequency_priors:
            self._register_frequencies(column)
        self._connection.unregister("stored")
        self._threshold = model.threshold.weight

    def best(self, version: RecordVersion) -> str | None:
        """The customer of the best match above the threshold."""
        self._connection.execute(
            f"CREATE OR REPLACE TABLE one_asked AS SELECT {_UNWEIGHED} FROM all_asked WHERE record_id = $id",
            {"id": f"{version.source}:{version.source_id}"},
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = self._linker.inference.predict_between(
                self._known,
                self._api.register("one_asked"),
                threshold_match_weight=self._threshold,
                warning_mode="never",
            )
        best = self._connection.execute(
            f"""SELECT k.record_id FROM {found.physical_name} AS f JOIN known AS k
            ON k.record_no IN (f.record_no_l, f.record_no_r) ORDER BY match_weight DESC LIMIT 1"""
        ).fetchall()
        return self._customers[best[0][0]] if best else None

    def _register_frequencies(self, column: str) -> None:
        """Splink joins them from a table of values: it takes no columns tf_… of a concatenated input."""
        self._connection.execute(
            f"""CREATE TABLE frequencies_of_{column} AS SELECT {column}, any_value(tf_{column}) AS tf_{column}
            FROM (FROM stored UNION ALL BY NAME FROM all_asked)
            WHERE {column} IS NOT NULL GROUP BY {column}"""
        )
        table = self._api.register(f"frequencies_of_{column}")
        self._linker.table_management.register_term_frequency_lookup(table, column)


_UNWEIGHED = "COLUMNS(lambda c: NOT starts_with(c, 'tf_'))"

_LEFT_OUT = ("used", "given_common", "customer_id", "customer_key")


def _make_features(
    connection: duckdb.DuckDBPyConnection, model: IdentityModel, versions: Sequence[RecordVersion]
) -> None:
    """Make `all_asked`: the features of the records, with the frequencies of their values."""
    create_input_tables(connection)
    for version in versions:
        row = {"record_id": f"{version.source}:{version.source_id}", "source": version.source}
        row |= version.attributes
        marks = ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO records ({', '.join(row)}) VALUES ({marks})", list(row.values()))
        for used in version.identifiers:
            values = [row["record_id"], used.kind, used.value]
            connection.execute("INSERT INTO identifiers (record_id, kind, value) VALUES (?, ?, ?)", values)
    build_features(connection)
    connection.execute(f"CREATE TABLE all_asked AS {with_frequencies_sql(model.frequency_priors)}")


def _blocking(rules: Sequence[BlockingRule]) -> list[dict[str, Any]]:
    """The model's rules in Splink's form."""
    return [
        {
            "blocking_rule": " AND ".join(f"l.{c} = r.{c}" for c in (*rule.columns, "entity_type")),
            "sql_dialect": "duckdb",
        }
        | ({"arrays_to_explode": arrays} if (arrays := [c for c in rule.columns if c in ARRAYS]) else {})
        for rule in rules
    ]


_TEXT = """# Look-ups on {records:,} records

Written by `make bench-lookup` (benchmarks/lookup_speed.py, which says what is compared). Made records,
seed 7, on {cores} cores; load average when it began {load:.1f}: where other programs run, wall times are
upper bounds.
{asked} look-ups of each kind, {peer} of Splink's. Milliseconds.

| what | wall, median | wall, 95 % | processor, median | processor, 95 % | right |
|---|---|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    main()
