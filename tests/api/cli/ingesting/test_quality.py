"""`ckg quality` and `ckg verify`, on a home of one source."""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from graph.journal import Journal
from graph.journal.quality.source_quality import MEASURED, SourceQuality, told_in_report
from graph.settings import Settings
from tests.support.entries import day, person
from tests.support.script import Script


@pytest.fixture
def ckg(tmp_path: Path) -> Script:
    """The command line on a home with two records, of which one lacks a city, and one ingest."""
    journal = Journal.open(Settings(home=tmp_path / "home"))
    journal.append(
        [person("1", day(0), given_name="Anna", city="Ulm"), person("2", day(0), given_name="Bo")], "a"
    )
    row = {"ingest_id": "an-ingest-of-a-long-name-" * 4, "source": "crm", "file": "crm.csv", "accepted": 2}
    row |= {"unchanged": 0, "rejected": 0, "finished_at": datetime(2026, 1, 1, tzinfo=UTC)}
    journal.append_table("ingests", pa.Table.from_pylist([row]))
    measured = SourceQuality("crm", 2, 0.5, 0.5, 0.5, 0.5, 0)
    run = {"run_id": "r", "status": "finished", "started_at": day(1), "finished_at": day(1)}
    report = json.dumps({MEASURED: told_in_report([measured])})
    journal.append_table("runs", pa.Table.from_pylist([run | {"report": report}]))
    return Script({**os.environ, "CKG_HOME": str(tmp_path / "home")}, tmp_path)


def test_the_quality_of_sources_and_ingests_is_shown_whole_outside_a_terminal(ckg: Script) -> None:
    [source] = ckg.ask("quality")
    shown = ckg.run("quality", "crm").output

    assert (source["source"], source["completeness"], source["consistency"]) == ("crm", 0.75, None)
    assert source["score"] == (0.75 + 1 + 1) / 3
    assert "an-ingest-of-a-long-name-" * 4 in shown
    assert "2026-01-01" in shown
    told = ckg.ask("quality", "crm")
    assert [(len(told["ingests"]), [run["score"] for run in told["runs"]])] == [(1, [0.5])]
    assert "nothing was ingested of shop" in ckg.run("quality", "shop").output


def test_what_is_lost_is_told_and_ends_with_status_3(ckg: Script, tmp_path: Path) -> None:
    assert "all is as it was written" in ckg.run("verify").output
    shutil.rmtree(tmp_path / "home" / "journal" / "records" / "_delta_log")

    result = ckg.run("verify", "--json")

    assert (result.status, '"lost"' in result.output) == (3, True)
    assert "alert: " in result.errors
