"""A person is hidden at once, taken off the disk later, stays out, and may come back when that is lifted."""

from collections import Counter

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.erasure.hiding import hide_in_journal, lift
from graph.erasure.plan import plan_path
from graph.erasure.remains import remains
from graph.erasure.requests import due, requests
from graph.erasure.subject import subjects_of
from graph.erasure.traces import Traces
from graph.errors import CkgError, ConflictError, NotFoundError
from graph.journal import Journal
from graph.verification.stored import verify_stored
from tests.graph.erasure.held import OF_ANNA, confirmed, containing, purged, seen
from tests.support.entries import day, email, person
from tests.support.erasing import ANNA, told


def test_whom_it_is_about(journal: Journal) -> None:
    found = subjects_of(journal, ["c1"])[0]

    assert found.records == ("crm:C-10001", "shop:S-20001")
    assert found.customers == ("c0", "c1")
    assert found.values == (("email", ANNA),)  # the other address is her husband's too
    assert found.things == (("Order", "shop:B30001"),)
    assert found.events == (
        ("order_line", "shop:B30001:1"),
        ("order_status", "shop:B30001"),
        ("referral", "shop:r1"),
        ("refund", "shop:B30001:G1"),
    )
    assert {name: count for name, count in found.rows.items() if count} == {
        "records": 2,
        "events": 5,
        "assignments": 2,
        "households": 1,
        "aliases": 1,
        "judgements": 1,
    }
    assert found.touched == {"referrals": 1, "households": 1, "shared_identifiers": 1}


@pytest.mark.parametrize("named", ["c1", "c0", "crm:C-10001", "shop:S-20001"])
def test_any_name_means_the_whole_customer(journal: Journal, named: str) -> None:
    assert subjects_of(journal, [named])[0].records == ("crm:C-10001", "shop:S-20001")


def test_an_id_that_was_retired_and_is_in_use_again_is_its_own(journal: Journal) -> None:
    """As after a merge that was taken back: the customer that it went over to is somebody else."""
    again = {"run_id": None, "record_id": "crm:C-10002", "customer_id": "c0", "valid_from": day(6)}
    journal.append_table("assignments", pa.Table.from_pylist([again]))

    [found] = subjects_of(journal, ["c0"])

    assert (found.records, "c1" in found.customers) == (("crm:C-10002",), False)
    [other] = subjects_of(journal, ["c1"])
    assert (other.records, other.customers) == (("crm:C-10001", "shop:S-20001"), ("c1",))


@pytest.mark.parametrize("named", ["c9", "crm:9", "crm", ""])
def test_nobody(journal: Journal, named: str) -> None:
    with pytest.raises(NotFoundError):
        subjects_of(journal, [named])[0]


def test_hidden_at_once(journal: Journal) -> None:
    before = seen(journal)

    [request] = hide_in_journal(journal, subjects_of(journal, ["c1"]), "ticket 17")

    after = seen(journal)
    assert not [row for rows in after.values() for row in rows for it in OF_ANNA if it in row.casefold()]
    others = [row for row in before["records"] if "C-10002" in row or "S-20002" in row]
    assert sorted(after["records"]) == sorted(others)
    assert ["Kernig" in row for row in after["rejected"]] == [True]
    [found] = requests(journal)
    assert (found.request_id, found.reason, found.purged_at, found.signed) == (
        request,
        "ticket 17",
        None,
        True,
    )
    assert due(journal) == [found]
    journal.append(told(), "three")
    assert seen(journal)["records"] == after["records"]


def test_a_reason_names_nobody(journal: Journal) -> None:
    with pytest.raises(CkgError, match="reason"):
        hide_in_journal(journal, subjects_of(journal, ["c1"]), f"asked by {ANNA.upper()}")
    assert requests(journal) == []


def test_off_the_disk(journal: Journal) -> None:
    home = journal.folder.parent
    hide_in_journal(journal, subjects_of(journal, ["c1"]))
    hidden, commits = seen(journal), journal.versions()
    hashes = confirmed(home)

    plan = purged(journal)

    fresh = Journal(journal.folder)
    for opened in (journal, fresh):
        assert seen(opened) == hidden
        assert {**opened.versions(), "erasures": 1} == {**commits, "erasures": 1}
        assert opened.taken_back() is None  # nothing has to be looked for any more
    assert not containing(home, b"anna", b"ANNA", b"C-10001", b"S-20001", b"B30001", b'KERN"')
    assert remains(home, Traces(plan.subject), plan_path(journal)) == {}
    assert confirmed(home) == hashes - {bytes.fromhex(it) for it in plan.hashes}
    assert not verify_stored(home, home / "waiting").findings
    assert requests(journal)[0].purged_at is not None
    assert due(journal) == []
    journal.append(told(), "three")
    assert not containing(home, b"anna", b"C-10001", b"S-20001")


def test_who_was_erased_may_come_back(journal: Journal) -> None:
    hide_in_journal(journal, subjects_of(journal, ["c1"]))
    with pytest.raises(ConflictError, match="on the disk"):
        lift(journal, ANNA)
    with pytest.raises(NotFoundError):
        lift(journal, "carl@y.example")
    purged(journal)

    assert lift(journal, ANNA.title()) == 1

    appending = journal.appending("three")
    result = appending.append([*told(), person("N-1", day(9), email(ANNA), source="app")])
    appending.finish()
    assert result.suppressed == 0
    assert Counter("anna" in row for row in seen(journal)["identifiers"])[True] == 3
    with pytest.raises(NotFoundError):
        lift(journal, ANNA)


def test_who_came_back_can_be_erased_again(journal: Journal) -> None:
    hide_in_journal(journal, subjects_of(journal, ["c1"]))
    purged(journal)
    lift(journal, "crm:C-10001")
    journal.append(told(), "three")

    hide_in_journal(journal, subjects_of(journal, ["crm:C-10001"]))

    assert not [row for row in seen(journal)["records"] if "C-10001" in row]
    purged(journal)
    assert not containing(journal.folder.parent, b"C-10001")
    assert [it.purged_at is not None for it in requests(journal)] == [True, True]


def test_what_was_signed_cannot_be_changed(journal: Journal) -> None:
    hide_in_journal(journal, subjects_of(journal, ["c1"]), "one")
    hide_in_journal(journal, subjects_of(journal, ["c3"]), "two")
    files = (journal.folder / "erasures").glob("*.parquet")
    first = min(files, key=lambda path: path.stat().st_mtime_ns)
    rows = pq.read_table(first)
    at = rows.column_names.index("reason")
    pq.write_table(rows.set_column(at, rows.schema.field(at), [["three"]]), first)
    for kept in (journal.folder / "erasures" / "_checksums").iterdir():
        kept.unlink()

    assert [it.signed for it in requests(Journal(journal.folder))] == [False, True]
