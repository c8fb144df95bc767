"""Ids of products, orders … belong to their source unless its mapping says otherwise."""

from pathlib import Path

import pytest

from graph.errors import MappingError
from graph.identity.outcome.golden import GoldenRecords
from graph.identity.rules import load_rules
from graph.journal import Journal
from graph.projection import project
from graph.settings import Settings
from graph.store import Store
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.pipeline import ingest
from tests.ingest.support import write
from tests.support.stores import reading

FILES = """
  - path: {source}.csv
    rows:
      - kind: product
        fields: {{id: no, name: name}}
      - kind: ticket
        fields: {{source_id: who, number: ticket, opened_at: {{const: 2024-01-01}}, product: no{more}}}
"""
PRODUCTS = reading(
    "MATCH (p:Product) OPTIONAL MATCH (t:Ticket)-[:ABOUT]->(p)"
    " RETURN p.id AS id, p.number AS number, p.name AS name, count(t) AS tickets ORDER BY id"
)


def ingested(tmp_path: Path, journal: Journal, source: str, said: str = "", more: str = "") -> None:
    write(tmp_path / f"{source}.csv", f"no,name,ticket,who\n41,{source} chair,7,a\n")
    text = f"source: {source}\n{said}\nfiles:{FILES.format(source=source, more=more)}"
    ingest(write(tmp_path / f"{source}.yaml", text), [], journal)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", [("chairs:41", "41", "chairs chair", 1), ("desks:41", "41", "desks chair", 1)]),
        ("namespaces: {product: goods}", [("goods:41", "41", "desks chair", 2)]),
    ],
)
def test_numbers_of_two_sources_are_two_things_unless_they_share_them(
    tmp_path: Path, embedded_store: Store, said: str, expected: list[tuple[str, str, str, int]]
) -> None:
    journal = Journal.open(Settings(home=tmp_path / "home"))
    for source in ("chairs", "desks"):
        ingested(tmp_path, journal, source, said)

    project(journal, embedded_store, GoldenRecords(load_rules()))

    assert [tuple(row.values()) for row in embedded_store.run(PRODUCTS)] == expected


def test_a_single_field_may_name_the_source_whose_number_it_is(tmp_path: Path) -> None:
    journal = Journal.open(Settings(home=tmp_path / "home"))
    ingested(tmp_path, journal, "desks", more=", order: {column: no, source: shop}")

    with journal.connect(views=("events",)) as connection:
        about = "SELECT edges->>'$[2][2][1][0]' FROM events WHERE kind = 'ticket'"
        assert connection.execute(about).fetchall() == [("shop:41",)]


@pytest.mark.parametrize(
    ("said", "mistake"),
    [("{goods: a}", "goods"), ("{product: 'a:b'}", "must be a name"), ("x", "namespaces")],
)
def test_what_is_no_namespace_is_refused(tmp_path: Path, said: str, mistake: str) -> None:
    text = f"source: desks\nnamespaces: {said}\nfiles:{FILES.format(source='desks', more='')}"

    with pytest.raises(MappingError, match=mistake):
        load_mapping(write(tmp_path / "desks.yaml", text))
