"""What a report takes from a run's record and from its ids."""

from datetime import UTC, datetime, timedelta

import duckdb

from graph.identity.clusters.stable_ids import assign_ids, new_id
from graph.identity.report import IdChange, RunFacts, find_changes
from graph.identity.report.trust import trust

START = datetime(2026, 3, 1, tzinfo=UTC)

REPORT = {
    "run_id": "run-2",
    "mode": "full",
    "engine": "duckdb",
    "model_version": "run-2",
    "threshold": 2.5,
    "records": 6,
    "links": 2,
    "cuts": {"veto": 1},
    "ids": {"merged": 1, "customers": 2},
    "customers": 4,
    "clusters_by_size": {"1": 3, "3": 1},
    "seconds": {"features": 1.5, "model": 2.0},
    "peak_memory_mb": 100,
}


def test_changes_of_ids_are_named_by_kind() -> None:
    connection = duckdb.connect()
    connection.execute(
        """CREATE TABLE assignment_history AS
        SELECT *, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS valid_from FROM (VALUES ('r1', 'a'), ('r2', 'a'),
            ('r3', 'b'), ('r4', 'c'), ('r5', 'c')) AS v(record_id, customer_id);
        CREATE TABLE cluster_members AS SELECT * FROM (VALUES ('r1', 1), ('r2', 1), ('r3', 1), ('r4', 4),
            ('r5', 5), ('r6', 6)) AS v(record_id, cluster)"""
    )
    assign_ids(connection, "run-2")
    kept, given = new_id("run-2", "r5"), new_id("run-2", "r6")

    assert find_changes(connection) == [
        IdChange("merged", "a", ("b",)),
        IdChange("split", "c", (kept,)),
        *(IdChange("new", customer) for customer in sorted((kept, given))),
        IdChange("retired", "b", ("a",)),
    ]


def test_facts_come_from_the_records_of_two_runs() -> None:
    before = REPORT | {
        "run_id": "run-1",
        "records": 5,
        "ids": {"merged": 0, "customers": 5},
        "customers": 5,
        "cuts": {},
    }

    facts = RunFacts.of_report(REPORT, START, before, [])

    assert facts.counts == {"records": 6, "links": 2, "customers": 4, "ids merged": 1, "links cut: veto": 1}
    assert facts.previous == {"records": 5, "links": 2, "customers": 5, "ids merged": 0}
    assert facts.cluster_sizes == {1: 3, 3: 1}
    assert facts.finished_at - facts.started_at == timedelta(seconds=3.5)
    assert facts.peak_memory == 100 * 2**20


def test_the_section_on_trust_names_what_is_no_evidence_and_what_was_wrong() -> None:
    record = REPORT | {
        "health": {"contradicted": 0.31, "largest": 9, "faults": ["too <many>"]},
        "distrusted": ["too <many>"],
        "trained_because": ["crm has new columns"],
        "vetoes_dropped": ["birth_and_name"],
        "placeholder_dates": [{"source": "crm", "birth_date": "1990-07-07", "people": 60}],
    }

    told = trust(RunFacts.of_report(record, START, None, []))

    for part in ("too &lt;many&gt;", "0.31", "crm has new columns", "birth_and_name", "1990-07-07", "60"):
        assert part in told
    assert "found no fault" not in told


def test_a_record_of_before_models_were_checked_claims_no_check() -> None:
    assert "found no fault" not in trust(RunFacts.of_report(REPORT, START, None, []))
