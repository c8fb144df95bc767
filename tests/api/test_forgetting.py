"""Forgetting from end to end: graph, messages, log, files and indexes, on a server's graph."""

import re
from pathlib import Path
from typing import Any

import pytest

from api.forgetting import Requester, hide, purge
from api.workspace import Workspace
from graph.erasure.begun import ErasureRequests, begun_path
from graph.erasure.requests import due, requests
from graph.erasure.subject import subjects_of
from graph.errors import RulesError
from graph.journal import Journal
from graph.policy.keys import Keys
from graph.policy.principals import Role
from graph.progress import silent
from graph.projection.dump import dump
from graph.search.index_files import IndexFiles
from graph.search.upkeep import bring_up_to_date
from graph.settings import Settings
from graph.store import Store
from tests.api.conftest import running
from tests.support.entries import day, email, order, person
from tests.support.erasing import journal_in
from tests.support.messages import Line
from tests.support.stores import settings_of

_HERS = "eva.lang@kranich.example"


def told(user: str, address: str, message: str) -> dict[str, object]:
    """That a user has an address."""
    sent = {"type": "identify", "messageId": message, "timestamp": "2026-05-01T11:00:00Z"}
    return {**sent, "userId": user, "anonymousId": f"visitor-{user}", "traits": {"email": address}}


@pytest.fixture
def settings(any_store: Store, tmp_path: Path) -> Settings:
    """An installation that knows Eva by files and messages, and Otto, and shows them in the graph."""
    settings = settings_of(any_store.endpoint, tmp_path / "home")
    line = Line(settings, Journal.open(settings))
    eva = person("E-100001", day(1), email(_HERS), given_name="Eva", family_name="Lang")
    otto = person("O-100002", day(1), email("otto@kranich.example"), given_name="Otto")
    orders = [order("B-400001", "S-100001", day(2)), order("B-400002", "S-100002", day(2))]
    line.journal.append([eva, otto, *orders], "one")
    line.send(told("E-100001", _HERS, "m1"), told("O-100002", "otto@kranich.example", "m2"))
    workspace = Workspace(settings)
    workspace.project(any_store, silent)
    bring_up_to_date(workspace.journal, IndexFiles(settings.home))
    return settings


def erased(settings: Settings, *records: str) -> list[str]:
    journal = Journal.open(settings)
    return hide(settings, subjects_of(journal, records), Requester("test"), silent)


def test_nobody_is_erased_and_no_killed_erasure_carried_out_by_rules_that_cannot_be_used(
    tmp_path: Path,
) -> None:
    journal, rules = journal_in(tmp_path), tmp_path / "rules.yaml"
    rules.write_text("clusters: {max_size: many}", encoding="utf-8")
    settings = Settings(home=tmp_path, rules=rules)

    with pytest.raises(RulesError, match="max_size"):
        hide(settings, subjects_of(journal, ["c1"]), Requester("test"), silent)
    assert (requests(journal), begun_path(tmp_path).exists()) == ([], False)

    ErasureRequests({}, "", "").keep(tmp_path)  # nothing of it was noted: to carry it out is to forget it
    with pytest.raises(RulesError, match="max_size"):
        Workspace(settings)
    assert begun_path(tmp_path).exists()


def test_forgotten(settings: Settings, any_store: Store) -> None:
    before = dump(any_store)
    assert any(_HERS in row for row in before)

    erased(settings, "crm:E-100001", "web:E-100001", "shop:S-100001")

    hidden = dump(any_store)
    assert not [row for row in hidden if any(it in row for it in (_HERS, "100001", "400001"))]
    assert any("otto@kranich.example" in row for row in hidden)
    line = Line(settings, Journal.open(settings))
    again = line.send(
        told("E-100001", _HERS, "m3"),
        told("N-1", _HERS.upper(), "m4"),
        told("O-100002", "otto@kranich.example", "m5"),
        {"type": "identify", "userId": "E-100001", "messageId": "m6", "timestamp": "soon"},
    )
    assert (again.suppressed, again.entries) == (3, 1)
    line.put(told("E-100001", _HERS, "m7"), told("O-100002", "otto@kranich.example", "m8"))

    done = purge(settings, silent)

    assert done is not None
    assert (done.requests, done.alert) == (3, None)
    assert _files_with(settings.home, b"eva.lang", b"100001", b"400001") == []
    assert line.rows("SELECT count(*) FROM stored_messages") == [(3,)]
    live = dump(any_store)
    # What is said again for the same second is the same statement, some microseconds later.
    assert _of_otto(live) == _of_otto(hidden) != []
    Workspace(settings).rebuild(any_store, silent)
    assert dump(any_store) == live
    assert line.send(told("O-100002", "otto@kranich.example", "m2")).repeated == 1  # that is known again
    assert purge(settings, silent) is None


def _of_otto(dumped: list[str]) -> list[str]:
    return [re.sub(r"\.\d{6}\+", "+", row) for row in dumped if "otto" in row]


def _files_with(home: Path, *texts: bytes) -> list[str]:
    """Files that hold one of these texts; digits within a longer number, such as a time, are none."""
    any_of = re.compile(rb"(?<!\d)(%s)(?!\d)" % b"|".join(map(re.escape, texts)))
    contents = ((path.name, path.read_bytes()) for path in home.rglob("*") if path.is_file())
    return [name for name, content in contents if any_of.search(content)]


@pytest.mark.parametrize("any_store", ["embedded"], indirect=True)
def test_a_purge_that_is_killed_or_held_up_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased(settings, "crm:E-100001")
    for step in ("forget_derived", "confirm_commits", "note"):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(f"api.forgetting.{step}", _killed)
            purge(settings, silent)
        assert len(due(Journal.open(settings))) == 1

    done = purge(settings, silent)

    assert done is not None
    assert done.alert is None
    assert [it.signed for it in requests(Journal.open(settings))] == [True]
    assert not (settings.home / "purging.json").exists()


_ERASE = """mutation ($dry: Boolean!) {
  eraseCustomer(customer: "crm:E-100001", reason: "request 7", dryRun: $dry) {
    requestId records identifiers rows {name count} touched {name}}}"""
_LISTED = "{erasures {totalCount nodes {requestId by reason rows {name count} purgedAt remains signed}}}"


@pytest.mark.parametrize("any_store", ["embedded"], indirect=True)
def test_an_admin_forgets_over_graphql_once_for_a_key(settings: Settings, any_store: Store) -> None:
    """Her key is that of one record; its address is in the record that messages made of her, too."""
    keys = {role: Keys(settings.home).add(role.value, [role])[1] for role in (Role.STEWARD, Role.ADMIN)}
    before = dump(any_store)
    with running(settings) as client:

        def ask(role: Role, query: str, key: str, **variables: object) -> dict[str, Any]:
            headers = {"x-api-key": keys[role], "idempotency-key": key}
            asked = {"query": query, "variables": variables}
            answer: dict[str, Any] = client.request("POST", "/graphql", json=asked, headers=headers).json()
            return answer

        refused = [ask(Role.STEWARD, query, "s", dry=True) for query in (_ERASE, _LISTED)]
        dry = ask(Role.ADMIN, _ERASE, "dry", dry=True)["data"]["eraseCustomer"]
        telling = ask(Role.ADMIN, _ERASE.replace("request 7", "e-100001 asked"), "why", dry=False)
        assert telling["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
        assert dump(any_store) == before
        done, again = (ask(Role.ADMIN, _ERASE, "now", dry=False) for _ in range(2))
        [listed] = ask(Role.ADMIN, _LISTED, "list")["data"]["erasures"]["nodes"]

    assert [each["errors"][0]["extensions"]["code"] for each in refused] == ["FORBIDDEN"] * 2
    rows = [{"name": "records", "count": 1}]
    told = {"records": ["crm:E-100001"], "identifiers": 0, "rows": rows}
    assert dry == {"requestId": None, **told, "touched": [{"name": "shared_identifiers"}]}
    assert again == done
    assert done["data"]["eraseCustomer"] == {**dry, "requestId": listed.pop("requestId")}
    waiting = {"purgedAt": None, "remains": None, "signed": True}
    assert listed == {"by": "admin", "reason": "request 7", "rows": rows, **waiting}
    assert b"E-100001" in (settings.home / "answers.sqlite").read_bytes()

    purge(settings, silent)

    assert b"crm:E-100001" not in (settings.home / "answers.sqlite").read_bytes()


def _killed(*_args: object, **_options: object) -> None:
    raise KeyboardInterrupt
