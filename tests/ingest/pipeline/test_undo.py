"""Ingests taken back, and files read again by a mapping that was corrected."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.errors import JournalError
from graph.journal import Journal
from graph.journal.appending import storing
from graph.journal.withdrawing.undo import of_ingest, of_source
from graph.settings import Settings
from ingest.pipeline import job
from ingest.pipeline.pipeline import ingest
from ingest.pipeline.summary import IngestSummary
from ingest.quarantine_files import export_rows
from tests.ingest.support import write
from tests.support.clock import Clock
from tests.support.looking import look
from tests.support.script import Script

ROWS = "Nr,Name,Mail,Geb\n1,Anna Groß,anna@mail.example,1980-02-29\n2,Carl Kern,kaputt,\n"
WRONG = "{source_id: Name, family_name: Nr, email: Mail}"
RIGHT = "{source_id: Nr, full_name: Name, email: Mail}"


class Company:
    """One source and its journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write(folder / "k.csv", ROWS)

    @property
    def journal(self) -> Journal:
        return Journal.open(Settings(home=self.folder / "home"))

    def ingest(self, fields: str = RIGHT, mapping: str = "m.yaml", file: str = "k.csv") -> IngestSummary:
        entry = f"{{path: k*.csv, rows: [{{kind: customer, fields: {fields}}}]}}"
        path = write(self.folder / mapping, f"source: crm\nfiles: [{entry}]")
        return ingest(path, (self.folder / file,), self.journal)

    @property
    def records(self) -> list[str]:
        return [key for (key,) in look(self.journal, "SELECT source_id FROM records ORDER BY source_id")]

    @property
    def quarantined(self) -> int:
        return len(list(self.journal.in_quarantine()))


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path)


AHEAD = [(400, 0, 0), (0, -400, 400), (400, -400, 0)]
"""Days by which the clock is ahead at ingests one after the other."""


@pytest.mark.parametrize("days", AHEAD)
def test_what_the_last_ingest_confirmed_stays_whatever_the_clock_said(
    company: Company, monkeypatch: pytest.MonkeyPatch, days: tuple[int, ...]
) -> None:
    clock, done = Clock(monkeypatch, job, storing), list[IngestSummary]()
    for ahead in days:
        clock.ahead = timedelta(days=ahead)
        done.append(company.ingest())
    clock.ahead = timedelta()

    assert [it.ingest_id for it in company.journal.readings()] == [it.ingest_id for it in done]
    for earlier in done[:-1]:
        company.journal.withdraw(of_ingest(company.journal, earlier.ingest_id))
    assert company.records == ["1", "2"]


def test_what_left_the_quarantine_for_an_ingest_is_back_when_that_is_taken_back(company: Company) -> None:
    company.ingest()
    assert company.quarantined == 1
    write(company.folder / "k2.csv", ROWS.replace("kaputt", "carl@mail.example"))
    better = company.ingest(file="k2.csv")
    assert (better.released, company.quarantined) == (1, 0)

    company.journal.withdraw(of_ingest(company.journal, better.ingest_id))
    assert company.quarantined == 1
    assert company.ingest(file="k2.csv").released == 1
    company.journal.withdraw(of_source(company.journal, "crm"))
    assert company.quarantined == 0


class KilledError(Exception):
    """The program is no more."""


def test_an_undo_that_was_killed_is_done_whole_when_it_is_repeated(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.ingest()
    write(company.folder / "k2.csv", ROWS.replace("kaputt", "carl@mail.example") + "3,Eva Alt,krumm,\n")
    better = company.ingest(file="k2.csv")
    assert company.quarantined == 1, "Carl's address left it, Eva's came in"
    append, at = Journal.append_table, 0

    def killed(*given: Any) -> int:
        nonlocal at
        at -= 1
        if not at:
            raise KilledError
        return append(*given)

    for place in (1, 2, 2):  # what one call did is done for the next
        at = place
        monkeypatch.setattr(Journal, "append_table", killed)
        with pytest.raises(KilledError):
            company.journal.withdraw(of_ingest(company.journal, better.ingest_id))
        monkeypatch.undo()
    company.journal.withdraw(of_ingest(company.journal, better.ingest_id))

    assert company.records == ["1", "2"]
    assert [(it.line, it.field) for it in company.journal.in_quarantine()] == [(3, "email")]


def test_a_corrected_mapping_replaces_what_the_wrong_one_said(company: Company) -> None:
    company.ingest(WRONG)
    assert company.records == ["Anna Groß", "Carl Kern"]
    summary = company.ingest(RIGHT)
    assert (summary.replaced, summary.total("accepted")) == (1, 2)
    assert company.records == ["1", "2"]
    again = company.ingest(RIGHT)
    assert (again.replaced, again.total("accepted"), again.total("unchanged")) == (0, 0, 2)
    assert company.quarantined == 1


def test_what_says_the_same_in_another_way_is_no_other_mapping(company: Company) -> None:
    company.ingest(RIGHT)
    assert company.ingest("{email: Mail, source_id: Nr,  full_name: 'Name'}").replaced == 0


def test_another_mapping_of_the_same_file_replaces_nothing(company: Company) -> None:
    company.ingest(WRONG, mapping="other.yaml")
    assert company.ingest(RIGHT).replaced == 0
    write(company.folder / "k2.csv", ROWS)
    assert company.ingest(WRONG, file="k2.csv").replaced == 0
    assert company.records == ["1", "2", "Anna Groß", "Carl Kern"]


def test_a_file_read_again_stands_for_the_first_reading(company: Company) -> None:
    first, second = company.ingest(), company.ingest()
    write(company.folder / "k2.csv", ROWS + "3,Eva Alt,,\n")
    third = company.ingest(file="k2.csv")
    for summary in (first, second):
        company.journal.withdraw(of_ingest(company.journal, summary.ingest_id))
        assert company.records == ["1", "2", "3"]
    company.journal.withdraw(of_ingest(company.journal, third.ingest_id))
    assert company.records == []
    assert company.ingest().total("accepted") == 2
    assert company.records == ["1", "2"]


def test_what_is_in_quarantine_of_it_leaves(company: Company) -> None:
    summary = company.ingest()
    assert company.quarantined == 1
    company.journal.withdraw(of_ingest(company.journal, summary.ingest_id[:8]))
    assert company.quarantined == 0
    company.ingest()
    assert company.quarantined == 1


def test_a_source_that_comes_back(company: Company) -> None:
    company.ingest()
    company.journal.withdraw(of_source(company.journal, "crm"))
    assert company.records == []
    assert of_source(company.journal, "crm") == []
    company.ingest()
    assert company.records == ["1", "2"]
    assert company.quarantined == 1


def test_what_was_mended_is_refused_again_when_the_source_comes_back_without_it(company: Company) -> None:
    company.ingest()
    (exported,) = export_rows(company.journal.in_quarantine(), company.folder / "out")
    exported.write_text(exported.read_text("utf-8").replace("kaputt", "carl@mail.example"), "utf-8")
    company.ingest(file=str(exported))
    assert company.quarantined == 0
    company.ingest()
    assert company.quarantined == 0  # the row is mended: it is no news
    company.journal.withdraw(of_source(company.journal, "crm"))
    company.ingest()
    assert company.quarantined == 1


@pytest.mark.parametrize("name", ["", "zz"])
def test_what_was_never_ingested(company: Company, name: str) -> None:
    company.ingest()
    with pytest.raises(JournalError, match="is the id of no ingest") as caught:
        of_ingest(company.journal, name)
    assert "`ckg source ingests`" in str(caught.value.hint)
    with pytest.raises(JournalError, match="There is no source"):
        of_source(company.journal, "shop")


def test_the_command_line_tells_what_would_change(company: Company, tmp_path: Path) -> None:
    ckg = Script({"CKG_HOME": str(company.folder / "home")}, tmp_path)
    ingest_id = company.ingest().ingest_id
    listed = json.loads(ckg.run("source", "ingests", "--json").output)
    assert [(it["ingest_id"], it["file"], it["taken_back"]) for it in listed] == [(ingest_id, "k.csv", False)]
    told = ckg.run("undo", ingest_id, "--dry-run")
    assert (
        "2 statements on people and 1 on all else would be taken back: 2 records would be no more"
        in told.output
    )
    assert json.loads(ckg.run("source", "drop", "crm", "--dry-run", "--json").output)["gone"] == 2
    assert company.records == ["1", "2"]
