"""Whatever rows of all kinds hold: what the journal takes of them can be projected and rebuilt."""

from datetime import UTC, date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.entries import Entry, Origin
from graph.journal import Journal
from graph.projection import project, rebuild
from graph.projection.dump import dump
from graph.projection.resolved.customers import Golden
from graph.settings import Settings
from graph.store import Store
from ingest.ingestors import INGESTORS
from ingest.mapping.mapping import RowMapping
from ingest.mapping_files.loader import load_mapping
from ingest.rows.clean_rows import clean_row
from tests.support.budget import examples
from tests.support.characters import CHARACTERS
from tests.support.entries import day
from tests.support.identity import assign
from tests.support.stores import wipe

WORDS = {
    "handle": {"network": "instagram"},
    "cookie": {"domain": "shop.de"},
    "document": {"type": "passport"},
    "account": {"realm": "app"},
}
FEW = ["1", "2", "3"]
FITTING: dict[str, list[Any]] = {
    "Time": ["2024-07-01T10:30:00Z", "01.07.2024 12:30", "9999-12-31", "0001-01-01", "1600-02-29"],
    "Metric": ["nps"],
    "Flag": ["ja", "nein"],
    "WholeNumber": [9, "10"],
    "DecimalNumber": [0.1, "0,2", 1e15, "0.3"],
    "Email": ["a@x.de", "b@x.de"],
    "Phone": ["0221 555010", "+49170123456"],
}
"""Values that a field of a type may well have; others get keys of which there are few, so that rows meet."""

texts = st.text(CHARACTERS, max_size=8) | st.sampled_from(
    ["\x00", "\ud800", "\u202ex", "properties", "shared", "ü" * 5_000]
)
arrow_scalars = st.one_of(
    texts,
    st.integers(-(2**63), 2**64 - 1),
    st.floats(),
    st.booleans(),
    st.decimals(allow_nan=False, places=2),
    st.binary(max_size=4),
    st.sampled_from([date(1, 1, 1), time(1, 2), timedelta(days=1), Decimal("1e30")]),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.integers(0, 2**60).map(lambda ns: pd.Timestamp(ns, tz="UTC")),
)
anything = st.recursive(
    arrow_scalars, lambda of: st.lists(of, max_size=3) | st.dictionaries(texts, of, max_size=3), max_leaves=4
)


@st.composite
def rows(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A row of some kind: most cells fit their field, some are empty, some hold anything."""
    kind = draw(st.sampled_from(sorted(INGESTORS)))
    row = {}
    for field in INGESTORS[kind].fields:
        fitting = st.sampled_from(FITTING.get(type(field.type).__name__, FEW))
        choice = draw(st.integers(0, 9))
        if field.required or choice < 5:
            row[field.name] = draw(anything if choice == 9 else fitting)
        elif choice == 9:
            row[field.name] = draw(anything)
    return kind, row


@pytest.fixture(scope="module")
def mappings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RowMapping]:
    """For each kind a mapping that feeds every field from a column of its name."""
    kinds = [
        {
            "kind": name,
            "fields": {it.name: {"column": it.name, **WORDS.get(it.name, {})} for it in ingestor.fields},
        }
        for name, ingestor in INGESTORS.items()
    ]
    path: Path = tmp_path_factory.mktemp("mappings") / "shop.yaml"
    path.write_text(yaml.safe_dump({"source": "shop", "files": [{"path": "rows.jsonl", "rows": kinds}]}))
    return dict(zip(INGESTORS, load_mapping(path).files[0].rows, strict=True))


@given(told=st.lists(rows(), min_size=15, max_size=30))
@settings(
    max_examples=examples(2),
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
def test_what_the_journal_takes_can_be_projected_and_rebuilt(
    told: list[tuple[str, dict[str, Any]]],
    mappings: dict[str, RowMapping],
    embedded_session: Store,
    golden: Golden,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    store, journal = wipe(embedded_session), Journal.open(Settings(home=tmp_path_factory.mktemp("home")))
    entries: list[Entry] = [
        entry
        for line, (kind, row) in enumerate(told)
        for entry in clean_row(mappings[kind], row | {"_line": line}, Origin("rows.jsonl", line)).entries
    ]

    journal.append(entries[::2], "one")
    lacking = project(journal, store, golden).set_aside
    assign(journal, "run", day(90), {f"shop:{key}": f"C{key}" for key in FEW})
    journal.append(entries[1::2], "two")
    lacking += project(journal, store, golden).set_aside
    lines = dump(store)

    assert lacking == 0
    assert rebuild(journal, store, golden).set_aside == 0
    assert dump(store) == lines
