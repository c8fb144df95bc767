"""The views of the journal, and what each says.

Tables as they are stored, but for what was taken back: `runs`, `aliases`, `ingests`.
`all_events`: the same of this table, where the other views are made of an excerpt.
`near_events`, `near_assignments`: the same again; there, what was looked up of them.
`rejected`: what is in quarantine.
`record_versions`: what each source said of a person, with the times of `graph.journal.tables.order`.
`records`: the current version of every record, and a bare row for a record that only events name.
`identifiers`: which record uses which value, first and last seen, over all versions and events.
`event_versions`: what was told of each event, with the same times; `events`: the current version of each.
`orders`: every order with its total less refunds; `order_lines`: what the lines of orders amount to;
`refunds`: what was paid back of them; `contracts`: every contract.
`assignments`, `judgements`, `review_cases`: the current row of each.
`households`: the household of every customer who lives in one now.
`customers`: whose each record is now.
`known_links`: the links as the runs since the last one over everything have them.
`shared_values`: identifier values that were ever found shared, and whether they are; the current row of each.
"""

from graph.journal.quality.quarantine import OPEN
from graph.journal.reading.contracts import contracts_sql
from graph.journal.reading.orders import order_lines_sql, orders_sql, refunds_sql
from graph.journal.tables.order import (
    EVENT_SEEN,
    LATEST,
    current_events_sql,
    current_records_sql,
    event_versions_sql,
    record_versions_sql,
)
from graph.journal.tables.schema import PERSON_COLUMNS

_PERSON = ", ".join(PERSON_COLUMNS)


def customers_sql(history: str) -> str:
    """SQL for whose each record is now (record_id, customer_id), of a `history` with `valid_from`."""
    return f"""
        SELECT record_id, arg_max(customer_id, valid_from) AS customer_id FROM {history}
        GROUP BY record_id"""  # noqa: S608 - a table of our own


def known_links_sql(stored: str) -> str:
    """SQL for the links as the runs since the last one over everything have them, of `stored`: rows of
    `stored_links`, all of a pair or none.

    A full run or rebase states all links; the runs after it state what changed, and with a null `accepted`
    what vanished.
    """
    return f"""
        SELECT * FROM (
            SELECT * FROM {stored} WHERE run_id IN (
                SELECT run_id FROM stored_runs WHERE status = 'finished' AND started_at >= (
                    SELECT max(started_at) FROM stored_runs
                    WHERE status = 'finished' AND mode <> 'incremental'))
            QUALIFY row_number() OVER (
                PARTITION BY record_l, record_r, tier ORDER BY {LATEST}) = 1
        ) WHERE accepted IS NOT NULL"""  # noqa: S608 - a table of our own


def records_sql(current: str, mentioned: str, stored: str) -> str:
    """SQL for the current version of every record, and a bare row for one that only events name.

    `current` are the versions in force, `mentioned` the records that events name, `stored` rows of
    `stored_records`.
    """
    return f"""
        SELECT record_id, source, source_id, {_PERSON}, traits,
            CASE WHEN placed_at IS NOT NULL THEN observed_at END AS observed_at
        FROM {current}
        UNION ALL BY NAME
        SELECT record_id, source, source_id FROM {mentioned}
        WHERE record_id NOT IN (SELECT record_id FROM {stored})"""  # noqa: S608 - the model's names


def mentioned_sql(events: str) -> str:
    """SQL for the records (record_id, source, source_id) that `events`, rows of `stored_events`, name."""
    return f"""
        SELECT record_id, any_value(source) AS source, any_value(source_id) AS source_id
        FROM {events} WHERE record_id IS NOT NULL GROUP BY record_id"""  # noqa: S608 - a table of our own


def sightings_sql(versions: str, events: str) -> str:
    """SQL for each time when a record used an identifier (record_id, identifier, seen_at), of rows of
    `record_versions` and of `stored_events`."""
    return f"""
        SELECT record_id, unnest(identifiers) AS identifier, stated_at AS seen_at FROM {versions}
        UNION ALL
        SELECT record_id, unnest(identifiers), {EVENT_SEEN} FROM {events}
        WHERE record_id IS NOT NULL"""  # noqa: S608 - a column of our own


def identifiers_sql(sightings: str) -> str:
    """SQL for which record used which value, first and last seen, of `sightings`."""
    return f"""
        SELECT record_id, identifier.kind AS kind, identifier.value AS value,
            min(seen_at) AS first_seen, max(seen_at) AS last_seen
        FROM {sightings} GROUP BY ALL"""  # noqa: S608 - a table of our own


VIEW_QUERIES = {
    "record_versions": record_versions_sql("stored_records"),
    "current_versions": current_records_sql("FROM record_versions"),
    "event_versions": event_versions_sql("stored_events"),
    "events": current_events_sql("stored_events"),
    "order_lines": order_lines_sql(),
    "refunds": refunds_sql(),
    "orders": orders_sql(),
    "contracts": contracts_sql(),
    "mentioned_records": mentioned_sql("stored_events"),
    "records": records_sql("current_versions", "mentioned_records", "stored_records"),
    "identifier_sightings": sightings_sql("record_versions", "stored_events"),
    "identifiers": identifiers_sql("identifier_sightings"),
    "assignments": f"""
        SELECT * FROM stored_assignments
        QUALIFY row_number() OVER (PARTITION BY record_id ORDER BY {LATEST}) = 1""",  # noqa: S608 - columns of our own
    "households": f"""
        SELECT * FROM (
            SELECT * FROM stored_households
            QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY {LATEST}) = 1
        ) WHERE household_id IS NOT NULL""",  # noqa: S608 - as above
    "customers": customers_sql("stored_assignments"),
    "known_links": known_links_sql("stored_links"),
    "judgements": f"""
        SELECT * FROM stored_judgements
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY {LATEST}) = 1""",  # noqa: S608 - as above
    "review_cases": f"""
        SELECT * FROM stored_review_cases
        QUALIFY row_number() OVER (PARTITION BY id ORDER BY {LATEST}) = 1""",  # noqa: S608 - as above
    "shared_values": f"""
        SELECT * FROM stored_shared_values
        QUALIFY row_number() OVER (PARTITION BY kind, value ORDER BY {LATEST}) = 1""",  # noqa: S608 - as above
    "all_events": "FROM stored_events",
    "near_events": "FROM stored_events",
    "near_assignments": "FROM stored_assignments",
    "runs": "SELECT * FROM stored_runs WHERE status IS DISTINCT FROM 'running'",
    "aliases": "SELECT * FROM stored_aliases",
    "rejected": OPEN,
    "ingests": "SELECT * FROM stored_ingests",
}
"""View by name, in the order of creation; `stored_<table>` is the table as it is on disk."""
