"""What clustering and its outcome read: the same tables in every run, whatever it looked at."""

from graph.identity.evidence.vetoes import doubtful_sql
from graph.identity.table import StagedTable
from graph.journal.reading.views_sql import customers_sql

IN_SCOPE = "record_l IN (FROM scope) OR record_r IN (FROM scope)"


def doubtful_uses_of(records: str) -> str:
    """SQL for the uses that records of table `records` make of values that many share."""
    return f"""
        SELECT * FROM uses_now SEMI JOIN {records} USING (record_id)
        SEMI JOIN ({doubtful_sql("shared_now")}) USING (kind, value)"""  # noqa: S608 - names of our own


STAGED = (
    StagedTable(
        "scored_links",
        scoped=f"SELECT record_l, record_r, weight, probability FROM scores_now WHERE {IN_SCOPE}",  # noqa: S608 - ours
    ),
    StagedTable("rule_links", scoped=f"SELECT * FROM rule_links_now WHERE {IN_SCOPE}"),  # noqa: S608 - ours
    StagedTable("rule_links_now", whole="FROM rule_links"),
    StagedTable(
        "known_links",
        whole="SELECT '' AS record_l, '' AS record_r, '' AS tier, '' AS evidence LIMIT 0",
        scoped=f"FROM known.final_links WHERE {IN_SCOPE}",
    ),
    # Doubtful and forbidden links lead out of the scope; their other ends are looked at, but stay where they
    # are.
    StagedTable(
        "horizon",
        scoped="""
        FROM scope
        UNION SELECT record_l FROM scored_links UNION SELECT record_r FROM scored_links
        UNION SELECT record_l FROM rule_links UNION SELECT record_r FROM rule_links""",
    ),
    StagedTable("records", scoped="SELECT * FROM records_now SEMI JOIN horizon USING (record_id)"),
    StagedTable("records_now", whole="FROM records"),
    StagedTable("uses_now", whole="FROM identifiers UNION ALL BY NAME FROM shared_uses"),
    StagedTable("shared_now", whole="FROM shared_values"),
    StagedTable(
        "identifiers",
        scoped="""
        SELECT * FROM uses_now SEMI JOIN horizon USING (record_id)
        ANTI JOIN shared_now USING (kind, value)""",
    ),
    StagedTable("doubtful_uses", scoped=doubtful_uses_of("horizon")),
    StagedTable("features", scoped="SELECT * FROM features_now SEMI JOIN horizon USING (record_id)"),
    StagedTable("features_now", whole="FROM features"),
    StagedTable(
        "value_links",
        scoped="""
        SELECT v.* FROM known.value_links AS v ANTI JOIN touched_values USING (kind, value)
        WHERE kind = 'account' AND record_l IN (FROM scope)
        UNION ALL BY NAME SELECT * FROM new_value_links
        WHERE kind = 'account' AND record_l IN (FROM scope)""",
    ),
    # Every customer that one of these records has ever had, and all who ever had one of those.
    StagedTable(
        "former_ids",
        scoped="""
        SELECT DISTINCT customer_id FROM known.assignment_history SEMI JOIN horizon USING (record_id)""",
    ),
    StagedTable(
        "assignment_history",
        scoped="""
        WITH fellows AS (
            SELECT DISTINCT record_id FROM known.assignment_history SEMI JOIN former_ids USING (customer_id)
        ) SELECT record_id, customer_id, valid_from
        FROM known.assignment_history SEMI JOIN fellows USING (record_id)""",
    ),
    StagedTable("stirred", whole="FROM scope"),
    StagedTable(
        "blocked_now",
        whole="SELECT DISTINCT kind, value FROM blocked_identifiers",
        now="""
        SELECT kind, value FROM known.blocked_uses ANTI JOIN touched USING (record_id)
        UNION SELECT kind, value FROM blocked_identifiers""",
    ),
    StagedTable("customers_before", whole=customers_sql("assignment_history"), now="FROM known.assignments"),
    StagedTable(
        "known_blocks",
        whole="SELECT NULL::VARCHAR AS record_id, NULL::VARCHAR AS block LIMIT 0",
        now="FROM known.blocks",
    ),
    StagedTable(
        "known_cuts",
        whole="SELECT '' AS kind, '' AS record_l, '' AS record_r, 0.0::DOUBLE AS weight LIMIT 0",
        now="FROM known.cuts",
    ),
    # How many there are is told by what the last run left; to search for them would take longer.
    StagedTable(
        "elsewhere",
        whole="SELECT 0 AS pairs, 0 AS links",
        now="""
        SELECT (SELECT count(*) FROM known.scored_links) - (SELECT count(*) FROM old_scores)
                + (SELECT count(*) FROM new_scores) - (SELECT count(*) FROM scored_links) AS pairs,
            (SELECT count(*) FROM known.final_links WHERE accepted)
                - (SELECT count(*) FROM known_links WHERE accepted) AS links""",
    ),
)
"""In the order in which they are made. `known_…` is what the last run said of them, `…_now` the whole as this
run leaves it, `elsewhere` what lies outside of `scope`, counted."""
