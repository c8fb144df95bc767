"""What a mapping says of its source, as entries of the journal."""

from __future__ import annotations

from graph.entries import Event, NodeItem, Origin
from graph.files.regular import shown_path
from ingest.mapping.mapping import SourceMapping
from ingest.mapping_files.traits import declaring


def source_events(mapping: SourceMapping) -> list[Event]:
    """The source itself, and the traits that it declares."""
    source, known = mapping.source, {"description": mapping.description, "priority": mapping.priority}
    node = NodeItem("Source", (source,), known)
    origin = Origin(shown_path(mapping.path.name), 1)
    event = Event("source", source, source, None, None, origin, nodes=(node,))
    return [event, *declaring(source, mapping.traits.values(), origin)]
