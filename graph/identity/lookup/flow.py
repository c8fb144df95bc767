"""Tables of this room: what the index of look-ups is made of."""

from graph.identity.table import Table

TABLES = (
    Table(
        "index_changes",
        "state/stage.py",
        columns="record_id",
        key="record_id",
        reads="fresh_features given_since new_assignments touched",
    ),
    Table(
        "customers_now",
        "lookup/index_segments.py",
        columns="record_id customer_id",
        key="record_id",
        reads="changed_features current_ids features new_assignments",
    ),
    Table("changed_features", "lookup/index.py", key="record_id", reads="features index_changes"),
)
