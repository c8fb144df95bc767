"""What a run may take over from the last one: its state, its model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

from graph.identity.inputs import LastRun
from graph.identity.model.ground import has_new_source
from graph.identity.model.saved_model import usable_ground
from graph.identity.rules import Rules
from graph.identity.state.changes import Span
from graph.identity.state.file import StateStamp
from graph.journal import OF_THE_PAST, Journal

OUTGROWN, FEW = 2, 500
"""A model serves up to OUTGROWN times the records that it was trained on, or that FEW; then a run trains
anew."""


def is_of_last_run(mark: StateStamp | None, last: LastRun, journal: Journal, span: Span) -> bool:
    """Whether the state that is there is what the last run left, of the commits that the journal has; `span`
    is what this run sees."""
    if mark is None or (mark.run_id, mark.journal) != (last.run_id, journal.id):
        return False
    if any(mark.versions.get(name, 0) != span.until[name] for name in OF_THE_PAST):
        return False  # what was taken back is in the state
    if journal.ended(span.since, span.until) or journal.returning(span.since, span.until):
        return False  # and so is what has ended; whose the records were that are back is not
    # A journal that was restored and used on has other commits of the same numbers.
    return mark.commits == journal.commit_ids(mark.versions)


def decides_alike(last: LastRun, rules: Rules, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether rules and filled-in birth dates are those of the last run."""
    same_rules = last.report.get("rules") == rules.fingerprint
    return same_rules and _dates(last.report.get("placeholder_dates", [])) == _dates(
        placeholder_dates(connection)
    )


def placeholder_dates(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Birth dates that are filled in too often to be true, and by how many people of which source."""
    found = connection.sql("FROM placeholder_dates ORDER BY ALL")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def serves(model: Path, last: LastRun, new: Counter[str]) -> bool:
    """Whether the model in force can be used further, with `new` records by source: not when there are many
    times the records that it was trained on, or a source that it has not seen, for its rates and blocking
    rules are of others than these."""
    ground = usable_ground(model)
    if ground is None:
        return False
    records = last.report["records"] + new.total()
    too_many = records > OUTGROWN * max(last.report.get("trained_on", records), FEW)
    return not (too_many or has_new_source(ground, new, records))


def _dates(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(row["source"], row["birth_date"]) for row in rows]
