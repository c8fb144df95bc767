"""`ckg review` as a steward uses it: on a terminal, and step by step in a script."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.identity.judgements import acts
from graph.identity.outcome.assignments import current_assignment
from graph.store import Store
from tests.support.office import Office
from tests.support.script import Script
from tests.support.stores import wipe

MENU = "[q]uit"


@pytest.fixture
def office(in_doubt: Path, tmp_path: Path, embedded_session: Store) -> Office:
    """A copy of the installation, on an empty store."""
    shutil.copytree(in_doubt, tmp_path / "office")
    return Office(tmp_path / "office", wipe(embedded_session))


@pytest.fixture
def script(office: Office, tmp_path: Path) -> Script:
    """Commands in the office's environment."""
    return Script(office.environment, tmp_path)


def test_a_steward_goes_through_the_queue_on_a_terminal(office: Office) -> None:
    before = current_assignment(office.journal)
    with office.sit_down() as terminal:
        first = terminal.wait_for(MENU)
        assert "3 to decide" in first
        assert "crm:2 and web:2 are two customers" in first
        assert "Nordring" in first
        terminal.type("x")  # no such key: asked again
        terminal.wait_for(MENU)
        terminal.type("n")
        terminal.wait_for("reason")
        terminal.type("")  # thinks again
        terminal.wait_for(MENU)
        terminal.type("m")
        terminal.wait_for("reason")
        terminal.type("moved to Berlin")
        identifier = terminal.wait_for(MENU)
        assert "crm:2 match web:2, in force" in identifier
        assert "+4922112345, used by 6 people" in identifier
        terminal.type("c")
        terminal.wait_for("reason")
        terminal.type("our own number")
        assert "crm:7 and web:7" in terminal.wait_for(MENU)
        terminal.type("s")
        terminal.wait_for("2 decided, 1 skipped")
        assert terminal.status() == 0

    after = current_assignment(office.journal)
    assert after["web:2"] == after["crm:2"] == before["crm:2"]
    assert office.queue() == {"web:7": None}
    assert "\x1b[3" in terminal.raw  # in colour


def test_a_verdict_is_taken_back_and_the_claim_given_back_at_the_end(office: Office) -> None:
    with office.sit_down(NO_COLOR="1") as terminal:
        terminal.wait_for(MENU)
        terminal.type("n")
        terminal.wait_for("reason")
        terminal.type("two people")
        terminal.wait_for("[b]ack")
        terminal.type("b")
        terminal.wait_for("reason")
        terminal.type("slip of the finger")
        again = terminal.wait_for("web:2 are two customers")
        assert "crm:2 no_match web:2, revoked" in again
        terminal.wait_for(MENU)
        assert office.queue()["web:2"] == "ana"
        terminal.hang_up()
        assert terminal.status() == 1

    assert office.queue() == dict.fromkeys(("web:2", "+4922112345", "web:7"))
    assert [act.revoked_at is None for act in acts(office.journal)] == [True, False]
    assert "\x1b[3" not in terminal.raw


def test_a_script_claims_gives_back_and_takes_apart(office: Office, script: Script) -> None:
    taken = script.ask("review", "next")
    assert taken["case"]["claimed_by"] == "ana"
    assert taken["why"]["record_l"] == "crm:2"
    assert {"name": "city", "left": ["Köln"], "right": ["Berlin"]} in taken["records"]

    refused = script.run("review", "claim", taken["case"]["id"], "--steward", "ben")
    assert (refused.status, "claimed by ana" in refused.errors) == (1, True)
    assert script.ask("review", "release", taken["case"]["id"])["state"] == "open"

    apart = script.ask("review", "unmerge", "shop:5", "--reason", "two people")
    assert {move["record"] for move in apart["moves"]} == {"crm:5", "shop:5"}
    after = current_assignment(office.journal)
    assert after["shop:5"] != after["crm:5"]


def test_a_script_rules_on_an_identifier(script: Script) -> None:
    [case] = [case for case in script.ask("review", "list") if case["identifier"]]
    assert case["identifier"] == {"kind": "phone", "value": "+4922112345", "people": 6}

    confirmed = script.ask("review", "confirm", case["id"], "--reason", "our own number")
    assert confirmed["case"]["resolution"] == "confirmed"
    assert script.run("review", "overrule", case["id"], "--reason", "x").status == 1
    reopened = script.run("review", "reopen", case["id"], "--reason", "is it?")

    assert reopened.status == 0
    assert "open again" in reopened.output


def test_a_run_that_merges_too_much_ends_with_status_3(office: Office, script: Script) -> None:
    """Under rules that keep nobody apart."""
    Path(office.environment["CKG_RULES"]).write_text("clusters: {slack: 30}\nvetoes: []\n", encoding="utf-8")

    result = script.run("resolve", "--threshold", "0.0001")

    assert result.status == 3
    assert "alert: The run merged" in result.errors
    [case] = script.ask("review", "list")
    assert case["identifier"]["value"] == "+4922112345"
    assert "  review: 1 case for a person to decide (`ckg review`)" in result.output.splitlines()


def test_explain_prints_the_query_that_draws_the_evidence(script: Script) -> None:
    pair = script.run("explain", "crm:7", "web:7", "--cypher").output
    customer = script.run("explain", "crm:7", "--cypher").output

    assert pair.startswith(':param records => [["crm", "7"], ["web", "7"]];\n\nUNWIND $records AS key')
    assert customer.startswith(':param records => [["crm", "7"], ["shop", "7"]];')


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("decide", "case-none", "match", "--reason", "x"), 1, "There is no review case case-none"),
        (("decide", "case-none", "perhaps", "--reason", "x"), 2, "perhaps"),
        (("decide", "case-none", "match"), 2, "--reason"),
        (("revoke", "j0", "--reason", "x"), 1, "No judgement j0 is in force"),
    ],
)
def test_mistakes_are_named(script: Script, arguments: tuple[str, ...], status: int, said: str) -> None:
    result = script.run("review", *arguments)

    assert result.status == status
    assert said in result.errors
