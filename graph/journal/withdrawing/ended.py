"""What sources ended: entries that count no more since a later one says that what they are about is gone.

An entry with `ended` ends what was stated before it and counts for nothing else, be it taken back itself.
Where both have a time that can be believed the times decide what was before what, else the order in which
they were stored; so what is stated again after its end is back.
"""

from __future__ import annotations

from graph.journal.tables.order import AHEAD, beginning

ERASED = "erased"
"""Why something has ended: the person whose it was is to be forgotten. An event with it that is about a
record ends all events about that record."""
ERASED_CUSTOMER = "erased_customer"
"""Kind of the events that end all that runs said of a customer, by its id, who is to be forgotten."""
MARKED = "endings"
"""Table of the ingests that ended anything: while it is empty, nothing has to be looked for."""

_SUBJECT = {
    "records": "'' AS kind, record_id AS key, observed_at",
    "events": "kind, key, NULL::TIMESTAMPTZ",
}
"""What an entry is about, and when it was stated: the time of an event is not that of the statement."""
_PLACE = 'coalesce("commit", 0) AS "commit", recorded_at, seq'
_ARRIVED = '({0}."commit", {0}.recorded_at, {0}.seq)'


def _told(name: str, condition: str) -> str:
    return f"""
        SELECT '{name}' AS of_table, {_SUBJECT[name]} AS told_at, source, source_id, record_id, ended, file,
            {_PLACE}
        FROM {name} WHERE {condition}"""  # noqa: S608 - tables and columns of our own


def _of_tombstones(name: str) -> str:
    """The rows of a table that are about something that was ever ended."""
    named = "record_id IN (SELECT key FROM tombstones WHERE of_table = 'records')"
    if name == "events":
        named = "(kind, key) IN (SELECT (kind, key) FROM tombstones WHERE of_table = 'events')"
    return _told(name, named)


_OF_ERASED = (
    f"record_id IN (SELECT record_id FROM tombstones WHERE of_table = 'events' AND ended = '{ERASED}')"  # noqa: S608 - a word of our own
)


def find_sql(received: str) -> str:
    """SQL that makes tables of what is not in `taken`: `tombstones`, `told` (what was told of the same
    things), `ended` (what of it counts no more), and `ends` (which commit ended what was told last in commit
    `before`).

    `received` is SQL for when an entry on a record was received.
    """
    return f"""
CREATE TEMP TABLE tombstones AS FROM (
    {_told("records", "ended IS NOT NULL")} UNION ALL {_told("events", "ended IS NOT NULL")}
) ANTI JOIN taken USING (of_table, "commit", recorded_at, seq);
CREATE TEMP TABLE told AS FROM ({_of_tombstones("records")} UNION ALL {_of_tombstones("events")})
    ANTI JOIN taken USING (of_table, "commit", recorded_at, seq);
UPDATE told SET told_at = NULL WHERE told_at > {received} + {AHEAD} OR {beginning("told_at")};
CREATE TEMP TABLE ended AS
    SELECT v.* FROM told AS v SEMI JOIN told AS t
        ON t.ended IS NOT NULL AND t.of_table = v.of_table AND t.kind = v.kind AND t.key = v.key
            AND CASE WHEN t.told_at <> v.told_at THEN t.told_at > v.told_at
                ELSE {_ARRIVED.format("t")} >= {_ARRIVED.format("v")} END;
CREATE TEMP TABLE ends AS
    SELECT of_table, "commit", before FROM (
        SELECT *, lag(CASE WHEN ended IS NULL THEN "commit" END) OVER (
            PARTITION BY of_table, kind, key ORDER BY "commit", recorded_at, seq) AS before
        FROM told
    ) WHERE ended IS NOT NULL AND before IS NOT NULL
    UNION ALL SELECT of_table, "commit", 0 FROM tombstones WHERE ended = '{ERASED}';
CREATE TEMP TABLE of_erased AS
    SELECT v.* FROM ({_told("events", _OF_ERASED)}) AS v SEMI JOIN tombstones AS t
        ON t.ended = '{ERASED}' AND t.of_table = 'events' AND t.record_id = v.record_id
            AND {_ARRIVED.format("t")} >= {_ARRIVED.format("v")};
INSERT INTO ended FROM of_erased WHERE {_ARRIVED.format("of_erased")} NOT IN (
    SELECT {_ARRIVED.format("ended")} FROM ended WHERE of_table = 'events');
INSERT INTO ended FROM told WHERE ended IS NOT NULL
    AND {_ARRIVED.format("told")} NOT IN (SELECT {_ARRIVED.format("ended")} FROM ended);
"""  # noqa: S608 - SQL of this module
