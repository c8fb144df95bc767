"""What is stated of nodes, by label, as rows of their write queries."""

from __future__ import annotations

from collections.abc import Sequence

from graph.bulk.columns.batch import columns_of
from graph.bulk.columns.json_columns import read_json, typed
from graph.model import MODEL
from graph.model.types import STATED_AT
from graph.projection.writing.slice import TableSlice


def add_statements(slice_: TableSlice, label: str, key: Sequence[str], told: str) -> None:
    """Adds nodes of a label, whose key is told by SQL for its parts; `told` is SQL for `given`, JSON of
    properties, and `written_at`, the time of the statement, in the order of the statements."""
    kind = MODEL.node[label]
    keys = [f"{sql} AS {name}" for sql, name in zip(key, kind.key, strict=True)]
    others = {*kind.key, STATED_AT}
    own = [each for each in kind.properties if not each.found and each.name not in others]
    values = [f'{typed("said", each)} AS "{each.name}"' for each in own]
    anything = ", ".join(f'said."{each.name}" IS NOT NULL' for each in own)
    time = [f"CASE WHEN list_bool_or([{anything}]) THEN written_at END AS {STATED_AT}"] if kind.stated else []
    columns_of(slice_).node_rows(
        label,
        slice_.table(
            f"SELECT {', '.join((*keys, *values, *time))}"  # noqa: S608 - names of the model
            f" FROM (SELECT *, {read_json('given', own)} AS said FROM ({told}))"
        ),
    )
