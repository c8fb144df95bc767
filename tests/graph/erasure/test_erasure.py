"""A person is hidden at once, taken off the disk later, stays out, and may come back when that is lifted."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graph.erasure import hiding
from graph.erasure.begun import Begun, begun_path
from graph.erasure.hiding import go_on, hide_in_journal, lift
from graph.erasure.plan import Plan, plan_path
from graph.erasure.remains import remains
from graph.erasure.requests import PURGED, due, note, requests
from graph.erasure.rewriting import rewrite
from graph.erasure.subject import Subject, subjects_of
from graph.erasure.traces import Traces
from graph.errors import CkgError, ConflictError, JournalError, NotFoundError
from graph.journal import Journal
from graph.journal.tables import rewriting
from graph.progress import silent
from graph.verification.stored import verify_stored
from tests.support.entries import day, email, person
from tests.support.erasing import ANNA, journal_in, told

_OF_ANNA = ("'c0'", "'c1'", "anna.kern", 'kern", ', "c-10001", "s-20001", "b30001", "shop:r1")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_in(tmp_path)


def test_whom_it_is_about(journal: Journal) -> None:
    found = subjects_of(journal, ["c1"])[0]

    assert found.records == ("crm:C-10001", "shop:S-20001")
    assert found.customers == ("c0", "c1")
    assert found.values == (("email", ANNA),)  # the other address is her husband's too
    assert found.things == (("Order", "shop:B30001"),)
    assert found.events == (("order_line", "shop:B30001:1"), ("referral", "shop:r1"))
    assert {name: count for name, count in found.rows.items() if count} == {
        "records": 2,
        "events": 3,
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


def seen(journal: Journal) -> dict[str, list[str]]:
    """What the journal's views show."""
    names = (
        "records",
        "identifiers",
        "events",
        "customers",
        "households",
        "aliases",
        "judgements",
        "rejected",
    )
    with journal.connect(views=names) as connection:
        return {name: sorted(map(str, connection.sql(f"FROM {name}").fetchall())) for name in names}


def test_hidden_at_once(journal: Journal) -> None:
    before = seen(journal)

    [request] = hide_in_journal(journal, subjects_of(journal, ["c1"]), "ticket 17")

    after = seen(journal)
    assert not [row for rows in after.values() for row in rows for it in _OF_ANNA if it in row.casefold()]
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


def test_an_erasure_that_is_killed_again_and_again_goes_on(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two people who are erased with one command, killed at each of its steps."""
    home, forgotten = journal.folder.parent, list[Subject]()
    (home / "index").mkdir()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    def noted_once(*given: Any) -> None:
        if requests(journal):
            killed()
        note(*given)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(hiding, "note", noted_once)
        hide_in_journal(journal, subjects_of(journal, ["c1", "c3"]), "ticket 17")
    for place, step in ((Journal, "end"), (hiding, "_release"), (hiding, "forget_look_ups")):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(place, step, killed)
            go_on(journal, forgotten.append)
    with pytest.raises(KeyboardInterrupt):
        go_on(journal, killed)
    assert begun_path(home).exists()

    both = subjects_of(journal, ["c1", "c3"])
    again = hide_in_journal(journal, both, "ticket 17", elsewhere=forgotten.append)

    found = requests(journal)
    assert [it.request_id for it in found] == again
    assert all(it.signed for it in found)
    assert [it.records for it in forgotten] == [it.records for it in both]
    after = seen(journal)
    gone = (*_OF_ANNA, "carl", "s-20002")
    assert not [row for rows in after.values() for row in rows for it in gone if it in row.casefold()]
    assert ["Kernig" in row for row in after["rejected"]] == [True]
    assert not begun_path(home).exists()
    assert not (home / "index").exists()
    assert set(purged(journal).requests) == set(again)


def test_an_erasure_that_was_killed_before_anything_was_noted_erased_nobody(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    before = seen(journal)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(hiding, "note", killed)
        hide_in_journal(journal, subjects_of(journal, ["c1"]))

    go_on(journal, killed)

    assert seen(journal) == before
    assert not begun_path(journal.folder.parent).exists()


_UNREADABLE = (b"", b"[]", b"{}", b"\xff", b'{"subjects": {"a": {"records": ["crm:7"]}}}')


def test_what_was_begun_and_cannot_be_read_is_named_without_its_content(journal: Journal) -> None:
    home = journal.folder.parent
    kept: dict[Path, Callable[[], object]] = {
        begun_path(home): partial(Begun.kept, home),
        plan_path(journal): partial(Plan.kept, journal),
    }
    for path, read in kept.items():
        assert read() is None
        for content in _UNREADABLE:
            path.write_bytes(content)
            with pytest.raises(
                JournalError, match=f"{path.name} cannot be read.*let that one go on"
            ) as raised:
                read()
            assert "crm:7" not in str(raised.value)
            assert raised.value.__suppress_context__


def test_a_reason_names_nobody(journal: Journal) -> None:
    with pytest.raises(CkgError, match="reason"):
        hide_in_journal(journal, subjects_of(journal, ["c1"]), f"asked by {ANNA.upper()}")
    assert requests(journal) == []


def purged(journal: Journal) -> Plan:
    plan = Plan.kept(journal) or Plan.made(journal, journal.versions())
    assert plan is not None
    rewrite(journal, plan, silent)
    for request in plan.requests:
        note(journal, PURGED, [], {"rows": dict(plan.subject.rows), "remains": {}}, (request, ""))
    plan.forget(journal)
    return plan


def test_off_the_disk(journal: Journal) -> None:
    home = journal.folder.parent
    hide_in_journal(journal, subjects_of(journal, ["c1"]))
    hidden, commits = seen(journal), journal.versions()
    hashes = _hashes(home)

    plan = purged(journal)

    fresh = Journal(journal.folder)
    for opened in (journal, fresh):
        assert seen(opened) == hidden
        assert {**opened.versions(), "erasures": 1} == {**commits, "erasures": 1}
        assert opened.taken_back() is None  # nothing has to be looked for any more
    assert not _containing(home, b"anna", b"ANNA", b"C-10001", b"S-20001", b"B30001", b'KERN"')
    assert remains(home, Traces(plan.subject), plan_path(journal)) == {}
    assert _hashes(home) == hashes - {bytes.fromhex(it) for it in plan.hashes}
    assert not verify_stored(home, home / "waiting").findings
    assert requests(journal)[0].purged_at is not None
    assert due(journal) == []
    journal.append(told(), "three")
    assert not _containing(home, b"anna", b"C-10001", b"S-20001")


def _containing(home: Path, *texts: bytes) -> list[str]:
    """Files that hold any of the texts, decoded or not."""
    found = []
    for path in home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".parquet" and "_checksums" not in path.parts:
                content += str(pq.read_table(path).to_pylist()).encode()
            found += [f"{path.name}: {text.decode()}" for text in texts if text in content]
    return found


def _hashes(home: Path) -> set[bytes]:
    """All that is confirmed."""
    files = (home / "journal" / "confirmations").glob("*.parquet")
    return {it for path in files for row in pq.read_table(path).to_pylist() for it in row["hashes"] or ()}


def test_killed_between_tables_shows_nothing_and_goes_on(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As often as it is killed, each time one table further."""
    hide_in_journal(journal, subjects_of(journal, ["c1"]))
    plan, shown = Plan.made(journal, journal.versions()), seen(journal)
    assert plan is not None

    def killed(folder: Path, table: str) -> None:
        if folder.name == table:
            raise KeyboardInterrupt
        rewriting.put_in_place(folder)

    for number, table in enumerate(("events", "rejected", "records", "endings")):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr("graph.erasure.rewriting.put_in_place", partial(killed, table=table))
            rewrite(journal, plan, silent)
        assert seen(Journal(journal.folder)) == shown
        journal.append([person(f"C-3000{number}", day(6))], table)  # life goes on in between
        shown = seen(journal)
    again = purged(journal)

    assert again == plan
    assert not _containing(journal.folder.parent, b"anna", b"C-10001", b"S-20001")
    assert len(seen(journal)["records"]) == len(shown["records"])


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
    assert not _containing(journal.folder.parent, b"C-10001")
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
