"""Who was erased is told by keyed hashes, whatever way an entry comes; nobody else is."""

from pathlib import Path

import pyarrow as pa
import pytest

from graph.entries import Entry, Event, NodeItem, Origin, Rejection
from graph.erasure.hiding import hide_in_journal
from graph.erasure.subject import subjects_of
from graph.errors import JournalError
from graph.journal import Journal
from graph.journal.appending.encode import event_columns, record_columns
from graph.journal.suppressing.key import key_path
from graph.journal.suppressing.names import names_of
from graph.settings import Settings
from tests.support.entries import address, day, email, order, person

ANNA = person("anna-1", day(1), email("anna@x.de"), address("Ring"), given_name="Anna")
BERND = person("bernd-2", day(1), email("bernd@x.de"), address("Ring"), given_name="Bernd")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home from which Anna was erased, who had an order."""
    home = tmp_path_factory.mktemp("suppressed")
    journal = Journal.open(Settings(home=home))
    bought = order("B77", "s-anna-9", day(2))
    journal.append([ANNA, BERND, person("s-anna-9", day(1), source="shop"), bought], "one")
    for record in ("crm:anna-1", "shop:s-anna-9"):
        hide_in_journal(journal, subjects_of(journal, [record]))
    return home


@pytest.fixture
def journal(home: Path) -> Journal:
    return Journal.open(Settings(home=home))


def line(number: str) -> Event:
    node = NodeItem("Order", (f"shop:{number}",), {"amount": 3.0})
    return Event("order_line", f"shop:{number}:1", "shop", None, None, Origin("l.csv", 1), nodes=(node,))


@pytest.mark.parametrize(
    ("entry", "stays_out"),
    [
        (person("anna-1", day(9), given_name="Anna"), True),
        (person("77", day(9), email("anna@x.de"), source="app"), True),
        (order("B78", "s-anna-9", day(9)), True),
        (line("B77"), True),
        (line("B79"), False),
        (person("78", day(9), email("bernd@x.de"), address("Ring"), source="app"), False),
        (person("anna-1", day(9), source="erp"), False),  # a key of another source is another's
    ],
)
def test_entries(journal: Journal, entry: Entry, stays_out: bool) -> None:
    columns = event_columns([entry]) if isinstance(entry, Event) else record_columns([entry])

    assert journal.suppression.now().holds(names_of(entry)) == stays_out
    assert journal.suppression.now().rows_without(pa.table(columns)).num_rows == (not stays_out)


def test_parts_of_many_rows(journal: Journal) -> None:
    entries = [BERND, ANNA, person("77", day(9), email("anna@x.de"), source="app"), person("x", day(9))]
    rows = pa.table(record_columns(entries))

    kept = journal.suppression.now().rows_without(rows.slice(1))

    assert kept.column("record_id").to_pylist() == ["crm:x"]
    assert journal.suppression.now().rows_without(rows.slice(3)).num_rows == 1
    assert journal.suppression.now().rows_without(rows.slice(0, 0)).num_rows == 0


@pytest.mark.parametrize(
    ("row", "about", "stays_out"),
    [
        ('{"nr": "5", "mail": "Anna@X.de"}', "", True),
        ('{"nr": "anna-1"}', "customer crm:anna-1", True),
        ("anna-1;Anna;?", "", True),
        ('{"order": "B77"}', "order shop:B77", True),
        ('{"nr": "6", "mail": "bernd@x.de"}', "customer crm:6", False),
    ],
)
def test_what_goes_into_quarantine(journal: Journal, row: str, about: str, stays_out: bool) -> None:
    refused = Rejection("crm", Origin("k.csv", 1), "phone", "", "is none", row, about)
    assert journal.suppression.now().rejections_without([refused]) == ([] if stays_out else [refused])


def test_an_ingest_counts_and_stores_nothing(journal: Journal) -> None:
    before = journal.versions()
    again = person("anna-1", day(9), email("anna@x.de"), given_name="Anna")
    appending = journal.appending("two")

    result = appending.append([again, BERND])
    appending.finish()

    assert (result.accepted, result.unchanged, result.suppressed) == (0, 1, 1)
    assert {it: journal.versions()[it] for it in ("records", "events")} == {
        it: before[it] for it in ("records", "events")
    }


def test_nothing_of_anybody_stands_in_the_list(home: Path) -> None:
    listed = home / "journal" / "erasures"
    content = b"".join(path.read_bytes() for path in listed.rglob("*") if path.is_file())
    assert b"anna" not in content
    assert key_path(home).stat().st_mode & 0o077 == 0


def test_without_the_key_nothing_is_taken_in(home: Path) -> None:
    key = key_path(home).read_bytes()
    try:
        for content in (None, b"00" * 32, b"no key"):
            key_path(home).unlink()
            if content:
                key_path(home).write_bytes(content)
            with pytest.raises(JournalError, match="key"):
                Journal.open(Settings(home=home)).append([BERND], "three")
            key_path(home).write_bytes(key)
    finally:
        key_path(home).write_bytes(key)
