"""Which customer ids a run made, merged, split or retired."""

from __future__ import annotations

import duckdb

from graph.identity.report.facts import IdChange

_QUERIES = {
    "merged": """
        SELECT surviving_id, list(retired_id ORDER BY retired_id) FROM new_aliases
        GROUP BY ALL ORDER BY len(list(retired_id)) DESC, surviving_id""",
    # Records left an id that still stands: it was split, or gave records away.
    "split": """
        SELECT c.customer_id, list(DISTINCT n.customer_id ORDER BY n.customer_id)
        FROM current_ids AS c JOIN new_assignments AS n USING (record_id)
        WHERE c.customer_id <> n.customer_id
            AND c.customer_id NOT IN (SELECT retired_id FROM new_aliases)
        GROUP BY ALL ORDER BY c.customer_id""",
    "new": """
        SELECT DISTINCT customer_id, []::VARCHAR[] FROM new_assignments
        WHERE customer_id NOT IN (SELECT customer_id FROM assignment_history) ORDER BY customer_id""",
    "retired": "SELECT retired_id, [surviving_id] FROM new_aliases ORDER BY retired_id",
}


def find_changes(connection: duckdb.DuckDBPyConnection) -> list[IdChange]:
    """The changes of ids, by kind, from the tables that `assign_ids` reads and makes."""
    return [
        IdChange(kind, customer_id, tuple(others))
        for kind, query in _QUERIES.items()
        for customer_id, others in connection.execute(query).fetchall()
    ]
