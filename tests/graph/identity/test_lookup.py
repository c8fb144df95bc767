"""A look-up says of a new record what a run would."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from benchmarks.scale_data import made_records
from graph.entries import Identifier, Origin, RecordVersion
from graph.errors import IdentityError
from graph.identity.assignments import current_assignment
from graph.identity.features import fold_text, register_functions
from graph.identity.lookup import Lookup, Resolution
from graph.identity.run import Mode, RunOptions, resolve
from graph.journal import Journal
from graph.journal.schema import PERSON_COLUMNS
from graph.settings import Settings

RECORDS = 600
NEW = 12


def _version(row: dict[str, object]) -> RecordVersion:
    named = {name: row[name] for name in PERSON_COLUMNS if row.get(name)}
    used = tuple(Identifier(item["kind"], item["value"]) for item in row["identifiers"])  # type: ignore[attr-defined]
    seen = datetime(2026, 2, 1, tzinfo=UTC)
    return RecordVersion(str(row["source"]), str(row["source_id"]), named, used, seen, Origin("x", 1))


@pytest.fixture(scope="module")
def asked(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Journal, Settings, list[tuple[RecordVersion, Resolution]]]:
    """Some records looked up before an incremental run takes them in."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    journal = Journal.open(settings)
    rows = made_records(RECORDS, 3)
    journal.append_table("records", rows.slice(NEW))
    resolve(journal, settings, RunOptions(Mode.FULL))
    lookup = Lookup(settings)
    versions = [_version(row) for row in rows.slice(0, NEW).to_pylist()]
    found = [(version, lookup.resolve(version)) for version in versions]
    journal.append(versions, "later")
    resolve(journal, settings)
    return journal, settings, found


def test_weighs_as_a_run_does(
    asked: tuple[Journal, Settings, list[tuple[RecordVersion, Resolution]]],
) -> None:
    journal, _, found = asked
    with journal.connect() as connection:
        stored = connection.execute(
            "SELECT record_l, record_r, weight FROM stored_links WHERE tier = 'model'"
        ).fetchall()
    weights = {frozenset(ends): weight for *ends, weight in stored}

    looked_up = {
        frozenset((f"{version.source}:{version.source_id}", candidate.record_id)): candidate.weight
        for version, resolution in found
        for candidate in resolution.candidates
    }

    both = weights.keys() & looked_up.keys()
    assert both
    assert {pair: looked_up[pair] for pair in both} == {pair: pytest.approx(weights[pair]) for pair in both}


def test_finds_the_customer_that_a_run_gives(
    asked: tuple[Journal, Settings, list[tuple[RecordVersion, Resolution]]],
) -> None:
    journal, _, found = asked
    customers = current_assignment(journal)
    known = {candidate.customer_id for _, resolution in found for candidate in resolution.candidates}

    given = {f"{version.source}:{version.source_id}": resolution.customer_id for version, resolution in found}

    # What brings two customers together is a record of both; the run gives it the id that survives.
    with journal.connect() as connection:
        surviving = dict(connection.execute("SELECT retired_id, surviving_id FROM aliases").fetchall())
    given = {record: surviving.get(id_, id_) for record, id_ in given.items()}
    expected = {record: customers[record] for record in given}
    assert any(given.values())
    assert given == {record: id_ if id_ in known else None for record, id_ in expected.items()}


def test_says_when_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IdentityError, match="no index"):
        Lookup(Settings(home=tmp_path))


def test_folds_text_as_the_macro_does() -> None:
    connection = duckdb.connect()
    register_functions(connection)
    words = [
        "Müller",
        "ĐẶNG Thị",
        "  Ada ",
        "Ærøskøbing",
        "STRAẞE",
        "İzmir",
        "王小明",
        "O’Neil",
        "ﬁn",
        "",
        " ",
    ]

    by_macro = connection.execute("SELECT fold_text(w) FROM (SELECT unnest($words) AS w)", {"words": words})

    assert [fold_text(word) for word in words] == [row[0] for row in by_macro.fetchall()]
