"""The benchmark data of others through its mappings: nothing that says who somebody is gets lost.

The data is looked for in CKG_DATA (default ../shared/data) and required when CKG_REQUIRE_DATA=1.
"""

import os
from pathlib import Path

import pytest

from graph.entries import RecordVersion
from ingest.pipeline.pipeline import ingest
from tests.ingest.support import MemorySink

DATA = Path(os.environ.get("CKG_DATA", "../shared/data"))


def records(mapping: str, file: str) -> dict[str, RecordVersion]:
    """Records of a data set by source id; skips where the data is not there."""
    path = DATA / file
    if not path.exists():
        reason = f"{path} is not there; set CKG_DATA to the folder of the benchmark data"
        if os.environ.get("CKG_REQUIRE_DATA") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    sink = MemorySink()
    summary = ingest(Path(f"benchmarks/mappings/{mapping}.yaml"), (path,), sink)
    assert summary.total("rejected_rows") == 0
    return {record.source_id: record for record in sink.records}


def test_fake_1000() -> None:
    found = records("fake_1000", "fake_1000/fake_1000.csv")
    first = found["0"]
    assert len(found) == 1000
    assert first.attributes == {
        "full_name": "Robert Alan",
        "given_name": "Robert",
        "family_name": "Alan",
        "birth_date": "1971-06-24",
    }
    assert [identifier.value for identifier in first.identifiers] == ["robert255@smith.net"]


def test_senzing_customers() -> None:
    found = records("senzing_customers", "senzing_truthsets/demo_v3/customers.csv")
    smith = found["1001"]
    assert len(found) == 120
    assert smith.attributes["birth_date"] == "1978-12-11"
    assert [identifier.value for identifier in smith.identifiers] == [
        "bsmith@work.com",
        "+17029191300",
        "mainstr|123|89132|las vegas|us",
    ]


def test_senzing_reference_and_watchlist() -> None:
    reference = records("senzing_reference", "senzing_truthsets/demo_v3/reference.csv")
    watchlist = records("senzing_watchlist", "senzing_truthsets/demo_v3/watchlist.csv")
    assert (len(reference), len(watchlist)) == (22, 17)
    assert reference["2112"].attributes["country"] == "LI"
    assert watchlist["1006"].attributes["name_suffix"] == "Sr."
