"""One row as an ingestor makes entries of it, and every entry held against the model."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from graph.entries import Entry, Event, Origin, RecordVersion
from graph.model import MODEL
from graph.model.attributes import PERSON_PROPERTIES
from graph.model.types import EdgeTime
from ingest.mapping_files.loader import load_mapping
from ingest.rows.clean_rows import clean_row
from ingest.rows.outcome import Outcome

AT = datetime(2024, 7, 1, 10, 30, tzinfo=UTC)
WHEN = "01.07.2024 12:30"
ORIGIN = Origin("test.csv", 2)
RECORD = ("SourceRecord", ("shop", "7"))


def outcome(tmp_path: Path, kind: str, **values: Any) -> Outcome:
    """What one row becomes; columns are called like the fields, with the words that are required."""
    words = {
        "handle": {"network": "instagram"},
        "cookie": {"domain": "shop.de"},
        "document": {"type": "passport"},
    }
    fields = {name: {"column": name, **words.get(name, {})} for name in values}
    rows = [{"kind": kind, "fields": fields}]
    mapping = {"source": "shop", "files": [{"path": "test.jsonl", "rows": rows}]}
    path = tmp_path / "shop.yaml"
    path.write_text(yaml.safe_dump(mapping))
    return clean_row(load_mapping(path).files[0].rows[0], values, ORIGIN)


def event(tmp_path: Path, kind: str, **values: Any) -> Event:
    """The only event that one row becomes."""
    made = outcome(tmp_path, kind, **values)
    assert (made.refused, made.left_out) == ([], [])
    (entry,) = made.entries
    assert isinstance(entry, Event)
    assert misfits(entry) == []
    return entry


def misfits(entry: Entry) -> list[str]:
    """Where an entry does not fit the model."""
    found = [it.kind for it in entry.identifiers if it.kind not in MODEL.identifier]
    for identifier in entry.identifiers:
        label = MODEL.identifier[identifier.kind].label
        found += _property_misfits(label, identifier.properties)
    if isinstance(entry, RecordVersion):
        types = {declared.name: declared.type for declared in PERSON_PROPERTIES}
        return found + [
            name for name, value in entry.attributes.items() if not isinstance(value, types[name].value)
        ]
    for node in entry.nodes:
        found += _property_misfits(node.label, node.properties)
        found += [node.label] if len(node.key) != len(MODEL.node[node.label].key) else []
    for edge in entry.edges:
        kind = MODEL.edge[edge.type]
        found += [f"{edge.type} ends"] if (edge.start[0], edge.end[0]) not in kind.endpoints else []
        found += [f"{edge.type}.{name}" for name in edge.properties if name not in kind.property_names]
        found += [f"{edge.type} needs {name}" for name in kind.time.value if name not in edge.properties]
    for item in entry.counted:
        kind = MODEL.edge[item.type]
        found += (
            []
            if kind.time is EdgeTime.COUNTED and ("SourceRecord", item.label) in kind.endpoints
            else [item.type]
        )
    return found


def _property_misfits(label: str, properties: dict[str, Any]) -> list[str]:
    types = {declared.name: declared.type for declared in MODEL.node[label].properties}
    return [
        f"{label}.{name}"
        for name, value in properties.items()
        if name not in types or not isinstance(value, types[name].value)
    ]
