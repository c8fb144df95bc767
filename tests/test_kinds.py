"""Every kind of the model is fed and can be read, or the model says why not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from graphql import GraphQLObjectType

from api.browser.seed import style_sheet
from api.gql.compile.statement.relations import RELATIONS, Choice
from api.gql.kinds.names import LINKS
from api.gql.operations.finding import CustomerBy
from api.gql.types.identity.records import IdentifierKind
from cypher import all_queries
from graph.entries import Entry, Event, Origin
from graph.identity.rules import load_rules
from graph.model import MODEL
from graph.model.types import EdgeTime
from graph.projection.stated.statements import OF_SEVERAL
from graph.words.camel import snake
from ingest.asked.identifiers import KINDS as ASKED
from ingest.ingestors import INGESTORS
from ingest.ingestors.common import IDENTIFIERS
from ingest.mapping_files.loader import load_mapping
from ingest.rows.clean_rows import clean_row
from tests.api.gql.schemas import published

PROJECT = Path(__file__).parents[1]
WORDS = {"network": "instagram", "type": "passport", "domain": "shop.de"}
FITTING = {
    "Time": "01.07.2024 12:30",
    "RequiredTime": "01.07.2024 12:30",
    "Metric": "nps",
    "Flag": "ja",
    "Email": "a@x.de",
    "Phone": "0221 555010",
    "Cookie": "shop.de:1",
    "Document": "C01X00T47",
    "Json": '{"a": 1}',
    "Outcome": "opened",
}
"""Values for fields of types that take no number."""
READ = [query for query in all_queries() if query.name.split("/")[0] in ("condition", "read", "relation")]


def named(pattern: str, texts: Iterator[str]) -> set[str]:
    """The names behind colons in all places of queries that look like the pattern."""
    return {name for text in texts for names in re.findall(pattern, text) for name in names.split("|")}


READ_LABELS = named(r"\(\w*:(\w+)", (query.text for query in READ))
READ_TYPES = named(r"\[\w*:([\w|]+)", (query.text for query in READ)) | {
    link.over.type for link in LINKS.values()
}
WRITERS = [path for part in ("projection", "analytics") for path in (PROJECT / "graph" / part).rglob("*.py")]
PROJECTED = named(r'"(\w+)"', (path.read_text() for path in WRITERS))


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> list[Entry]:
    """What a row of each kind becomes that fills all fields."""
    folder = tmp_path_factory.mktemp("kinds")
    return [entry for kind in INGESTORS for entry in full_row(folder, kind)]


def full_row(folder: Path, kind: str) -> list[Entry]:
    """The entries of one row with a value in each field."""
    declared = INGESTORS[kind].fields
    row = {it.name: FITTING.get(type(it.type).__name__, "7") for it in declared}
    row |= {"referred_id": "8"} if kind == "referral" else {}
    words = {it.name: [word for word, needed in it.type.words.items() if needed] for it in declared}
    fields = {name: {"column": name, **{it: WORDS.get(it, "x") for it in words[name]}} for name in row}
    path = folder / f"{kind}.yaml"
    files = [{"path": "a.jsonl", "rows": [{"kind": kind, "fields": fields}]}]
    path.write_text(yaml.safe_dump({"source": "shop", "files": files}))
    made = clean_row(load_mapping(path).files[0].rows[0], row, Origin("a.jsonl", 1))
    assert made.entries, (kind, made.refused, made.left_out)
    return made.entries


def test_every_identifier_kind_can_be_fed_and_read(entries: list[Entry]) -> None:
    found = {identifier.kind for entry in entries for identifier in entry.identifiers}

    assert set(MODEL.identifier) - found == set(), "no ingestor makes one: see ingest/ingestors/common.py"
    assert {field.name for field in IDENTIFIERS} == {it.name for it in MODEL.identifiers if it.links}
    assert {kind.value for kind in IdentifierKind} == set(MODEL.identifier)


def test_every_identifier_kind_that_links_has_the_limit_of_the_rules() -> None:
    limits = {kind.name: kind.limit for kind in MODEL.identifiers if kind.links}

    assert {name: rule.people for name, rule in load_rules().identifiers.items()} == limits


def test_a_customer_is_found_by_every_identifier_kind_that_links() -> None:
    linking = {kind.name for kind in MODEL.identifiers if kind.links}
    assert set(ASKED) == linking
    assert set(CustomerBy.__annotations__) - {"id", "record", "text"} == linking


def test_every_node_kind_has_a_look_in_the_browser() -> None:
    looks = {selector.removeprefix("node.") for selector in style_sheet() if selector.startswith("node.")}

    assert looks ^ set(MODEL.node) == set(), "see cypher/browser/style.grass"


def test_every_node_kind_is_fed(entries: list[Entry]) -> None:
    fed = {MODEL.identifier[it.kind].label for entry in entries for it in entry.identifiers}
    events = [entry for entry in entries if isinstance(entry, Event)]
    fed |= {node.label for event in events for node in event.nodes}
    fed |= {item.label for event in events for item in event.counted}

    assert set(MODEL.node) - fed - PROJECTED == set(), "no ingestor makes one, nothing writes one"


def test_every_edge_kind_is_fed_between_all_its_ends(entries: list[Entry]) -> None:
    fed = {
        (MODEL.identifier[it.kind].edge, "SourceRecord", MODEL.identifier[it.kind].label)
        for entry in entries
        for it in entry.identifiers
    }
    events = [entry for entry in entries if isinstance(entry, Event)]
    fed |= {(edge.type, edge.start[0], edge.end[0]) for event in events for edge in event.edges}
    fed |= {(item.type, "SourceRecord", item.label) for event in events for item in event.counted}
    declared = {(kind.type, *ends) for kind in MODEL.edges for ends in kind.endpoints}

    of_records = {it for it in declared if it[1] != "Customer"}  # those of customers are derived
    assert {it for it in of_records - fed if not set(it) <= PROJECTED} == set()


def test_edges_of_several_events_are_those_that_lead_past_what_an_event_is(entries: list[Entry]) -> None:
    """An order is placed by its one event; a campaign is received as often as it is sent."""
    events = [entry for entry in entries if isinstance(entry, Event)]
    past = {
        edge.end[0]
        for event in events
        for edge in event.edges
        if edge.start[0] == "SourceRecord" and edge.end[1] != (event.key,)
    }
    of_several = {
        end for name in OF_SEVERAL for start, end in MODEL.edge[name].endpoints if start == "SourceRecord"
    }
    assert past == of_several


def test_every_node_kind_is_read_or_says_why_not() -> None:
    identifiers = {kind.label for kind in MODEL.identifiers}  # all are read as one type
    read = READ_LABELS | set(published().type_map) | identifiers

    assert [kind.label for kind in MODEL.nodes if (kind.label in read) == bool(kind.unread)] == []


def test_every_edge_kind_is_read_or_says_why_not() -> None:
    assert [kind.type for kind in MODEL.edges if (kind.type in READ_TYPES) == bool(kind.unread)] == []


def test_every_relation_is_a_field_of_graphql() -> None:
    fields = {
        (name, snake(field))
        for name, type_ in published().type_map.items()
        if isinstance(type_, GraphQLObjectType)
        for field in type_.fields
    }

    assert set(RELATIONS) - fields == set(), "see api/gql/types"


def test_every_packaged_relation_is_used() -> None:
    used = [
        it
        for found in RELATIONS.values()
        for it in (found.relations.values() if isinstance(found, Choice) else [found])
    ]
    packaged = {query.name.removeprefix("relation/") for query in READ if query.name.startswith("relation/")}

    assert packaged - {it.fragment for it in used} - {"customer_by_id"} == set()


def test_moments_are_times_of_their_kind() -> None:
    moments = {kind.label: kind.moment for kind in MODEL.nodes if kind.moment}
    times = {
        (kind.label, property_.name)
        for kind in MODEL.nodes
        for property_ in kind.properties
        if property_.type.value.__name__ == "datetime"
    }
    dated = {
        end
        for edge in MODEL.edges
        if edge.time in (EdgeTime.DATED, EdgeTime.STATED)
        for start, end in edge.endpoints
        if start == "SourceRecord"
    }

    assert set(moments.items()) <= times
    assert set(moments) <= dated
