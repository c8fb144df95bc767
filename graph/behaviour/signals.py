"""Signals of interest, as SQL over the journal: who showed when what sign of interest in what."""

from __future__ import annotations

from graph.journal.reading.stated import START_ID, edges_sql, id_of, label_of, node_value
from graph.journal.tables.order import current_events_sql, events_about_sql
from graph.rules.interests import Signal

SIGNALLING = ("page_view", "product_view", "event", "ticket")
"""Kinds of events, but for orders, that show interest."""
_LISTED = ", ".join(f"'{kind}'" for kind in SIGNALLING)


def signals_sql(members: str) -> str:
    """SQL for signals (customer_id, signal, name, label, id, at, event) of the customers in `members`
    (record_id, customer_id), but for orders; reads `stored_events`.

    `name` is that of an event, plain; null for others. `label` and `id` say what node the interest is in. A
    view shows interest in its product and each of its topics, once more where it lasted `$dwell_seconds`; an
    event in its products and topics, a complaint in the products it is about.
    """
    versions = events_about_sql(f"SELECT record_id FROM {members}", f"kind IN ({_LISTED})")  # noqa: S608 - as below
    return f"""
        WITH did AS MATERIALIZED (
            SELECT m.customer_id, e.kind, e.key, e.source, e.stated_at AS "at", e.counted, e.edges,
                {_SIGNAL} AS signal, {_NAME} AS name, {_LINGERED} AS lingered
            FROM ({current_events_sql(versions)}) AS e JOIN {members} AS m USING (record_id)
            WHERE e.kind <> 'ticket' OR {node_value("Ticket", "sentiment")} = 'negative'
        )
        SELECT customer_id, signal, name, item.label AS label, item.key AS id, "at", key AS event
        FROM (SELECT *, unnest(counted) AS item FROM did)
        UNION
        SELECT customer_id, '{Signal.DWELL}', NULL, item.label, item.key, "at", key
        FROM (SELECT *, unnest(counted) AS item FROM did WHERE lingered)
        UNION
        SELECT did.customer_id, did.signal, did.name, 'Product', {_ABOUT}, did."at", did.key
        FROM did JOIN ({edges_sql("did")}) AS edge USING (kind, key)
        WHERE edge.type = 'ABOUT' AND {label_of("edge.end_node")} = 'Product'"""  # noqa: S608 - SQL of this package


def purchases_sql(members: str) -> str:
    """The same of orders, once of each product, whatever lines it has. Reads `orders` too, and takes the
    macro `is_purchase`: an order that came to nothing shows no interest."""
    return f"""
        WITH bought AS (
            SELECT m.customer_id, o.order_id, o."at" FROM orders AS o JOIN {members} AS m USING (record_id)
            WHERE o."at" IS NOT NULL AND is_purchase(o.total, o.status)
        ), lines AS (
            FROM stored_events SEMI JOIN bought ON {START_ID} = bought.order_id
            WHERE kind = 'order_line'
        )
        SELECT DISTINCT b.customer_id, '{Signal.ORDER}' AS signal, NULL::VARCHAR AS name, 'Product' AS label,
            {_ABOUT} AS id, b."at", b.order_id AS event
        FROM bought AS b JOIN ({edges_sql(f"({current_events_sql('lines')})")}) AS edge
            ON {id_of("edge.start_node")} = b.order_id
        WHERE edge.type = 'CONTAINS'"""  # noqa: S608 - SQL of this package


_ABOUT = id_of("edge.end_node")
_SIGNAL = f"CASE WHEN e.kind = 'ticket' THEN '{Signal.COMPLAINT}' ELSE e.kind END"
_LINGERED = "TRY_CAST(e.details->>'$.seconds' AS DOUBLE) >= $dwell_seconds"
_PLAIN = f"lower(regexp_replace({node_value('Event', 'name')}, '[^\\p{{L}}\\p{{N}}]+', '', 'g'))"
_NAME = f"CASE WHEN e.kind = 'event' THEN {_PLAIN} END"
