"""The same acts of a steward through Python, on the command line and in GraphQL leave the same behind.

The rules are others than those of the last run, so that the acts wait for the next one, which finds
the same then.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.identity.judgements import acts
from graph.identity.outcome.assignments import current_assignment
from graph.identity.run import resolve
from graph.identity.stewards.cases import ReviewCase, review_queue
from graph.identity.stewards.review import claim, release
from graph.identity.stewards.stewardship import Author, Reconnection, Stewardship, Verdict
from graph.journal import Journal
from graph.settings import Settings
from graph.store import Store
from tests.api.conftest import Client, running
from tests.support.script import Script
from tests.support.stores import settings_of, wipe

ANA = Author("ana", "spoke with her")

Acts = Callable[[Settings, str, str], None]
"""What a steward does, given the settings, the case of a pair and the case of an identifier."""


def in_python(settings: Settings, pair: str, identifier: str) -> None:
    journal = Journal.open(settings)
    steward = Stewardship(journal, settings)
    claim(journal, identifier, "ana")
    release(journal, identifier, "ana")
    claim(journal, pair, "ana")
    decided = steward.decide(pair, Verdict.MATCH, ANA)
    steward.confirm(identifier, ANA)
    steward.unlink_pair(("crm:5", "shop:5"), ANA, Reconnection.BANNED)
    steward.revoke(decided.judgements[0].id, ANA)


def on_the_command_line(script: Script, pair: str, identifier: str) -> None:
    who = ("--steward", "ana")
    why = (*who, "--reason", ANA.reason)
    script.ask("review", "claim", identifier, *who)
    script.ask("review", "release", identifier, *who)
    script.ask("review", "claim", pair, *who)
    decided = script.ask("review", "decide", pair, "match", *why)
    assert [judgement["verdict"] for judgement in decided["judgements"]] == ["match"]
    script.ask("review", "confirm", identifier, *why)
    script.ask("review", "unmerge", "crm:5", "shop:5", "--ban", *why)
    assert script.ask("review", "revoke", decided["judgements"][0]["id"], *why)["pending"]


def in_graphql(client: Client, pair: str, identifier: str) -> None:
    def act(mutation: str, arguments: str, **values: str) -> Any:
        declared = ", ".join(f"${name}: {'ID!' if name == 'id' else 'String!'}" for name in values)
        query = f'mutation({declared}) {{ {mutation}({arguments}, steward: "ana"'
        return client.ask(f"{query}{CLOSING[mutation]}", **values)[mutation]

    users = "{ reviewQueue { nodes { identifier { value users(first: 2) { nodes { record name } } } } } }"
    [about] = [case["identifier"] for case in client.ask(users)["reviewQueue"]["nodes"] if case["identifier"]]
    assert about == {
        "value": "+4922112345",
        "users": {
            "nodes": [
                {"record": "call:20", "name": "Anna Czerny"},
                {"record": "call:21", "name": "Peter Czerny"},
            ]
        },
    }

    act("claimCase", "id: $id", id=identifier)
    act("releaseCase", "id: $id", id=identifier)
    act("claimCase", "id: $id", id=pair)
    decided = act("decideCase", "id: $id, verdict: MATCH", id=pair)
    act("confirmCase", "id: $id", id=identifier)
    act("unmerge", "record: $record, other: $other, reconnection: BANNED", record="crm:5", other="shop:5")
    act("revokeJudgement", "id: $id", id=decided["judgements"][0]["id"])


_CASE = ") { id } }"
_ACT = f', reason: "{ANA.reason}") {{ judgements {{ id }} }} }}'
CLOSING = {
    **dict.fromkeys(("claimCase", "releaseCase"), _CASE),
    **dict.fromkeys(("decideCase", "confirmCase", "unmerge", "revokeJudgement"), _ACT),
}
"""The end of each mutation, by name."""


def state(journal: Journal) -> dict[str, Any]:
    """What the acts left behind, without the ids and times that each run makes up."""
    with journal.connect(views=("review_cases",)) as connection:
        cases = connection.execute(
            "SELECT id, kind, state, claimed_by, resolution, closed_by, reason FROM review_cases ORDER BY id"
        ).fetchall()
    return {
        "customers": customers(journal),
        "acts": [
            (a.record_l, a.record_r, a.verdict, a.steward, a.reason, a.revoked_at is None)
            for a in acts(journal)
        ],
        "cases": cases,
    }


def customers(journal: Journal) -> set[frozenset[str]]:
    """The records of each customer, as the last run has them."""
    groups: dict[str, set[str]] = {}
    for record, customer in current_assignment(journal).items():
        groups.setdefault(customer, set()).add(record)
    return set(map(frozenset, groups.values()))


def after_a_run(settings: Settings) -> set[frozenset[str]]:
    """The customers that the acts bring about."""
    journal = Journal.open(settings)
    resolve(journal, settings)
    return customers(journal)


def test_python_command_line_and_graphql_do_the_same(
    in_doubt: Path,
    tmp_path: Path,
    embedded_session: Store,
) -> None:
    def office(name: str) -> tuple[Settings, str, str]:
        shutil.copytree(in_doubt, tmp_path / name)
        with (tmp_path / name / "rules.yaml").open("a", encoding="utf-8") as rules:
            rules.write("households: {crowd: 19}\n")
        wipe(embedded_session)
        found = settings_of(embedded_session.endpoint, tmp_path / name / "home")
        settings = found.model_copy(update={"rules": tmp_path / name / "rules.yaml", "stewardship": True})
        cases: list[ReviewCase] = review_queue(Journal.open(settings))
        [pair] = [case.id for case in cases if case.record_r == "web:2"]
        [identifier] = [case.id for case in cases if case.identifier]
        return settings, pair, identifier

    states = []
    settings, *ids = office("python")
    in_python(settings, *ids)
    states.append(state(Journal.open(settings)))

    settings, *ids = office("script")
    environment = {
        "CKG_HOME": str(settings.home),
        "CKG_RULES": str(settings.rules),
        "NEO4J_URI": str(settings.neo4j_uri),
        "NEO4J_USER": settings.neo4j_user,
        "NEO4J_PASSWORD": settings.neo4j_password.get_secret_value() if settings.neo4j_password else "",
        "NEO4J_DATABASE": settings.neo4j_database or "",
    }
    on_the_command_line(Script(os.environ | environment, tmp_path), *ids)
    states.append(state(Journal.open(settings)))

    settings, *ids = office("graphql")
    with running(settings) as client:
        in_graphql(client, *ids)
    states.append(state(Journal.open(settings)))

    assert states[0] == states[1] == states[2]
    assert [case[2:5] for case in states[0]["cases"] if case[1] == "generic_identifier"] == [
        ("closed", None, "confirmed")
    ]
    assert ("crm:5", "shop:5", "no_match", "ana", ANA.reason, True) in states[0]["acts"]
    assert [act[2:4] for act in states[0]["acts"] if act[1] == "web:2"] == [("match", "ana")] * 2, (
        "given and revoked"
    )
    assert any({"crm:5", "shop:5"} <= group for group in states[0]["customers"]), "no run yet"
    found = after_a_run(settings)
    assert not any({"crm:5", "shop:5"} <= group for group in found), "they were parted"
