"""An erasure that was killed goes on, or is as if it had never begun."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from graph.erasure import hiding
from graph.erasure.begun import ErasureRequests, begun_path
from graph.erasure.hiding import go_on, hide_in_journal
from graph.erasure.plan import Plan, plan_path
from graph.erasure.requests import note, requests
from graph.erasure.rewriting import rewrite
from graph.erasure.subject import Subject, subjects_of
from graph.errors import JournalError
from graph.journal import Journal
from graph.journal.tables import rewriting
from graph.progress import silent
from tests.graph.erasure.held import OF_ANNA, containing, purged, seen
from tests.support.entries import day, person


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
    gone = (*OF_ANNA, "carl", "s-20002")
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
        begun_path(home): partial(ErasureRequests.kept, home),
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
    assert not containing(journal.folder.parent, b"anna", b"C-10001", b"S-20001")
    assert len(seen(journal)["records"]) == len(shown["records"])
