"""Stewardship over GraphQL: the graph shows at once what a steward did."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.workspace import Workspace
from graph.progress import silent
from graph.settings import Settings
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.people import resolved
from tests.support.stores import settings_of, wipe

JUDGE = """mutation($left: String!, $right: String!, $verdict: Verdict!) {
    judge(left: $left, right: $right, verdict: $verdict, steward: "ana", reason: "spoke with her") {
        judgements { id left right verdict steward } runId pending moves { record before after } } }"""
REVOKE = """mutation($id: ID!) { revokeJudgement(id: $id, steward: "ben", reason: "wrong") {
    judgements { revokedAt } moves { record before after } } }"""


@pytest.fixture(scope="module")
def steward(embedded_session: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a server that lets stewards work, on resolved people."""
    settings = _resolved(embedded_session, tmp_path_factory.mktemp("home"))
    with running(settings.model_copy(update={"stewardship": True})) as client:
        yield client


def _resolved(store: Store, home: Path) -> Settings:
    wipe(store)
    resolved(home)
    settings = settings_of(store.endpoint, home)
    Workspace(settings).project(store, silent)
    return settings


def _customer(client: Client, record: str) -> str:
    found = client.ask("query($c: ID!) { how(customer: $c) { customerId } }", c=record)["how"]
    return str(found["customerId"])


def test_unmerge_takes_a_record_out_and_a_match_against_it_is_refused_with_its_chain(steward: Client) -> None:
    done = steward.ask(
        """mutation { unmerge(record: "crm:5", steward: "ana", reason: "two people", reconnection: BANNED) {
            judgements { id verdict } } }"""
    )["unmerge"]

    assert [j["verdict"] for j in done["judgements"]] == ["NO_MATCH"]
    assert _customer(steward, "crm:5") != _customer(steward, "shop:5")
    [error] = steward.answer(JUDGE, left="crm:5", right="shop:5", verdict="MATCH")["errors"]
    assert error["extensions"]["code"] == "CONFLICT"
    assert "crm:5 no_match shop:5" in error["message"]


def test_a_mutation_sent_twice_under_a_key_is_carried_out_once(steward: Client) -> None:
    judged = steward.ask(JUDGE, left="crm:10", right="crm:11", verdict="UNSURE")["judge"]["judgements"]
    asked = {"query": REVOKE, "variables": {"id": judged[0]["id"]}}
    key = {"idempotency-key": "order-4711"}

    first, again = (steward.request("POST", "/graphql", json=asked, headers=key) for _ in range(2))
    without = steward.request("POST", "/graphql", json=asked)

    assert first.json()["data"]["revokeJudgement"]["judgements"][0]["revokedAt"]
    assert first.content == again.content
    assert without.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_why_and_why_not_explain_a_pair(steward: Client) -> None:
    report = "together weight threshold findings { kind text weight } waterfall { name weight } waterfallSvg"

    data = steward.ask(
        f"""{{ yes: why(left: "crm:8", right: "shop:8") {{ {report} }}
        no: whyNot(left: "crm:8", right: "shop:1") {{ {report} }} }}"""
    )

    assert data["yes"]["together"]
    assert not data["no"]["together"]
    assert {"rule", "comparison"} <= {finding["kind"] for finding in data["yes"]["findings"]}
    assert {"rule", "threshold"} <= {finding["kind"] for finding in data["no"]["findings"]}
    assert data["yes"]["waterfallSvg"].startswith("<svg")


def test_a_case_of_the_queue_is_claimed_and_released(steward: Client) -> None:
    queue = steward.ask("{ reviewQueue { nodes { id state left right value kind } } }")["reviewQueue"][
        "nodes"
    ]
    assert queue == []  # made-up people are told apart without doubt

    codes = steward.codes('mutation { claimCase(id: "nothing", steward: "ana") { id } }')

    assert codes == ["NOT_FOUND"]


def test_mutations_are_off_unless_allowed(embedded_session: Store, tmp_path: Path) -> None:
    with running(settings_of(embedded_session.endpoint, tmp_path)) as client:
        assert client.codes(JUDGE, left="crm:1", right="crm:2", verdict="MATCH") == ["FORBIDDEN"]
        assert client.codes('mutation { claimCase(id: "x", steward: "ana") { id } }') == ["FORBIDDEN"]
