"""Traits of source records, and what is declared of each trait."""

from __future__ import annotations

from collections.abc import Iterable

from cypher import Dialect
from graph.journal.tables.order import current_records_sql, record_versions_sql
from graph.model.schema import apply_schema, index_query
from graph.model.traits import KIND, Trait, node_properties
from graph.projection.writing.slice import TableSlice, from_json
from graph.projection.writing.writer import Row
from graph.store import Store

LABELS = ("Customer", "SourceRecord")
"""Kinds of nodes that have traits."""

# What was written of a trait before it was declared anew, by whichever source, may be of another type, or
# have become personal.
_RETYPED = f"""
    SELECT record_id FROM stored_records WHERE traits IS NOT NULL AND EXISTS (
        SELECT details->>'name' AS name FROM stored_events WHERE kind = '{KIND}'
        AND name IN (SELECT details->>'name' FROM pending WHERE kind = '{KIND}')
        GROUP BY name HAVING count(*) > 1)
"""  # noqa: S608 - a name of our own
_NONE = "SELECT record_id FROM pending WHERE FALSE"
_CURRENT = current_records_sql(record_versions_sql("(FROM stored_records WHERE record_id IN (FROM retyped))"))


def add_traits(slice_: TableSlice) -> None:
    """Adds the traits that pending events declare. Makes the table `retyped` (record_id): the records whose
    traits are written anew for that."""
    declaring = declares(slice_)
    slice_.make("retyped", _RETYPED if declaring else _NONE)
    if not declaring:
        return
    for trait in slice_.traits.values():
        told = trait.as_dict()
        slice_.batch.node("Trait", (told.pop("name"),), {"values": None, "description": None, **told})
    for row in slice_.select(_CURRENT):
        add_record_traits(slice_, row)


def declares(slice_: TableSlice) -> bool:
    """Whether pending events declare traits."""
    return slice_.states(KIND)


def add_record_traits(slice_: TableSlice, row: Row) -> None:
    """Adds the traits of the current version of a record; null for those that it once had."""
    if row["traits"] is None and row["versions"] == 1:
        return
    stated = {name: {"value": value} for name, value in (from_json(row["traits"]) or {}).items()}
    properties = node_properties(stated, slice_.traits)
    slice_.batch.node("SourceRecord", (row["source"], row["source_id"]), properties)


def index_traits(store: Store, traits: Iterable[Trait]) -> None:
    """Let the store find nodes by the values of traits.

    Not the embedded one: its index fixes the type of a property by what it finds, and a trait that is
    declared anew may be of another.
    """
    if store.dialect is Dialect.NEO4J:
        apply_schema(store, [index_query(label, trait.property) for trait in traits for label in LABELS])
