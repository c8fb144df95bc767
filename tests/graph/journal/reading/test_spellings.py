"""Keys that differ from others of their source in zeros in front, capitals or blanks alone."""

from collections.abc import Sequence

from graph.entries import Entry
from graph.journal import Journal
from graph.journal.reading.spellings import Spellings
from tests.support.entries import day, person


def told(journal: Journal, ingest: str, entries: Sequence[Entry]) -> Spellings:
    """What is told of an ingest of entries."""
    since = journal.versions()
    journal.append(entries, ingest)
    return journal.spelt_otherwise(ingest, since)


def test_other_spellings_of_a_key_are_told(journal: Journal) -> None:
    first = [person(key, day(1)) for key in ("17", "C-0018", "ab 3", "v1.01", "100", "x")]
    assert told(journal, "first", first) == Spellings()

    again = [person(key, day(2)) for key in ("17", "C-0018", "x", "v1.1", "1", "1000")]
    assert told(journal, "again", again) == Spellings()

    others = [person(key, day(3)) for key in ("0017", "c-18", "AB3", "X", "new")]
    pairs = (("crm:0017", "crm:17"), ("crm:AB3", "crm:ab 3"), ("crm:X", "crm:x"))
    assert told(journal, "others", others) == Spellings(4, pairs)


def test_two_spellings_within_one_ingest_are_told(journal: Journal) -> None:
    assert told(journal, "one", [person("7", day(1)), person("007", day(1))]).keys == 2


def test_keys_that_capitals_tell_apart_are_no_spellings_of_one(journal: Journal) -> None:
    """As those of Salesforce's reports, which count on by capitals and small letters."""
    numbers = [person(f"003D0000{number}", day(1)) for number in ("KZ1aB", "KZ1ab", "KZ1AB", "KZ1Ab")]
    assert told(journal, "numbers", numbers) == Spellings()

    addresses = [person(f"{name}@x.example", day(1)) for name in ("Anna.Kern", "anna.kern")]
    assert told(journal, "addresses", addresses).keys == 2
