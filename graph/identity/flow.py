"""The flow of data through a run: every table of every room. `state/kept.py` says what stays of them."""

from __future__ import annotations

from graph.identity.clusters import flow as clusters
from graph.identity.evidence import flow as evidence
from graph.identity.features import flow as features
from graph.identity.households import flow as households
from graph.identity.lookup import flow as lookup
from graph.identity.model import flow as model
from graph.identity.outcome import flow as outcome
from graph.identity.state import flow as state
from graph.identity.table import Table

INPUTS = (
    Table("records", "inputs.py", key="record_id", reads="flipped horizon main.records records_now touched"),
    Table(
        "identifiers",
        "inputs.py",
        columns="record_id kind value first_seen last_seen",
        key="record_id kind value",
        reads=(
            "flipped horizon index_changes known.shared_values main.identifiers shared_now "
            "told_identifiers touched touched_values uses_now"
        ),
    ),
    Table(
        "assignment_history",
        "inputs.py",
        columns="record_id customer_id valid_from",
        key="record_id valid_from",
        reads="former_ids known.assignment_history stored_assignments",
    ),
    Table(
        "household_history",
        "inputs.py",
        columns="customer_id household_id valid_from",
        key="customer_id valid_from",
        reads="household_scope known.household_history stored_households",
    ),
    Table(
        "verdicts",
        "inputs.py",
        columns="record_l record_r verdict",
        key="record_l record_r",
        reads="judgements",
    ),
    Table("overruled_values", "inputs.py", columns="kind value", key="kind value", reads="review_cases"),
    Table(
        "known_shared_values",
        "inputs.py",
        columns="kind value people",
        key="kind value",
        reads="shared_values",
    ),
)

ROOMS: dict[str, tuple[Table, ...]] = {
    "inputs": INPUTS,
    "features": features.TABLES,
    "evidence": evidence.TABLES,
    "model": model.TABLES,
    "clusters": clusters.TABLES,
    "households": households.TABLES,
    "outcome": outcome.TABLES,
    "state": state.TABLES,
    "lookup": lookup.TABLES,
}
"""Tables by room, in the order in which a run comes to them. Each is declared where it is made first."""

TABLES = {table.name: table for tables in ROOMS.values() for table in tables}
"""All of them, by name."""
