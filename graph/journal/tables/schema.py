"""Columns of the journal's tables.

Every table ends with `commit` (number of the commit that brought the row), `recorded_at` (when we learned it,
by the clock of the machine, UTC) and `seq` (its place in the commit). In that order they tell what was stored
after what: a commit is numbered by the journal, so a clock that is wrong cannot turn the order round. Of two
processes that store at once each may give its commit the same number. Rows of earlier versions have none.
"""

import pyarrow as pa

from graph.model.attributes import PERSON_PROPERTIES
from graph.model.types import PropertyType

TEXT: pa.DataType = pa.string()
TIME: pa.DataType = pa.timestamp("us", tz="UTC")
WHOLE: pa.DataType = pa.int64()
NUMBER: pa.DataType = pa.float64()
HASH: pa.DataType = pa.binary()
_ELEMENT = "element"
"""Name that Delta gives to the items of lists."""

IDENTIFIERS = pa.list_(pa.field(_ELEMENT, pa.struct([("kind", TEXT), ("value", TEXT), ("properties", TEXT)])))
COUNTED = pa.list_(pa.field(_ELEMENT, pa.struct([("type", TEXT), ("label", TEXT), ("key", TEXT)])))
TEXTS = pa.list_(pa.field(_ELEMENT, TEXT))

_ARROW = {PropertyType.TEXT: TEXT, PropertyType.TEXTS: TEXTS}

PERSON_COLUMNS: dict[str, pa.DataType] = {p.name: _ARROW[p.type] for p in PERSON_PROPERTIES}
"""Arrow type by name of a record's attributes."""

_ORDER: dict[str, pa.DataType] = {"commit": WHOLE, "recorded_at": TIME, "seq": WHOLE}
_ORIGIN: dict[str, pa.DataType] = {
    "ended": TEXT,
    "content_hash": HASH,
    "ingest_id": TEXT,
    "file": TEXT,
    "line": WHOLE,
}
_PAIR: dict[str, pa.DataType] = {"record_l": TEXT, "record_r": TEXT}


def _schema(*parts: dict[str, pa.DataType]) -> pa.Schema:
    return pa.schema([(name, type_) for part in (*parts, _ORDER) for name, type_ in part.items()])


_RECORD = {"record_id": TEXT, "source": TEXT, "source_id": TEXT}
_RECORD_CONTENT = {"traits": TEXT, "identifiers": IDENTIFIERS, "observed_at": TIME}
_EVENT = {"kind": TEXT, "key": TEXT, "source": TEXT, "source_id": TEXT, "record_id": TEXT, "at": TIME}
_EVENT_CONTENT = {"identifiers": IDENTIFIERS, "counted": COUNTED, "nodes": TEXT, "edges": TEXT}
_EVENT_DETAILS = {"details": TEXT}
_RUN_TIMES = {"run_id": TEXT, "started_at": TIME, "finished_at": TIME}
_RUN_TEXTS = {"mode": TEXT, "engine": TEXT, "model_version": TEXT, "report": TEXT, "status": TEXT}
_RUN_NUMBERS = {"threshold": NUMBER, "duration_seconds": NUMBER}
_RUN_COUNTS: dict[str, pa.DataType] = dict.fromkeys(
    ("records", "pairs", "links", "customers", "created", "merged", "split"), WHOLE
)

TABLES: dict[str, pa.Schema] = {
    "records": _schema(_RECORD, PERSON_COLUMNS, _RECORD_CONTENT, _ORIGIN),
    "events": _schema(_EVENT, _EVENT_CONTENT, _EVENT_DETAILS, _ORIGIN),
    "rejected": _schema(
        {"source": TEXT, "file": TEXT, "line": WHOLE, "field": TEXT, "value": TEXT, "reason": TEXT},
        {"row": TEXT, "ingest_id": TEXT, "about": TEXT, "id": TEXT, "released": TEXT},
    ),
    "messages": _schema(
        {"source": TEXT, "message_id": TEXT, "type": TEXT, "anonymous_id": TEXT, "user_id": TEXT},
        {"at": TIME, "timestamp": TEXT, "sent_at": TEXT, "received_at": TIME},
        {"body": TEXT, "ingest_id": TEXT, "position": WHOLE},
    ),
    "ingests": _schema(
        {"ingest_id": TEXT, "source": TEXT, "mapping": TEXT, "file": TEXT},
        {"started_at": TIME, "finished_at": TIME},
        {"accepted": WHOLE, "unchanged": WHOLE, "suppressed": WHOLE, "rejected": WHOLE},
        {"content": TEXT, "reading": TEXT, "cursor": TEXT, "told": TEXT, "reached": TEXT},
    ),
    "withdrawals": _schema({"ingest_id": TEXT, "source": TEXT, "file": TEXT, "why": TEXT}),
    "clocks": _schema({"of_table": TEXT, "first_commit": WHOLE, "last_commit": WHOLE, "ahead": WHOLE}),
    "endings": _schema({"ingest_id": TEXT, "source": TEXT}),
    "confirmations": _schema(
        {"ingest_id": TEXT, "source": TEXT, "file": TEXT, "same_ingest": TEXT, "same_file": TEXT},
        {"hashes": pa.list_(pa.field(_ELEMENT, HASH))},
    ),
    "erasures": _schema(
        {"request_id": TEXT, "act": TEXT, "reason": TEXT, "report": TEXT},
        {"hashes": pa.list_(pa.field(_ELEMENT, HASH))},
    ),
    "runs": _schema(_RUN_TIMES, _RUN_TEXTS, _RUN_NUMBERS, _RUN_COUNTS),
    "assignments": _schema(
        {"run_id": TEXT, "record_id": TEXT, "customer_id": TEXT, "valid_from": TIME, "valid_to": TIME}
    ),
    "households": _schema({"run_id": TEXT, "customer_id": TEXT, "household_id": TEXT, "valid_from": TIME}),
    "aliases": _schema({"run_id": TEXT, "retired_id": TEXT, "surviving_id": TEXT, "at": TIME}),
    "links": _schema(
        {"run_id": TEXT, **_PAIR, "weight": NUMBER, "probability": NUMBER, "tier": TEXT},
        {"evidence": TEXT, "accepted": pa.bool_()},
    ),
    "judgements": _schema(
        {"id": TEXT, **_PAIR, "verdict": TEXT, "steward": TEXT, "reason": TEXT},
        {"judged_at": TIME, "revoked_at": TIME},
    ),
    "review_cases": _schema(
        {"id": TEXT, "run_id": TEXT, **_PAIR, "state": TEXT, "kind": TEXT},
        {"value": NUMBER, "probability": NUMBER, "claimed_by": TEXT, "opened_at": TIME, "closed_at": TIME},
        {"identifier_kind": TEXT, "identifier_value": TEXT, "people": WHOLE},
        {"resolution": TEXT, "closed_by": TEXT, "reason": TEXT},
    ),
    "shared_values": _schema(
        {"run_id": TEXT, "kind": TEXT, "value": TEXT, "people": WHOLE, "shared": pa.bool_()}
    ),
}
"""Schema by table name. `records` and `events` hold versions: a later row of a key supersedes.

One with `ended` says why what it is about is no more; `endings` names the ingests that store such rows,
before they do, so that nobody looks for them in vain. `clocks` says which rows of these two were stored while
the clock was ahead, and by how much. A row of `rejected` with `released` says why the
rejection of this id is none any more. `messages` are those that came over HTTP, as they came, with all their
times and the position in the log behind them. `erasures` are requests that people be forgotten, and what was
done about them: by keyed hashes, so that nothing of theirs stands there."""
