import shutil
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from graph.entries import EdgeItem, Entry, Event, Origin, Rejection
from graph.errors import JournalError
from graph.journal import AppendResult, Journal
from graph.journal.appending import appending as portions
from graph.journal.tables.schema import TABLES
from graph.journal.tables.table import JournalTable
from graph.settings import Settings
from tests.support.disk import small_files
from tests.support.entries import company, day, email, order, person, view
from tests.support.forking import FORKING
from tests.support.looking import look


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def journal(settings: Settings) -> Journal:
    return Journal.open(settings)


def rows(journal: Journal, query: str) -> list[tuple[Any, ...]]:
    return look(journal, query)


def test_appending_twice_stores_once(settings: Settings) -> None:
    entries = list(company(20))

    first = Journal.open(settings).append(entries, "one")
    again = Journal.open(settings).append(entries, "two")

    assert first == AppendResult(len(entries), 0)
    assert again == AppendResult(0, len(entries))


def test_repeats_within_one_file_are_stored_once(journal: Journal) -> None:
    assert journal.append([person("1", day(0), city="Ulm")] * 3, "one") == AppendResult(1, 2)


def test_a_return_to_an_earlier_state_is_a_new_version(settings: Settings) -> None:
    for ingest, city in enumerate(("Ulm", "Bonn", "Ulm")):
        Journal.open(settings).append([person("1", day(ingest), city=city)], str(ingest))

    assert rows(Journal.open(settings), "SELECT city FROM records") == [("Ulm",)]
    assert rows(Journal.open(settings), "SELECT count(*) FROM record_versions") == [(3,)]


def test_current_record_is_the_latest_stated_whatever_arrived_last(journal: Journal) -> None:
    journal.append([person("1", day(5), city="Bonn"), person("1", day(1), city="Ulm")], "one")

    assert rows(journal, "SELECT city, observed_at FROM records") == [("Bonn", day(5))]


def test_records_known_only_from_events_are_bare(journal: Journal) -> None:
    journal.append([view("m1", "anon", "P1", day(1)), person("1", day(0), city="Ulm")], "one")

    found = rows(journal, "SELECT record_id, source, source_id, city FROM records ORDER BY 1")
    assert found == [("crm:1", "crm", "1", "Ulm"), ("web:anon", "web", "anon", None)]


def test_identifiers_are_seen_from_first_to_last(journal: Journal) -> None:
    mail = email("a@x.de")
    journal.append([person("1", day(3), mail), person("1", day(1), mail, city="Ulm")], "one")
    journal.append([view("m1", "v", "P1", day(2)), view("m2", "v", "P1", day(9))], "two")

    found = rows(journal, "SELECT * FROM identifiers ORDER BY record_id")
    assert found == [
        ("crm:1", "email", "a@x.de", day(1), day(3)),
        ("web:v", "cookie", "shop.de:v", day(2), day(9)),
    ]


def test_later_version_of_an_event_with_the_same_time_wins(journal: Journal) -> None:
    journal.append([order("1", "a", day(1), status="open")], "one")
    journal.append([order("1", "a", day(1), status="paid")], "two")

    found = rows(journal, "SELECT nodes->'$[0][2].status' FROM events")
    assert found == [('"paid"',)]


def test_changes_are_exactly_the_rows_added(journal: Journal) -> None:
    journal.append([person("1", day(0))], "one")
    before = journal.versions()["records"]
    journal.append([person("2", day(0)), person("3", day(0))], "two")
    journal.compact()

    found = journal.changes("records", before, journal.versions()["records"])

    assert found.column("record_id").to_pylist() == ["crm:2", "crm:3"]
    assert rows(journal, "SELECT count(*) FROM records") == [(3,)]


def test_rejected_rows_are_kept_with_their_reason(journal: Journal) -> None:
    rejection = Rejection("crm", Origin("crm.csv", 7), "email", "no", "not an address", "{}")

    journal.reject([rejection], "one")

    assert rows(journal, "SELECT file, line, field, reason FROM rejected") == [
        ("crm.csv", 7, "email", "not an address")
    ]


def test_latest_row_of_identity_tables_counts(journal: Journal) -> None:
    for customer in ("C1", "C2"):
        row = {"run_id": customer, "record_id": "crm:1", "customer_id": customer, "valid_from": day(0)}
        journal.append_table("assignments", pa.Table.from_pylist([row]))

    assert rows(journal, "SELECT customer_id FROM assignments") == [("C2",)]


def test_a_journal_of_an_earlier_version_gets_the_new_columns(settings: Settings) -> None:
    earlier = TABLES["review_cases"].remove(TABLES["review_cases"].get_field_index("people"))
    before = JournalTable(settings.home / "journal" / "review_cases", earlier)
    before.ensure()
    before.append(pa.Table.from_pylist([{"id": "old", "recorded_at": day(0)}], schema=earlier))

    journal = Journal.open(settings)
    unchanged = rows(journal, "SELECT id, people FROM review_cases")
    since = journal.versions()["review_cases"]
    journal.append_table("review_cases", pa.table({"id": ["new"], "people": [5]}))

    assert unchanged == [("old", None)]
    assert rows(journal, "SELECT id, people FROM review_cases ORDER BY id") == [("new", 5), ("old", None)]
    assert journal.changes("review_cases", since, since + 1).column("people").to_pylist() == [5]


def test_what_another_process_stores_is_seen_at_once(settings: Settings, journal: Journal) -> None:
    seen = [rows(journal, "SELECT count(*) FROM records")]
    for number in range(2):
        Journal.open(settings).append([person(f"{number}", day(0))], f"{number}")
        seen.append(rows(journal, "SELECT count(*) FROM records"))

    assert seen == [[(0,)], [(1,)], [(2,)]]
    assert journal.versions()["records"] == 2


def test_a_journal_that_is_put_back_shows_what_it_held(settings: Settings, journal: Journal) -> None:
    journal.append([person("1", day(0))], "one")
    shutil.copytree(journal.folder, settings.home / "backup")
    journal.append([person("2", day(0))], "two")
    shutil.rmtree(journal.folder)
    shutil.copytree(settings.home / "backup", journal.folder)

    assert rows(journal, "SELECT source_id FROM records") == [("1",)]
    assert journal.versions()["records"] == 1


def test_a_connection_may_have_the_views_that_are_asked_for_alone(journal: Journal) -> None:
    journal.append([person("1", day(0), email("ada@mail.de"))], "one")

    with journal.connect(views=("identifiers",)) as connection:
        found = connection.execute("SELECT value FROM identifiers").fetchall()
        with pytest.raises(duckdb.CatalogException):
            connection.execute("FROM assignments")

    assert found == [("ada@mail.de",)]


def test_what_the_model_does_not_know_stays_out(journal: Journal) -> None:
    edge = EdgeItem("LIKES", ("SourceRecord", ("crm", "1")), ("Product", ("P1",)))
    wrong = Event("like", "1", "crm", "1", day(1), Origin("l.csv", 1), edges=(edge,))

    with pytest.raises(JournalError, match=r"no edge \(SourceRecord\)-\[LIKES\]->\(Product\)"):
        journal.append([person("1", day(0)), wrong], "one")

    assert rows(journal, "SELECT count(*) FROM records") == [(0,)]


def test_unknown_tables_and_columns_are_named(journal: Journal) -> None:
    with pytest.raises(JournalError, match="no journal table nonsense"):
        journal.append_table("nonsense", pa.table({"a": [1]}))
    with pytest.raises(JournalError, match="runs has no column colour"):
        journal.append_table("runs", pa.table({"colour": ["red"]}))


def half_of(skip: int) -> list[Entry]:
    """Every other person of a company."""
    return [entry for at, entry in enumerate(company(100)) if at // 9 % 2 == skip]


def appending(settings: Settings, skip: int) -> tuple[ForkServerProcess, Any]:
    """A process that appends half of a company in small portions, and what it tells at its end."""
    here, there = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_append, args=(settings.home, skip, there))
    process.start()
    there.close()
    return process, here


def _append(home: Path, skip: int, told: Any) -> None:
    portions.CHUNK = 40
    found = Journal.open(Settings(home=home)).append(half_of(skip), f"ingest{skip}")
    told.send(found.accepted)


def test_two_processes_at_once_lose_nothing(settings: Settings) -> None:
    both = [appending(settings, skip) for skip in (0, 1)]

    accepted = sum(told.recv() for _, told in both)

    for process, told in both:
        process.join()
        told.close()
    assert accepted == len(list(company(100)))
    assert Journal.open(settings).append(company(100), "again").accepted == 0


@pytest.mark.parametrize("seconds", [0.0, 0.1])
def test_killed_append_is_completed_by_the_next(settings: Settings, seconds: float) -> None:
    process, told = appending(settings, 0)
    log = settings.home / "journal/records/_delta_log"
    _wait_for(lambda: log.is_dir())
    time.sleep(seconds)
    process.kill()
    process.join()
    told.close()

    entries = half_of(0)
    result = Journal.open(settings).append(entries, "again")

    assert result.accepted + result.unchanged == len(entries)
    assert _content(Journal.open(settings)) == _content(_undisturbed(settings, entries))


def test_full_disk_adds_nothing_and_says_so(journal: Journal) -> None:
    journal.append([person("1", day(0))], "one")
    with small_files(2_000), pytest.raises(JournalError, match="cannot be read or written"):
        journal.append([person(f"{i}", day(i), email(f"{i}@x.de")) for i in range(5_000)], "two")

    assert rows(journal, "SELECT record_id FROM records") == [("crm:1",)]


def _wait_for(condition: Any) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.005)


def _undisturbed(settings: Settings, entries: list[Any]) -> Journal:
    journal = Journal.open(Settings(home=settings.home / "other"))
    journal.append(entries, "undisturbed")
    return journal


def _content(journal: Journal) -> list[tuple[Any, ...]]:
    found = rows(journal, "SELECT record_id, content_hash FROM record_versions")
    return sorted(found + rows(journal, "SELECT key, content_hash FROM events"))
