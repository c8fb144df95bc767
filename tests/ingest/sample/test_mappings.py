"""The packaged mappings take in every good row of the sample company, and no other."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.entries import Entry, Rejection
from ingest.inputs.finding import find_inputs
from ingest.mapping_files.loader import load_mapping
from ingest.pipeline.reading import outcomes
from ingest.readers import open_reader
from ingest.rows.line_items import LineItems
from ingest.sample import SampleReport
from ingest.sample.layouts import BY_FILE

from .conftest import read

SOURCES = ("app", "contracts", "crm", "hotline", "marketing", "shop", "social", "survey", "web")


@pytest.fixture(scope="module")
def taken(company: SampleReport) -> "Taken":
    """All sources of the company, cleaned by their mappings."""
    return Taken(company.target)


class Taken:
    """Entries and rejections by file."""

    def __init__(self, folder: Path) -> None:
        self.entries: defaultdict[str, list[Entry]] = defaultdict(list)
        self.refused: defaultdict[str, list[Rejection]] = defaultdict(list)
        self.left_out: defaultdict[str, list[Rejection]] = defaultdict(list)
        for source in SOURCES:
            self._take(folder / f"{source}.yaml")

    def _take(self, path: Path) -> None:
        mapping = load_mapping(path)
        for file, reading, entry in find_inputs(mapping):
            for outcome in outcomes(open_reader(file, reading), entry, mapping.source, LineItems()):
                self.entries[file.name] += outcome.entries
                self.refused[file.name] += outcome.refused
                self.left_out[file.name] += outcome.left_out

    def all(self) -> Iterator[Entry]:
        """Entries of all files."""
        for entries in self.entries.values():
            yield from entries


def test_every_file_has_a_mapping(taken: Taken) -> None:
    assert set(taken.entries) == set(BY_FILE)


def test_exactly_the_spoilt_rows_are_refused(taken: Taken, company: SampleReport) -> None:
    lines = Counter({file: len({r.origin.line for r in found}) for file, found in taken.refused.items()})

    assert lines == Counter({file: kinds.total() for file, kinds in company.broken.items()})


def test_values_that_are_left_out_were_wrong_on_purpose(taken: Taken) -> None:
    left_out = [r for rejections in taken.left_out.values() for r in rejections]
    filled_in = [r for r in left_out if "placeholder" in r.reason or "often filled in" in r.reason]
    found = Counter(r.field for r in left_out if r not in filled_in)

    # broken addresses and birth dates, numbers of test entries, dates of rows that are refused as a ticket
    assert set(found) <= {"email", "birth_date", "phone", "observed_at"}
    assert 5 < found.total() < 60
    assert {r.field for r in filled_in} == {"birth_date", "email", "given_name", "family_name"}


def test_the_truth_covers_every_record(taken: Taken, company: SampleReport) -> None:
    truth = {(r["source"], r["source_id"]) for r in read(company.target, "truth.csv")}
    tests = {(r["source"], r["source_id"]) for r in read(company.target, "test_entries.csv")}

    records = {(e.source, e.source_id) for e in taken.all() if e.source_id is not None}

    assert records == truth | tests


def test_all_kinds_come_from_the_sources(taken: Taken) -> None:
    kinds = {getattr(entry, "kind", "customer") for entry in taken.all()}

    assert kinds >= {
        "customer", "device", "account", "social_handle", "product", "order", "order_line", "contract",
        "ticket", "campaign_contact", "page_view", "product_view", "event", "referral", "survey_answer",
        "consent",
    }  # fmt: skip


def test_every_number_left_is_valid(taken: Taken, company: SampleReport) -> None:
    """Numbers are made to fit the German plan, so none of a person's is left out."""
    tests = {r["source_id"] for r in read(company.target, "test_entries.csv")}

    wrong = [r for rs in taken.left_out.values() for r in rs if r.field == "phone"]

    assert [r for r in wrong if not any(test in r.row for test in tests)] == []
