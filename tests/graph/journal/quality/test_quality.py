"""The quality of sources: every part worked out by hand."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from graph.entries import Origin, Rejection
from graph.journal import Journal
from graph.journal.quality.source_quality import (
    MEASURED,
    quality_history,
    quality_trend,
    source_quality,
    told_in_report,
)
from graph.settings import Settings
from tests.support.entries import day, person
from tests.support.identity import assign


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(Settings(home=tmp_path / "home"))


def rejection(line: int) -> Rejection:
    return Rejection("crm", Origin("crm.csv", line), "city", "?", "is no city", f'{{"n": {line}}}')


def test_parts_and_score(journal: Journal) -> None:
    journal.append(
        [person("1", day(0), given_name="Anna", city="Ulm"), person("2", day(365), city="Bonn")], "a"
    )
    journal.append([person("1", day(730), source="shop", given_name="ANNA", city="Köln")], "b")
    journal.reject([rejection(1)], "a")
    assign(journal, "run", day(740), {"crm:1": "A", "shop:1": "A", "crm:2": "B"})
    crm, shop = source_quality(journal)

    assert (crm.source, crm.records, crm.rejections) == ("crm", 2, 1)
    assert crm.completeness == 3 / 4  # two attributes, one of two records lacks one
    assert crm.validity == 3 / 4  # three values, one refused
    assert crm.freshness == pytest.approx((0.25 + 0.5) / 2)  # two years and one before the shop's
    assert crm.consistency == 1 / 2  # of Anna the name, not the city
    assert crm.score == pytest.approx((0.75 + 0.75 + 0.375 + 0.5) / 4)
    assert (shop.completeness, shop.validity, shop.freshness, shop.consistency) == (1.0, 1.0, 1.0, 0.5)


def test_what_is_not_known_does_not_count(journal: Journal) -> None:
    journal.append([person("1", day(0), given_name="Anna")], "a")
    (crm,) = source_quality(journal)

    assert (crm.completeness, crm.validity, crm.freshness, crm.consistency) == (1.0, 1.0, 1.0, None)
    assert crm.score == 1.0
    assert source_quality(Journal.open(Settings(home=journal.folder.parent / "empty"))) == []


def test_of_records_that_say_nothing_of_people_the_age_counts_alone(journal: Journal) -> None:
    journal.append([person("1", day(0))], "a")
    journal.reject([rejection(1)], "a")
    (crm,) = source_quality(journal)

    assert (crm.completeness, crm.validity, crm.rejections, crm.score) == (None, None, 1, 1.0)


@pytest.mark.parametrize("days", [(1, 2), (2, 1)])
def test_the_trend_goes_ingest_by_ingest_whatever_the_clock_says(
    journal: Journal, days: tuple[int, int]
) -> None:
    for number, (accepted, rejected) in enumerate(((8, 2), (0, 0)), 1):
        at = datetime(2026, 1, days[number - 1], tzinfo=UTC)
        row = {"ingest_id": f"i{number}", "source": "crm", "file": "crm.csv", "accepted": accepted}
        row |= {"unchanged": 0, "rejected": rejected, "finished_at": at}
        journal.append_table("ingests", pa.Table.from_pylist([row]))
    journal.reject([rejection(1), rejection(2)], "i1")
    journal.reject([rejection(1)], "i2")  # is there already
    found = quality_trend(journal, "crm", 5)

    assert [(it.ingest_id, it.entries, it.rejections, it.validity) for it in found] == [
        ("i2", 0, 0, None),
        ("i1", 8, 2, 0.8),
    ]
    assert quality_trend(journal, "crm", 1) == found[:1]


def test_the_history_goes_run_by_run(journal: Journal) -> None:
    journal.append(
        [person("1", day(0), given_name="Anna"), person("1", day(0), source="shop", given_name="ANNA")], "a"
    )
    found = source_quality(journal, pa.table({"record_id": ["crm:1", "shop:1"], "customer_id": ["A", "A"]}))
    assert [it.consistency for it in found] == [1.0, 1.0]
    reports = {"r1": {MEASURED: told_in_report(found)}, "r2": {}, "r3": {MEASURED: told_in_report(found[:1])}}
    for number, (run, report) in enumerate(reports.items()):
        row = {"run_id": run, "started_at": day(number), "finished_at": day(number), "status": "finished"}
        journal.append_table("runs", pa.Table.from_pylist([row | {"report": json.dumps(report)}]))
    crm, shop = (quality_history(journal, source, 5) for source in ("crm", "shop"))

    assert [(it.run_id, it.at, it.quality) for it in crm] == [
        ("r3", day(2), found[0]),
        ("r1", day(0), found[0]),
    ]
    assert [(it.run_id, it.quality) for it in shop] == [("r1", found[1])]
    assert quality_history(journal, "crm", 1) == crm[:1]
