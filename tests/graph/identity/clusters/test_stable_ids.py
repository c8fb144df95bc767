"""Customer ids over repeated runs: who keeps, who takes back, who gets a new one."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.identity.clusters.stable_ids import IdCounts, assign_ids, new_id, resolve_id
from tests.support.budget import examples


class History:
    """Runs one after another, with the assignments and aliases that a journal would keep."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(
            "CREATE TABLE assignment_history"
            " (record_id VARCHAR, customer_id VARCHAR, valid_from TIMESTAMPTZ);"
            "CREATE TABLE cluster_members (record_id VARCHAR, cluster BIGINT);"
            'CREATE TABLE aliases (retired_id VARCHAR, surviving_id VARCHAR, "at" TIMESTAMPTZ)'
        )
        self.runs = 0

    def run(self, clusters: Iterable[Iterable[str]]) -> dict[str, str]:
        """Customer by record after one more run that found these clusters."""
        self.runs += 1
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=self.runs)
        self.connection.execute("DELETE FROM cluster_members")
        rows = [(record, number) for number, cluster in enumerate(clusters) for record in cluster]
        self.connection.executemany("INSERT INTO cluster_members VALUES (?, ?)", rows)
        self.counts: IdCounts = assign_ids(self.connection, f"run{self.runs}")
        self.connection.execute(
            "INSERT INTO assignment_history SELECT record_id, customer_id, ? FROM new_assignments", [at]
        )
        self.connection.execute(
            "INSERT INTO aliases SELECT retired_id, surviving_id, ? FROM new_aliases", [at]
        )
        return self.state()

    def state(self) -> dict[str, str]:
        return dict(
            self.connection.execute(
                "SELECT record_id, arg_max(customer_id, valid_from) FROM assignment_history GROUP BY ALL"
            ).fetchall()
        )


def test_a_merge_keeps_the_id_of_the_larger_part_and_retires_the_other() -> None:
    history = History()
    before = history.run(["abc", "de"])

    after = history.run(["abcde"])

    assert set(after.values()) == {before["a"]}
    assert history.counts == IdCounts(customers=1, created=0, restored=0, merged=1, split=0, moved=2)
    assert resolve_id(history.connection, before["d"]) == before["a"]


def test_a_split_keeps_the_id_with_the_larger_part() -> None:
    history = History()
    before = history.run(["abcde"])

    after = history.run(["ab", "cde"])

    assert after["c"] == before["c"]
    assert after["a"] not in set(before.values())
    assert (history.counts.split, history.counts.created) == (1, 1)


def test_the_older_customer_survives_when_two_are_as_large() -> None:
    history = History()
    older = history.run(["z"])["z"]
    history.run(["z", "a"])

    after = history.run(["az"])

    assert after == {"a": older, "z": older}


def test_unlink_after_a_merge_gives_both_their_own_id_back() -> None:
    history = History()
    history.run(["y"])
    before = history.run(["x", "y"])
    history.run(["xy"])

    assert history.run(["x", "y"]) == before
    assert resolve_id(history.connection, before["x"]) == before["x"]


def test_relink_after_a_split_restores_the_former_id() -> None:
    history = History()
    before = history.run(["ab"])
    history.run(["a", "b"])

    assert history.run(["ab"]) == before


def test_records_outside_the_partition_keep_their_customer() -> None:
    history = History()
    before = history.run(["ab", "cd"])

    after = history.run(["abx"])

    assert {record: after[record] for record in "abcd"} == before


def test_an_id_says_nothing_about_the_record_it_was_made_from() -> None:
    assert new_id("run1", "crm:1") != new_id("run2", "crm:1")
    assert new_id("run", "1crm:1") != new_id("run1", "crm:1")
    assert len(new_id("run1", "crm:1")) == 17


partitions = st.lists(st.lists(st.integers(0, 3), min_size=8, max_size=8), min_size=1, max_size=6)


def as_clusters(labels: list[int]) -> list[str]:
    return [
        "".join(r for r, label in zip("abcdefgh", labels, strict=True) if label == n) for n in set(labels)
    ]


@settings(max_examples=examples(6), deadline=None)
@given(partitions)
def test_whatever_the_runs_find_ids_stay_distinct_and_resolve(runs: list[list[int]]) -> None:
    history = History()
    seen: set[str] = set()
    for labels in runs:
        before, clusters = history.state(), as_clusters(labels)

        after = history.run(clusters)

        by_cluster = [{after[record] for record in cluster} for cluster in clusters]
        assert all(len(ids) == 1 for ids in by_cluster)
        assert len({next(iter(ids)) for ids in by_cluster}) == len(clusters)
        seen |= set(after.values())
        assert all(resolve_id(history.connection, customer) in set(after.values()) for customer in seen)
        largest_first = sorted(set(before.values()), key=lambda c: -list(before.values()).count(c))
        if largest_first and list(before.values()).count(largest_first[0]) > len(before) / 2:
            # a customer with most of the records lives on in whichever cluster has most of those
            assert largest_first[0] in set(after.values())


@settings(max_examples=examples(5), deadline=None)
@given(st.lists(st.integers(0, 3), min_size=8, max_size=8), st.sets(st.integers(0, 3), min_size=2))
def test_a_merge_taken_back_restores_every_id(labels: list[int], merged: set[int]) -> None:
    history = History()
    before = history.run(as_clusters(labels))
    history.run(as_clusters([min(merged) if label in merged else label for label in labels]))

    assert history.run(as_clusters(labels)) == before


@settings(max_examples=examples(5), deadline=None)
@given(st.lists(st.integers(0, 1), min_size=8, max_size=8))
def test_a_split_taken_back_restores_the_id(labels: list[int]) -> None:
    history = History()
    before = history.run(["abcdefgh"])
    history.run(as_clusters(labels))

    assert history.run(["abcdefgh"]) == before


@settings(max_examples=examples(5), deadline=None)
@given(partitions)
def test_an_id_only_goes_to_records_that_it_stood_for(runs: list[list[int]]) -> None:
    history = History()
    ever: dict[str, set[str]] = {}
    for labels in runs:
        clusters = as_clusters(labels)
        after = history.run(clusters)
        for cluster in clusters:
            holders = ever.setdefault(after[cluster[0]], set(cluster))
            assert holders & set(cluster)
            holders |= set(cluster)
